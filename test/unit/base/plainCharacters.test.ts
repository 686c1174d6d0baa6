import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { plainCharacters } from '../../../src/base/plainCharacters';
import { anyText, FIXED } from '../protocol/wire/chunkings';

describe('plainCharacters', () => {
  for (const [text, plain] of [
    ['\ufeffa\u200bb\u00ad\u2060c', 'abc'],
    [' a\u00a0\u3000\r\n\tb ', 'a b'],
    ['ａ１：．', 'a1:.'],
    ['‐‑‒–—―−⁃－', '---------'],
    ['𝟏𝟗𝟐', '192'],
    ['۱۹۲.१६८', '192.168'],
    ['\u{116da}\u{116e3}\u{116d9}', '099'],
    ['سرور۱', 'سرور۱'],
    ['20¹ ②', '20¹ ②'],
    ['نامه\u200cای a\u200cb', 'نامه\u200cای ab'],
    ['ﬁle', 'file'],
    ['аda', 'аda'],
  ] as const) {
    it(`of ${JSON.stringify(text)} are ${JSON.stringify(plain)}`, () =>
      assert.equal(plainCharacters(text), plain));
  }

  it('stay what they are', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = plainCharacters(text);
        assert.equal(plainCharacters(plain), plain);
      }),
      { ...FIXED, numRuns: 2000 },
    );
  });
});
