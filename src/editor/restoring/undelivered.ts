import type { Memento } from 'vscode';
import * as v from 'valibot';
import { codeText } from '../../protocol/dialects/plainPeers';
import { UNDELIVERED_MEMENTO } from '../platform/ids';
import type { RoomMemory } from '../session/roomMemory';

const UndeliveredList = v.array(
  v.object({
    /** The room's name, or the address where it was joined. */
    where: v.string(),
    /** What was said there, oldest first. */
    texts: v.array(v.string()),
  }),
);

/** What was said in a room that the window does not go back to, and is not known to have arrived. */
export type Undelivered = v.InferOutput<typeof UndeliveredList>[number];

/** All of it, the oldest first. */
export function readUndelivered(state: Memento): readonly Undelivered[] {
  const parsed = v.safeParse(UndeliveredList, state.get<unknown>(UNDELIVERED_MEMENTO));
  return parsed.success ? parsed.output : [];
}

/** Keeps the texts of what was not delivered, until the person has decided about them. */
export async function keepUndelivered(state: Memento, { room, unsent }: RoomMemory): Promise<void> {
  const texts = unsent.flatMap(({ what: { verb, payload } }) => {
    if (verb === 'say') return [[payload.text, ...codeText(payload.code)].filter(Boolean).join('\n')];
    return verb === 'edit' ? [payload.text] : [];
  });
  if (texts.length === 0) return;
  const where = room.kind === 'hosted' ? room.room : room.address;
  await state.update(UNDELIVERED_MEMENTO, [...readUndelivered(state), { where, texts }]);
}

/** The person has decided about `done`. */
export async function forgetUndelivered(state: Memento, done: Undelivered): Promise<void> {
  const others = readUndelivered(state).filter((left) => JSON.stringify(left) !== JSON.stringify(done));
  await state.update(UNDELIVERED_MEMENTO, others.length > 0 ? others : undefined);
}
