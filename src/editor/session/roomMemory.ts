// What a window remembers of the room it is in, so that it can go back there.
import * as v from 'valibot';
import type { RequestProblem } from '../../client/types/clientTypes';
import type { Unsent } from '../../client/conversation/sendQueue';
import { parseAddress } from '../../protocol/invitations/address';
import { CLIENT_MESSAGES, NonceOrKey } from '../../protocol/wire/messages';
import { wellFormedName } from '../../protocol/names/names';

/**
 * How long after a window was last seen it goes back to its room, in milliseconds. That is enough to restart the editor or
 * the computer. Later, and perhaps on a different network, nobody expects a room to open by itself. Tests with a packaged
 * extension shorten it.
 */
export const RESTORE_WITHIN_MS = Number(process.env['TILDE_RESTORE_WITHIN_MS'] ?? 15 * 60_000);

/** Of a person or a room. Not checked by today's rules: a refused name would lose what is undelivered with it. */
const name = v.pipe(
  v.string(),
  v.check((text) => wellFormedName(text).ok),
);

/** The public key that the room showed (P-6.14). */
const publicKey = v.fallback(v.optional(NonceOrKey), undefined);

const RememberedRoom = v.variant('kind', [
  v.object({
    kind: v.literal('hosted'),
    name,
    room: name,
    /** The workspace that it belongs to. Earlier versions noted none. */
    workspace: v.fallback(v.optional(v.string()), undefined),
    port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
    lan: v.boolean(),
    access: v.picklist(['open', 'private']),
    publicKey,
  }),
  v.object({
    kind: v.literal('joined'),
    name,
    address: v.pipe(
      v.string(),
      v.check((text) => parseAddress(text).ok),
    ),
    access: v.picklist(['open', 'private']),
    publicKey,
  }),
]);

/** A room, and the person's name there. `port` is the port really listened on, `address` is `host:port`. */
export type RememberedRoom = v.InferOutput<typeof RememberedRoom>;

const outgoing = <V extends 'say' | 'edit' | 'remove' | 'react'>(verb: V) =>
  v.object({ id: CLIENT_MESSAGES[verb].entries.id, verb: v.literal(verb), payload: CLIENT_MESSAGES[verb] });

const Unsent = v.object({
  what: v.variant('verb', [outgoing('say'), outgoing('edit'), outgoing('remove'), outgoing('react')]),
  at: v.number(),
  room: v.optional(v.string()),
  saidTo: v.optional(v.object({ to: v.optional(v.string()) })),
  problem: v.optional(
    v.object({
      code: v.custom<RequestProblem['code']>((code) => typeof code === 'string'),
      message: v.string(),
    }),
  ),
});

/** A place in the room with that id, as its server counts. */
const ReadPlace = v.object({ room: v.string(), seq: v.number() });

export type ReadPlace = v.InferOutput<typeof ReadPlace>;

const RoomMemory = v.object({
  room: RememberedRoom,
  /** The process that is in the room. */
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** When it was last seen there; milliseconds since the epoch. */
  at: v.number(),
  /** Up to where everything was read; left out where it cannot be parsed. */
  read: v.fallback(v.optional(ReadPlace), undefined),
  /** What was said there and had not come back, as much as the client takes. What cannot be parsed is left out. */
  unsent: v.optional(
    v.pipe(
      v.array(v.unknown()),
      v.transform((all): readonly Unsent[] =>
        all.flatMap((item) => {
          const parsed = v.safeParse(Unsent, item);
          return parsed.success ? [parsed.output as Unsent] : [];
        }),
      ),
    ),
    [],
  ),
});

export type RoomMemory = v.InferOutput<typeof RoomMemory>;

/** The memory of a room of that kind. */
export type MemoryOf<K extends RememberedRoom['kind']> = RoomMemory & {
  readonly room: Extract<RememberedRoom, { readonly kind: K }>;
};

/** Parses what was stored; undefined: it is not a memory. */
export function readRoomMemory(stored: unknown): RoomMemory | undefined {
  const parsed = v.safeParse(RoomMemory, stored);
  return parsed.success ? parsed.output : undefined;
}

/** Whether a window goes back to that room at `now`. A clock that was set back makes the memory younger than now. */
export const isRecent = ({ at }: RoomMemory, now: number): boolean => Math.abs(now - at) <= RESTORE_WITHIN_MS;
