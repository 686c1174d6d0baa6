import assert from 'node:assert/strict';
import { isEmoji, qualifiedEmoji } from '../../../../src/protocol/wire/emoji';

const SELECTORS = /[\uFE0E\uFE0F]/g;

describe('emoji', () => {
  const all = Array.from({ length: 0x20000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code));

  it('are those that show as one, each in one form', () => {
    for (const text of [...['😀', '❤️', '⛹🏽‍♂️', '👩🏽‍❤️‍💋‍👨🏿', '🏳️‍🌈', '🏴‍☠️', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '*️⃣', '🇦🇶', '©️', '🏻']]) {
      assert.equal(qualifiedEmoji(text), text);
      assert.ok(isEmoji(text), text);
      for (const sent of [text.replace(SELECTORS, ''), text.replace(SELECTORS, '\uFE0E')])
        assert.equal(qualifiedEmoji(sent), text);
    }
  });

  it('are no characters that are letters, digits, marks, spaces, or show nothing', () => {
    const none = all.filter((text) => /[\p{L}\p{M}\p{N}\p{Z}\p{C}\p{P}]/u.test(text));
    assert.ok(none.length > 50_000);
    const known = new Set(['Ⓜ', '㊗', '㊙', '🅰', '🅱', '🅾', '🅿', 'ℹ', '‼', '⁉', '〰', '〽']);
    const taken = none.filter((text) => isEmoji(qualifiedEmoji(text)) && !known.has(text));
    assert.deepEqual(
      taken.filter((text) => !/\p{Extended_Pictographic}/u.test(text)),
      [],
      'but for those that Unicode has as emoji, or keeps free for them',
    );
  });

  it('are nothing with an invisible character more or one missing', () => {
    for (const one of ['🎉', '❤️', '👩‍🚀', '🇨🇭']) {
      for (const odd of [
        '\u200b',
        '\u200d',
        '\u2060',
        '\u00ad',
        '\u{E0020}',
        '\u{E007F}',
        '\u034f',
        '\ufeff',
      ]) {
        for (const text of [one + odd, odd + one])
          assert.ok(!isEmoji(qualifiedEmoji(text)), JSON.stringify(text));
      }
    }
  });
});
