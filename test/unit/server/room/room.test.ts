import assert from 'node:assert/strict';
import { RoomIdentity } from '../../../../src/server/admission/roomIdentity';
import type { Delivery } from '../../../../src/server/delivery/member';
import type { RoomCommand } from '../../../../src/server/room/commands';
import { Room } from '../../../../src/server/room/room';
import { FakeClock, LIMITS, fakeOutbox } from '../support';

function roomOf(...names: string[]) {
  const clock = new FakeClock();
  const room = new Room('Lab', new RoomIdentity(), LIMITS, clock);
  const members = names.map((name) => {
    const delivery: Delivery = { dialect: 'native', outbox: fakeOutbox(clock).outbox };
    const joined = room.join({ name, memberId: name }, delivery, () => undefined);
    assert.ok(joined.ok);
    return joined.value;
  });
  return { room, members };
}

describe('commands submitted to a room', () => {
  it('P-6.9 are done once: the same id of the same member gives the event it became, whatever it says now', () => {
    const { room, members } = roomOf('ann', 'bob');
    const [ann, bob] = members;
    const said = room.submit(ann!, { verb: 'say', payload: { id: 'one', text: 'hi' } });
    assert.ok(said.kind === 'published');
    const { seq } = room.log;
    const again: RoomCommand[] = [
      { verb: 'say', payload: { id: 'one', text: 'something else' } },
      { verb: 'rename', payload: { id: 'one', name: 'carl' } },
      { verb: 'remove', payload: { id: 'one', of: said.event.seq } },
    ];
    for (const command of again) {
      assert.deepEqual(room.submit(ann!, command), { kind: 'repeated', event: said.event });
    }
    assert.equal(room.log.seq, seq);
    assert.equal(room.submit(bob!, again[0]!).kind, 'published');
  });

  it('are no repetition without an id', () => {
    const { room, members } = roomOf('ann');
    const command: RoomCommand = { verb: 'say', payload: { text: 'hi' } };
    const kinds = [1, 2].map(() => room.submit(members[0]!, command).kind);
    assert.deepEqual(kinds, ['published', 'published']);
  });

  it('P-5.4 that change nothing repeat the event since which it is so', () => {
    const { room, members } = roomOf('ann');
    const [ann] = members;
    const said = room.submit(ann!, { verb: 'say', payload: { text: 'hi' } });
    assert.ok(said.kind === 'published');
    const of = said.event.seq;
    const react = (id: string, on: boolean) =>
      room.submit(ann!, { verb: 'react', payload: { id, of, emoji: '👍', on } });
    const off = react('off', false);
    assert.ok(off.kind === 'repeated' && off.event.seq === of);
    const on = react('on', true);
    assert.ok(on.kind === 'published');
    const onAgain = react('on again', true);
    assert.ok(onAgain.kind === 'repeated' && onAgain.event.seq === on.event.seq);
  });

  it('that are refused use no id up', () => {
    const { room, members } = roomOf('ann');
    const [ann] = members;
    const refused = room.submit(ann!, { verb: 'say', payload: { id: 'one', text: ' ' } });
    assert.ok(refused.kind === 'refused' && refused.error.code === 'bad-text');
    assert.equal(room.submit(ann!, { verb: 'say', payload: { id: 'one', text: 'hi' } }).kind, 'published');
  });
});
