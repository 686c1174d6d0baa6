import assert from 'node:assert/strict';
import { readRoomKey, roomKeysIn } from '../../../../src/protocol/invitations/roomKeysIn';

const KEY = 'K7QX93MD4TWZP2HN8V6C';
const SHOWN = 'K7QX-93MD-4TWZ-P2HN-8V6C';

describe('readRoomKey', () => {
  for (const text of [
    SHOWN,
    'k7qx 93md 4twz p2hn 8v6c',
    `„${SHOWN}“.`,
    `Key: ${SHOWN}`,
    `Schlüssel:${SHOWN}`,
    `the key is ${KEY}, don't tell`,
    `192.168.1.20:9999 ${SHOWN}`,
    `vscode://tilde-chat.tilde/join?host=192.168.1.20&port=9999#${SHOWN}`,
    `${SHOWN} ${SHOWN}`,
    'K7QX−93MD−4TWZ−P2HN−8V6C',
    '\u200bＫ7QX-93MD-4TWZ-P2HN-8V6C',
  ]) {
    it(`finds the key in ${JSON.stringify(text)}`, () =>
      assert.deepEqual(readRoomKey(text), { ok: true, value: KEY }));
  }

  it('does not choose between two, and says what is wrong with what is none', () => {
    for (const [text, error] of [
      [`${SHOWN} or AAAA-BBBB-CCCC-DDDD-EEEE`, 'too-long'],
      [`${SHOWN}, AAAA-BBBB-CCCC-DDDD-EEEE`, 'bad-character'],
      ['K7QX-93', 'too-short'],
      ['Key: K7QX-93', 'bad-character'],
    ] as const)
      assert.deepEqual(readRoomKey(text), { ok: false, error }, text);
  });
});

describe('roomKeysIn', () => {
  it('takes no other words', () => {
    for (const text of [
      'internationalization of INTERNATIONALIZATION',
      'COME HERE WITH THAT TEAM',
      'NIMM K7QX 93MD 4TWZ P2HN 8V6C',
      `x-${SHOWN}`,
      `${SHOWN}-7`,
      `${SHOWN}:9999`,
      `ä${KEY}`,
    ])
      assert.deepEqual(roomKeysIn(text), { keys: [], rest: text });
  });

  it('gives the rest of the text', () => {
    assert.deepEqual(roomKeysIn(`a ${SHOWN}, b ${SHOWN}!`), { keys: [KEY], rest: 'a  , b  !' });
  });
});
