import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { MAX_NAME_BYTES } from '../../../../src/protocol/wire/limits';
import { foldName } from '../../../../src/protocol/names/nameKeys';
import { SERVER_NAME, freeName, parseName, parseRoomName } from '../../../../src/protocol/names/names';
import { utf8Length } from '../../../../src/protocol/wire/utf8';
import { FIXED, anyText } from '../wire/chunkings';

const name = anyText
  .filter((text) => parseName(text).ok)
  .map((text) => {
    const parsed = parseName(text);
    return parsed.ok ? parsed.value : '';
  });
const MANY = { ...FIXED, numRuns: 1000 };

describe('names', () => {
  it('are what they are made into', () => {
    const rows: [string, string | undefined][] = [
      ['ann', 'ann'],
      [' ann\n', 'ann'],
      ['A\u030a', 'Å'],
      ['👨🏽‍🦰'.replaceAll('\u200d', ''), '👨🏽🦰'],
      ['x'.repeat(32), 'x'.repeat(32)],
      ['x'.repeat(33), undefined],
      ['🇩🇪'.repeat(16), '🇩🇪'.repeat(16)],
      ['🇩🇪'.repeat(17), undefined],
      ['a\u200db', undefined],
      ['\u2800', undefined],
      ['sErVeR', undefined],
      ['SERVER2', 'SERVER2'],
    ];
    for (const [raw, expected] of rows) {
      const parsed = parseName(raw);
      assert.equal(parsed.ok ? parsed.value : undefined, expected, raw);
    }
  });

  it('stay as they are once they are names', () => {
    fc.assert(
      fc.property(name, (one) => {
        assert.deepEqual(parseName(one), { ok: true, value: one });
      }),
      MANY,
    );
  });

  it('fold to what folds to itself, character by character and together', () => {
    const unstable: string[] = [];
    for (let point = 0; point <= 0x10ffff; point++) {
      if (point === 0xd800) point = 0xe000;
      const folded = foldName(String.fromCodePoint(point));
      if (foldName(folded) !== folded) unstable.push(point.toString(16));
    }
    assert.deepEqual(unstable, []);
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(foldName(foldName(text)), foldName(text));
      }),
      MANY,
    );
  });

  it('fold alike in every case, normal form, and with marks that show nothing', () => {
    fc.assert(
      fc.property(name, fc.nat(), (one, place) => {
        for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'])
          assert.equal(foldName(one.normalize(form)), foldName(one));
        const points = Array.from(one);
        points.splice(place % (points.length + 1), 0, '\ufe0f');
        assert.equal(foldName(points.join('')), foldName(one));
      }),
      MANY,
    );
    const same = [
      ['Straße', 'STRASSE', 'straẞe'],
      ['ﬁn', 'FIN', 'ＦＩＮ'],
      ['É', 'e\u0301', 'e\ufe0f\u0301'],
      ['Σας', 'σασ'],
    ];
    for (const [first, ...others] of same) {
      for (const other of others) assert.equal(foldName(other), foldName(first!), other);
    }
  });

  it('that are taken get the first free suffix, valid and within the limits', () => {
    fc.assert(
      fc.property(name, fc.integer({ min: 0, max: 120 }), (one, others) => {
        const taken = new Set<string>();
        for (let i = 0; i <= others; i++) {
          const free = freeName(one, (candidate) => taken.has(foldName(candidate)));
          assert.ok(!taken.has(foldName(free)), 'free');
          assert.deepEqual(parseName(free), { ok: true, value: free }, 'valid');
          taken.add(foldName(free));
        }
      }),
      { ...FIXED, numRuns: 60 },
    );
    const taken = new Set(['bob', 'bob-2', 'bob-4']);
    assert.equal(
      freeName('bob', (candidate) => taken.has(candidate)),
      'bob-3',
    );
  });

  it('are never the server, whatever is asked for', () => {
    const disguise = fc
      .constantFrom('S', 's', 'ſ', 'Ｓ', 'ⓢ', '𝐒')
      .chain((s) =>
        fc
          .tuple(
            fc.constantFrom('', ' ', '\ufe0f', '\u00a0'),
            fc.constantFrom('ERVER', 'erver', 'ＥＲＶＥＲ', 'Er\ufe0fVeR'),
          )
          .map(([mark, rest]) => `${mark}${s}${rest}${mark}`),
      );
    fc.assert(
      fc.property(fc.oneof(disguise, anyText), (raw) => {
        const parsed = parseName(raw);
        if (!parsed.ok) return;
        assert.notEqual(foldName(parsed.value), foldName(SERVER_NAME));
        assert.notEqual(
          foldName(freeName(parsed.value, (one) => one === parsed.value)),
          foldName(SERVER_NAME),
        );
      }),
      MANY,
    );
    fc.assert(
      fc.property(disguise, (raw) => {
        assert.equal(parseName(raw).ok, false, raw);
      }),
      MANY,
    );
  });

  it('of one character with many marks keep within the bytes, suffix and all', () => {
    const zalgo = `a${'\u0315'.repeat(63)}`;
    assert.equal(utf8Length(zalgo), 127);
    assert.ok(parseName(zalgo).ok);
    const free = freeName(zalgo, (one) => one === zalgo);
    assert.ok(utf8Length(free) <= MAX_NAME_BYTES && parseName(free).ok, free);
  });

  it('of rooms are shorter', () => {
    assert.ok(parseRoomName('x'.repeat(32)).ok);
    assert.ok(parseRoomName('€'.repeat(21)).ok);
    assert.ok(!parseRoomName('€'.repeat(22)).ok);
    assert.ok(!parseRoomName('SERVER').ok);
  });
});
