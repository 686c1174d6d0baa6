import * as v from 'valibot';
import { parseAddress } from '../../protocol/invitations/address';
import { NonceOrKey } from '../../protocol/wire/messages';
import { parseRoomName } from '../../protocol/names/names';

const shared = {
  /** `private`: it needs a key, which is kept elsewhere. */
  access: v.picklist(['open', 'private']),
  /** The key by which the room proved its identity. A room that did so once must do so again (P-6.14). */
  publicKey: v.fallback(v.optional(NonceOrKey), undefined),
  /** The room's own id, by which this person's windows find each other; empty where it has none. */
  roomId: v.fallback(v.string(), ''),
  /** Where it was entered last: see {@link HostedRoom}. */
  workspace: v.fallback(v.string(), ''),
  /** When it was last entered; milliseconds since the epoch. */
  at: v.number(),
};

const JoinedRoom = v.object({
  // files of earlier versions have no kind
  kind: v.optional(v.literal('joined'), 'joined'),
  /** `host:port`. */
  address: v.pipe(
    v.string(),
    v.check((text) => parseAddress(text).ok),
  ),
  /** The room's name at that time. */
  name: v.string(),
  ...shared,
});

const HostedRoom = v.object({
  kind: v.literal('hosted'),
  /** The room's name. In its workspace it tells the room from all others. */
  name: v.pipe(
    v.string(),
    v.check((text) => parseRoomName(text).ok),
  ),
  /** The port it was really on. */
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  /** Whether other computers could reach it. */
  lan: v.boolean(),
  /** What teammates typed to join. */
  addresses: v.fallback(v.array(v.string()), []),
  ...shared,
});

export const RecentRoom = v.union([HostedRoom, JoinedRoom]);

/** A room of somebody else. */
export type JoinedRoom = v.InferOutput<typeof JoinedRoom>;
/** A room that was hosted on this computer. `workspace` is part of its history's name; empty where nothing was open. */
export type HostedRoom = v.InferOutput<typeof HostedRoom>;
export type RecentRoom = HostedRoom | JoinedRoom;

/** Tells a room from all others. */
export const recentRoomId = (
  room: Pick<JoinedRoom, 'kind' | 'address'> | Pick<HostedRoom, 'kind' | 'workspace' | 'name'>,
): string =>
  room.kind === 'joined' ? room.address : `hosted ${JSON.stringify([room.workspace, room.name])}`;
