import type { Memento } from 'vscode';
import * as v from 'valibot';
import { codeText } from '../../protocol/plainPeers';
import { UNDELIVERED_MEMENTO } from '../platform/ids';
import type { RoomMemory } from '../session/roomMemory';

const Undelivered = v.array(
  v.object({
    /** The room's name, or the address where it was joined. */
    where: v.string(),
    /** What was said there, oldest first. */
    texts: v.array(v.string()),
  }),
);

/** What was said in a room to which the window does not go back any more, and is not known to have arrived. */
export type LeftUnsent = v.InferOutput<typeof Undelivered>[number];

/** All of it, the longest ago first. */
export function readUndelivered(state: Memento): readonly LeftUnsent[] {
  const parsed = v.safeParse(Undelivered, state.get<unknown>(UNDELIVERED_MEMENTO));
  return parsed.success ? parsed.output : [];
}

/** Keeps the texts of what is unsent, until the person has said what is to become of them. */
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
export async function forgetUndelivered(state: Memento, done: LeftUnsent): Promise<void> {
  const others = readUndelivered(state).filter((left) => JSON.stringify(left) !== JSON.stringify(done));
  await state.update(UNDELIVERED_MEMENTO, others.length > 0 ? others : undefined);
}
