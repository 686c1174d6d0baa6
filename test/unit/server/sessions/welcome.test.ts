import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { encodeServer } from '../../../../src/protocol/wire/frame';
import { MAX_SERVER_FRAME_BYTES } from '../../../../src/protocol/wire/limits';
import { RoomIdentity } from '../../../../src/server/admission/roomIdentity';
import type { RoomMember } from '../../../../src/server/delivery/member';
import { Room } from '../../../../src/server/room/room';
import { historyPage, welcome } from '../../../../src/server/sessions/welcome';
import { FakeClock, LIMITS, fakeOutbox } from '../support';

function crowd(count: number, nameOf: (i: number) => string) {
  const clock = new FakeClock();
  const room = new Room('Lab', new RoomIdentity(), LIMITS, clock);
  const context = { room, limits: LIMITS, clock, logger: silentLogger, isHost: () => false };
  const members: RoomMember[] = [];
  for (let i = 0; i < count; i++) {
    const delivery = { dialect: 'native' as const, outbox: fakeOutbox(clock).outbox };
    const joined = room.join({ name: nameOf(i), memberId: `m${i}` }, delivery, () => undefined);
    if (joined.ok) members.push(joined.value);
  }
  assert.equal(members.length, count);
  return { context, room, members };
}

const bytesOf = (payload: ReturnType<typeof welcome>) => Buffer.byteLength(encodeServer('welcome', payload));

describe('the welcome of a large room', () => {
  it('P-4.3 holds all members and the whole history, as far as both fit', () => {
    const { context, room, members } = crowd(900, (i) => `${i}`.padStart(32, 'x'));
    const payload = welcome(context, members[450]!, undefined, room.log.seq, 'token');
    assert.deepEqual([payload.members.length, payload.history.length], [900, 200]);
    assert.equal(payload.members[0]!.mid, 'm450');
    assert.ok(bytesOf(payload) <= MAX_SERVER_FRAME_BYTES);
  });

  it('P-4.3 names as many members as fit, oneself first, and leaves room for history', () => {
    const { context, room, members } = crowd(1500, (i) => `${i}${'🌍'.repeat(26)}`);
    const payload = welcome(context, members.at(-1)!, undefined, room.log.seq, 'token');
    assert.equal(payload.members[0]!.mid, 'm1499');
    assert.ok(payload.members.length > 500 && payload.members.length < 1500);
    assert.equal(payload.history.length, 200);
    assert.equal(payload.history.at(-1)!.seq, room.log.seq);
    assert.ok(bytesOf(payload) <= MAX_SERVER_FRAME_BYTES);
  });

  it('P-6.6 resumes from a seq that was there before the own join, and from none above', () => {
    const { context, room, members } = crowd(3, (i) => `${i}`);
    const resumeFrom = (seq: number) => ({ room: room.identity.roomId, token: 't', seq });
    assert.equal(welcome(context, members[2]!, resumeFrom(2), 2, 'token').resumed, true);
    assert.equal(welcome(context, members[2]!, resumeFrom(3), 2, 'token').resumed, false);
  });

  it('P-6.6 says of a resume, and of nothing else, that it tells of everything', () => {
    const { context, room, members } = crowd(3, (i) => `${i}`);
    const resume = { room: room.identity.roomId, token: 't', seq: 2 };
    assert.equal(welcome(context, members[2]!, resume, 2, 'token').whole, true);
    assert.equal(welcome(context, members[2]!, undefined, 2, 'token').whole, undefined);
    const text = 'x'.repeat(10_000);
    for (let i = 0; i < 40; i++) room.submit(members[0]!, { verb: 'say', payload: { id: `${i}`, text } });
    const { whole, resumed } = welcome(context, members[2]!, resume, 2, 'token');
    assert.deepEqual([whole, resumed], [undefined, true]);
  });

  it('P-5.8 says exactly whether there is more', () => {
    const { room, members } = crowd(5, (i) => `${i}`);
    for (const [before, limit, seqs, more] of [
      [6, 5, [1, 2, 3, 4, 5], false],
      [6, 4, [2, 3, 4, 5], true],
      [3, 200, [1, 2], false],
      [1, 1, [], false],
    ] as const) {
      const page = historyPage(room, members[0]!, before, limit);
      assert.deepEqual([page.events.map(({ seq }) => seq), page.more], [seqs, more]);
    }
  });
});

describe('a welcome that fails', () => {
  it('leaves no ghost behind: neither a member nor a taken name', () => {
    const { room, members } = crowd(1, () => 'ann');
    const delivery = { dialect: 'native' as const, outbox: fakeOutbox(new FakeClock()).outbox };
    const join = (greet: () => void) => room.join({ name: 'bob', memberId: 'm-bob' }, delivery, greet);
    assert.throws(() =>
      join(() => {
        throw new Error('the disk is gone');
      }),
    );
    assert.deepEqual(
      room.memberList(members[0]!).map(({ name }) => name),
      ['ann'],
    );
    const again = join(() => undefined);
    assert.equal(again.ok && again.value.name, 'bob');
  });
});
