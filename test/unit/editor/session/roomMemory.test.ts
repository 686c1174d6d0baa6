import assert from 'node:assert/strict';
import type { Unsent } from '../../../../src/client/conversation/sendQueue';
import { isRecent, readRoomMemory, RESTORE_WITHIN_MS } from '../../../../src/editor/session/roomMemory';

const NOW = 1_700_000_000_000;
const hosted = {
  kind: 'hosted',
  name: 'Alice',
  room: 'Workshop',
  port: 9999,
  lan: false,
  access: 'open',
} as const;
const joined = { kind: 'joined', name: 'Alice', access: 'private', address: '[fe80::1]:9999' } as const;

const say = (id: string): Unsent => ({
  ...{ what: { id, verb: 'say', payload: { id, text: 'hi' } }, at: NOW, room: 'r' },
});
const UNSENT: Unsent[] = [
  { ...say('a'), problem: { code: 'expired', message: 'Too late.' } },
  { what: { id: 'b', verb: 'react', payload: { id: 'b', of: 7, emoji: '👍', on: true } }, at: NOW },
];

describe('roomMemory', () => {
  for (const room of [hosted, joined]) {
    it(`reads what was written of a ${room.kind} room`, () => {
      const memory = { room, pid: 7, at: NOW, read: { room: 'r', seq: 7 }, unsent: UNSENT };
      assert.deepEqual(readRoomMemory(memory), memory);
    });
  }

  it('goes back to a room of late, not to one of long ago', () => {
    const memory = { room: hosted, pid: 7, at: NOW, unsent: [] };
    assert.ok(isRecent(memory, NOW + RESTORE_WITHIN_MS));
    assert.ok(!isRecent(memory, NOW + RESTORE_WITHIN_MS + 1));
  });

  it('does not go to one of the far future: the clock was wrong then or is now', () => {
    assert.ok(!isRecent({ room: hosted, pid: 7, at: NOW + RESTORE_WITHIN_MS + 1, unsent: [] }, NOW));
  });

  it('reads a memory that knows nothing of what is unsent', () => {
    assert.deepEqual(readRoomMemory({ room: hosted, pid: 7, at: NOW })?.unsent, []);
  });

  it('leaves out a place that is none, and nothing else', () => {
    const memory = { room: hosted, pid: 7, at: NOW, unsent: UNSENT };
    assert.deepEqual(readRoomMemory({ ...memory, read: { room: 'r', seq: 'x' } }), {
      ...memory,
      read: undefined,
    });
  });

  it('leaves out what it cannot read of the unsent, and nothing else', () => {
    const broken = [7, { at: NOW }, { ...say('x'), what: { id: 'x', verb: 'hello', payload: {} } }];
    const memory = { room: hosted, pid: 7, at: NOW, unsent: [...broken, ...UNSENT] };
    assert.deepEqual(readRoomMemory(memory)?.unsent, UNSENT);
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
    it(`takes ${what} for no memory`, () => assert.equal(readRoomMemory(stored), undefined));
  }
});
