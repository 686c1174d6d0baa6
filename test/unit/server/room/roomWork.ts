import { RoomIdentity } from '../../../../src/server/admission/roomIdentity';
import type { RoomMember } from '../../../../src/server/delivery/member';
import type { RoomCommand } from '../../../../src/server/room/commands';
import { Room } from '../../../../src/server/room/room';
import { inParts, PART, PARTS } from '../../../support/work';
import { FakeClock, LIMITS } from '../support';

const MEMBERS = PART * PARTS;
const room = new Room('Lab', new RoomIdentity(), LIMITS, new FakeClock());

const submit = (i: number, command: RoomCommand) =>
  room.submit({ memberId: `m${i}`, name: `name ${i}` } as RoomMember, command);

function say(i: number): number {
  const said = submit(i, { verb: 'say', payload: { text: `text ${i}` } });
  return said.kind === 'published' ? said.event.seq : 0;
}

// memory is as full as it gets
for (let i = 0; i < MEMBERS; i++) say(i);
const seqs = Array.from({ length: MEMBERS }, (_, i) => say(i));
/** The newest first: whatever is done pushes out the oldest. */
const seqOf = (i: number): number => seqs[MEMBERS - 1 - i] ?? 0;
const authorOf = (i: number): number => MEMBERS - 1 - i;
const react = (i: number, of: number, id: string) =>
  submit(i, { verb: 'react', payload: { id, of, emoji: '👍', on: true } });

export const parts = inParts({
  'react to one message': (i) => react(i, seqOf(0), `one ${i}`),
  'react, each to another message': (i) => react(i, seqOf(i), `each ${i}`),
  'edit their messages': (i) =>
    submit(authorOf(i), { verb: 'edit', payload: { id: `e${i}`, of: seqOf(i), text: 'new' } }),
  'say something': (i) => (seqs[i] = say(i)),
  'take it back': (i) => submit(authorOf(i), { verb: 'remove', payload: { id: `r${i}`, of: seqOf(i) } }),
  'answer what is not there': (i) => submit(i, { verb: 'say', payload: { text: 'x', reply: i } }),
});
