import assert from 'node:assert/strict';
import { RecentEmoji } from '../../../../src/editor/panel/recentEmoji';

describe('the emoji used last', () => {
  let kept: unknown;
  let recent: RecentEmoji;

  beforeEach(() => {
    kept = undefined;
    recent = new RecentEmoji(
      () => kept,
      (emoji) => (kept = emoji),
    );
  });

  it('are five, each once, the last one first', () => {
    for (const emoji of ['😀', '🎉', '👀', '😀', '🚀', '🐍', '🦀']) recent.use(emoji);
    assert.deepEqual(recent.list, ['🦀', '🐍', '🚀', '😀', '👀']);
  });

  it('are emoji in the form in which a room takes them', () => {
    recent.use('❤');
    recent.use('no');
    assert.deepEqual(recent.list, ['❤\ufe0f']);
  });

  it('are none where something else was kept', () => {
    for (const odd of ['😀', 7, { 0: '😀' }, [7, 'x', null]]) {
      kept = odd;
      assert.deepEqual(recent.list, []);
    }
  });
});
