import assert from 'node:assert/strict';
import { emojis } from '../../../../webview/emoji/emojis';
import { findEmoji } from '../../../../webview/emoji/findEmoji';

describe('findEmoji', () => {
  const found = (query: string, limit = 5) => findEmoji(emojis, query, limit).map(({ emoji }) => emoji);

  it('puts the short code first', () => {
    for (const [code, emoji] of [
      ['smile', '😄'],
      ['+1', '👍️'],
      ['tada', '🎉'],
      ['heart', '❤️'],
      ['eyes', '👀'],
      ['rocket', '🚀'],
    ] as const)
      assert.equal(found(code)[0], emoji, code);
  });

  it('finds by the beginnings of words', () => {
    assert.ok(found('thumb u', 20).includes('👍️'));
    assert.ok(found('flag germ').includes('🇩🇪'));
    assert.ok(found('party', 20).includes('🎉'));
  });

  it('finds nothing by nonsense, and no more than was asked for', () => {
    assert.deepEqual(found('xyzzy'), []);
    assert.equal(found('s', 7).length, 7);
  });
});

describe('the emoji', () => {
  it('are all, in groups, each with a short code', () => {
    assert.ok(emojis.length > 1800);
    assert.ok(emojis.every(({ codes }) => codes.length > 0 && codes.every((code) => /^\S+$/.test(code))));
  });
});
