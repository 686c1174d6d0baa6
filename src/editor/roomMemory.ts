// What a window keeps of the room it is in, to be there again when it comes back.
import * as v from 'valibot';
import { parseAddress } from '../protocol/address';
import { parseName, parseRoomName } from '../protocol/names';

/**
 * How long after a window was last seen its room is opened or entered again, in milliseconds. Enough to restart the
 * editor or the computer; short enough that the person still knows of the room and sits at the same place: on the
 * network of the next morning nobody expects a room to open by itself.
 */
export const RESTORE_WITHIN_MS = 15 * 60_000;

const name = v.pipe(
  v.string(),
  v.check((text) => parseName(text).ok),
);

const RememberedRoom = v.variant('kind', [
  v.object({
    kind: v.literal('hosted'),
    name,
    room: v.pipe(
      v.string(),
      v.check((text) => parseRoomName(text).ok),
    ),
    port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
    lan: v.boolean(),
  }),
  v.object({
    kind: v.literal('joined'),
    name,
    address: v.pipe(
      v.string(),
      v.check((text) => parseAddress(text).ok),
    ),
  }),
]);

/** A room and who one is there; `port` is the one really listened on, `address` is `host:port`. */
export type RememberedRoom = v.InferOutput<typeof RememberedRoom>;

const RoomMemory = v.object({
  room: RememberedRoom,
  /** The process that is in the room. */
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** When it was last seen there; milliseconds since the epoch. */
  at: v.number(),
});

export type RoomMemory = v.InferOutput<typeof RoomMemory>;

/** What `stored` remembers, unless it is nothing of ours or too old at `now`. */
export function readRoomMemory(stored: unknown, now: number): RoomMemory | undefined {
  const parsed = v.safeParse(RoomMemory, stored);
  if (!parsed.success) return undefined;
  const age = now - parsed.output.at;
  // a clock that was set back makes it look younger than now
  return Math.abs(age) <= RESTORE_WITHIN_MS ? parsed.output : undefined;
}
