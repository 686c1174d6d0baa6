import assert from 'node:assert/strict';
import { readRoomMemory, RESTORE_WITHIN_MS } from '../../../src/editor/roomMemory';

const NOW = 1_700_000_000_000;
const hosted = { kind: 'hosted', name: 'Alice', room: 'Workshop', port: 9999, lan: false } as const;
const joined = { kind: 'joined', name: 'Alice', address: '[fe80::1]:9999' } as const;

describe('roomMemory', () => {
  for (const room of [hosted, joined]) {
    it(`reads what was written of a ${room.kind} room`, () => {
      const memory = { room, pid: 7, at: NOW };
      assert.deepEqual(readRoomMemory(memory, NOW + RESTORE_WITHIN_MS), memory);
    });
  }

  it('lets go of a room of long ago', () => {
    assert.equal(readRoomMemory({ room: hosted, pid: 7, at: NOW }, NOW + RESTORE_WITHIN_MS + 1), undefined);
  });

  it('lets go of one of the far future: the clock was wrong then or is now', () => {
    assert.equal(readRoomMemory({ room: hosted, pid: 7, at: NOW + RESTORE_WITHIN_MS + 1 }, NOW), undefined);
  });

  for (const [what, stored] of [
    ['nothing', undefined],
    ['another type', 'Workshop'],
    ['a port that is none', { room: { ...hosted, port: 0 }, pid: 7, at: NOW }],
    ['a name that is none', { room: { ...hosted, name: 'a~b' }, pid: 7, at: NOW }],
    ['an address that is none', { room: { ...joined, address: 'a b' }, pid: 7, at: NOW }],
    ['another kind of room', { room: { ...joined, kind: 'private' }, pid: 7, at: NOW }],
    ['a process that is none', { room: joined, pid: 0, at: NOW }],
  ] as const) {
    it(`takes ${what} for no memory`, () => assert.equal(readRoomMemory(stored, NOW), undefined));
  }
});
