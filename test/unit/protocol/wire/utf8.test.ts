import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import * as fc from 'fast-check';
import {
  decodeUtf8,
  encodeUtf8,
  incompleteTail,
  splitByBytes,
  utf8Length,
} from '../../../../src/protocol/wire/utf8';
import { FIXED, anyText } from './chunkings';

const CHARACTERS = ['a', 'é', '€', '🌍', '\u0000', '\u{10ffff}', '\ud7ff', '\ue000', '\ufeff', '\ufffd'];

describe('utf8', () => {
  it('decodes what is valid, byte order mark and all, and refuses the rest', () => {
    for (const character of CHARACTERS) {
      const decoded = decodeUtf8(Buffer.from(`x${character}y`));
      assert.ok(decoded.ok && decoded.value === `x${character}y`);
    }
    for (const bad of ['ff', 'c0af', 'e0808a', 'eda080', 'f4908080', 'f09f8c', '80', 'c3', 'f8888080']) {
      const decoded = decodeUtf8(Buffer.from(bad, 'hex'));
      assert.ok(!decoded.ok && decoded.error.code === 'bad-utf8', bad);
    }
  });

  it('refuses exactly what is no UTF-8, also beside a replacement character that was sent', () => {
    const bytes = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.constantFrom(...CHARACTERS.map(encodeUtf8))),
    );
    fc.assert(
      fc.property(bytes, (parts) => {
        const all = Buffer.concat(parts);
        assert.equal(decodeUtf8(all).ok, isUtf8(all));
      }),
      FIXED,
    );
  });

  it('finds the character that is cut, at every place of it', () => {
    for (const character of CHARACTERS) {
      const bytes = encodeUtf8(character);
      for (let cut = 0; cut <= bytes.length; cut++) {
        for (const before of ['', 'é']) {
          const part = Buffer.concat([encodeUtf8(before), bytes.subarray(0, cut)]);
          assert.equal(incompleteTail(part), cut === bytes.length ? 0 : cut, `${character} cut at ${cut}`);
        }
      }
    }
  });

  it('leaves bytes that can begin nothing to the decoder', () => {
    for (const bad of ['ff', 'c0', 'c1', 'f5', 'fe80', '80', '8080', '808080', '80808080', '6180']) {
      assert.equal(incompleteTail(Buffer.from(bad, 'hex')), 0, bad);
    }
  });

  it('counts bytes like an encoder', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(utf8Length(text), encodeUtf8(text).length);
      }),
      FIXED,
    );
    assert.equal(utf8Length('\ud800a'), 4);
  });

  it('cuts between characters, loses nothing, and fills each part', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 40 }), (text, max) => {
        const parts = splitByBytes(text, max);
        assert.equal(parts.join(''), text);
        for (const [i, part] of parts.entries()) {
          assert.ok(utf8Length(part) <= max);
          const next = parts[i + 1];
          if (next === undefined) continue;
          assert.ok(utf8Length(part + String.fromCodePoint(next.codePointAt(0)!)) > max, 'as long as can be');
          assert.ok(
            !/[\ud800-\udbff]$/.test(part) || !/^[\udc00-\udfff]/.test(next),
            'a pair is one character',
          );
        }
      }),
      FIXED,
    );
    assert.deepEqual(splitByBytes('', 4), ['']);
    assert.deepEqual(
      splitByBytes('🌍🌍', 1),
      ['🌍', '🌍'],
      'a character is never cut, however small the part',
    );
  });
});
