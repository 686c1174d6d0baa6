import assert from 'node:assert/strict';
import { qualifiedEmoji } from '../../../../src/protocol/wire/emoji';
import type { Emoji } from '../../../../webview/emoji/emoji';
import { emojis } from '../../../../webview/emoji/emojis';
import { findEmoji } from '../../../../webview/emoji/findEmoji';
import { germanWords } from '../../../../webview/emoji/germanWords';
import { translated } from '../../../../webview/emoji/translated';

const found = (all: readonly Emoji[], query: string, limit = 5) =>
  findEmoji(all, query, limit).map(({ emoji }) => emoji);

describe('findEmoji', () => {
  it('puts the short code first', () => {
    for (const [code, emoji] of [
      ['smile', '😄'],
      ['+1', '👍'],
      ['tada', '🎉'],
      ['heart', '❤️'],
      ['eyes', '👀'],
      ['rocket', '🚀'],
      ['raised hand', '✋'],
    ] as const)
      assert.equal(found(emojis, code)[0], emoji, code);
  });

  it('finds by the beginnings of words', () => {
    assert.ok(found(emojis, 'thumb u', 20).includes('👍'));
    assert.ok(found(emojis, 'flag germ').includes('🇩🇪'));
    assert.ok(found(emojis, 'party', 20).includes('🎉'));
    assert.ok(found(emojis, 'CAFE').includes('☕'));
  });

  it('finds nothing by nonsense, and no more than was asked for', () => {
    assert.deepEqual(found(emojis, 'xyzzy'), []);
    assert.deepEqual(found(emojis, ' _ '), []);
    assert.equal(found(emojis, 's', 7).length, 7);
  });
});

describe('the emoji', () => {
  it('are all, in the form in which rooms take them, each with a short code', () => {
    assert.ok(emojis.length > 1800);
    assert.ok(emojis.every(({ codes }) => codes.length > 0 && codes.every((code) => /^\S+$/.test(code))));
    for (const { emoji } of emojis) assert.equal(emoji, qualifiedEmoji(emoji));
  });

  it('have German names where the editor speaks German, and are found by German and English words', () => {
    const german = translated(emojis, germanWords);
    assert.deepEqual(
      german.map(({ emoji, codes }) => [emoji, codes]),
      emojis.map(({ emoji, codes }) => [emoji, codes]),
    );
    assert.equal(german.find(({ emoji }) => emoji === '🎉')?.label, 'Konfettibombe');
    for (const [query, emoji] of [
      ['tada', '🎉'],
      ['konfetti', '🎉'],
      ['party', '🎉'],
      ['daumen hoch', '👍'],
      ['thumbs', '👍'],
      ['herz rot', '❤️'],
      ['Lächeln', '😄'],
      ['lachel', '😄'],
      ['käse', '🧀'],
      ['Fuss', '🦶'],
      ['Fuß', '🦶'],
    ] as const)
      assert.ok(found(german, query, 40).includes(emoji), query);
  });
});
