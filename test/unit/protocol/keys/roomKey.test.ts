import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import {
  formatRoomKey,
  isRoomProof,
  newRoomKey,
  parseRoomKey,
  roomProof,
} from '../../../../src/protocol/keys/roomKey';

const KEY = 'K7QX93MD4TWZP2HN8V6C';
const BINDING = Buffer.alloc(32, 7);

describe('newRoomKey', () => {
  it('makes keys of 20 characters of the alphabet, no two alike, and of every character some', () => {
    const keys = Array.from({ length: 200 }, newRoomKey);
    assert.equal(new Set(keys).size, keys.length);
    for (const key of keys) assert.match(key, /^[0-9A-HJKMNP-TV-Z]{20}$/);
    assert.equal(new Set(keys.join('')).size, 32);
  });
});

describe('parseRoomKey', () => {
  it('reads what formatRoomKey shows', () => {
    assert.equal(formatRoomKey(KEY), 'K7QX-93MD-4TWZ-P2HN-8V6C');
    const key = newRoomKey();
    assert.deepEqual(parseRoomKey(formatRoomKey(key)), { ok: true, value: key });
  });

  for (const [typed, why] of [
    ['k7qx-93md-4twz-p2hn-8v6c', 'small letters'],
    ['  K7QX 93MD 4TWZ P2HN 8V6C\n', 'spaces and a line break'],
    ['K7QX93MD4TWZP2HN8V6C', 'no dashes'],
    ['K7QX–93MD—4TWZ‐P2HN‑8V6C', 'dashes as word processors write them'],
    ['K-7-Q-X-9-3-M-D-4-T-W-Z-P-2-H-N-8-V-6-C', 'dashes anywhere'],
    ['K7QX−93MD⁃4TWZ﹣P2HN－8V6C', 'minus signs and other strokes'],
    ['\u200bK7QX-93MD-4TWZ-P2HN-8V6C\ufeff', 'characters that nobody sees'],
    ['Ｋ７ＱＸ-93MD-4TWZ-P2HN-8V6C', 'full-width characters'],
  ] as const) {
    it(`takes ${why}`, () => assert.deepEqual(parseRoomKey(typed), { ok: true, value: KEY }));
  }

  it('takes O for 0, and I and L for 1', () => {
    assert.deepEqual(parseRoomKey('oO00-iI11-lL11-0000-1111'), { ok: true, value: '00001111111100001111' });
  });

  for (const [typed, error] of [
    ['', 'empty'],
    [' - ', 'empty'],
    ['K7QX-93MD-4TWZ-P2HN-8V6', 'too-short'],
    ['K7QX-93MD-4TWZ-P2HN-8V6C-0', 'too-long'],
    ['U7QX-93MD-4TWZ-P2HN-8V6C', 'bad-character'],
    ['K7QX-93MD-4TWZ-P2HN-8V6ß', 'bad-character'],
    ['K7QX_93MD_4TWZ_P2HN_8V6C', 'bad-character'],
    ['😀', 'bad-character'],
  ] as const) {
    it(`says that “${typed}” is ${error}`, () => assert.deepEqual(parseRoomKey(typed), { ok: false, error }));
  }
});

describe('roomProof', () => {
  it('is the HMAC of label and binding with the 20 characters, in base64url', () => {
    for (const [prover, label] of [
      ['client', 'tilde client'],
      ['server', 'tilde server'],
    ] as const) {
      const hmac = createHmac('sha256', Buffer.from(KEY, 'ascii'));
      const expected = hmac.update(Buffer.concat([Buffer.from(label), BINDING])).digest('base64url');
      assert.equal(roomProof(KEY, prover, BINDING), expected);
      assert.equal(expected.length, 43);
    }
  });

  it('is another for another key, side or connection', () => {
    const proof = roomProof(KEY, 'client', BINDING);
    assert.ok(isRoomProof(proof, KEY, 'client', BINDING));
    assert.ok(!isRoomProof(proof, newRoomKey(), 'client', BINDING));
    assert.ok(!isRoomProof(proof, KEY, 'server', BINDING));
    assert.ok(!isRoomProof(proof, KEY, 'client', Buffer.alloc(32, 8)));
    for (const other of ['', proof.slice(1), `${proof}=`, proof.toLowerCase(), 'é'.repeat(43)])
      assert.ok(!isRoomProof(other, KEY, 'client', BINDING), other);
  });
});
