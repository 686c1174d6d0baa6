import assert from 'node:assert/strict';
import type { Disposable } from '../../../../src/base/disposable';
import { EmojiChoices } from '../../../../src/editor/panel/emojiChoices';

describe('what the person chose of emoji', () => {
  let recent: unknown;
  let skinTone: unknown;
  let choices: EmojiChoices;
  let changes: number;
  let listener: Disposable;

  beforeEach(() => {
    recent = skinTone = undefined;
    changes = 0;
    choices = new EmojiChoices({
      recent: { read: () => recent, keep: (emoji) => (recent = emoji) },
      skinTone: { read: () => skinTone, keep: (tone) => (skinTone = tone) },
    });
    listener = choices.onDidChange(() => changes++);
  });

  afterEach(() => listener.dispose());

  it('are the five used last, each once, the last one first', () => {
    for (const emoji of ['😀', '🎉', '👀', '😀', '🚀', '🐍', '🦀']) choices.use(emoji);
    assert.deepEqual(choices.recent, ['🦀', '🐍', '🚀', '😀', '👀']);
    assert.equal(changes, 7);
    choices.use('🦀');
    assert.equal(changes, 7, 'it is the first already');
  });

  it('are emoji in the form in which a room takes them, without a skin tone', () => {
    for (const emoji of ['❤', 'no', '☝🏽', '👍🏽', '👍🏿']) choices.use(emoji);
    assert.deepEqual(choices.recent, ['👍', '☝\ufe0f', '❤\ufe0f']);
    recent = ['👍🏽', '👍', '🎉'];
    assert.deepEqual(choices.recent, ['👍', '🎉'], 'also of what was kept with one');
  });

  it('are none where something else was kept', () => {
    for (const odd of ['😀', 7, { 0: '😀' }, [7, 'x', null]]) {
      recent = skinTone = odd;
      assert.deepEqual([choices.recent, choices.skinTone], [[], undefined]);
    }
  });

  it('are a skin tone, or none', () => {
    choices.choose('🏽');
    assert.equal(choices.skinTone, '🏽');
    choices.choose(undefined);
    assert.equal(choices.skinTone, undefined);
    assert.equal(changes, 2);
  });
});
