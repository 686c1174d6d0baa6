// What the host asks of its server, over the channel of `hostChannel.ts`. By itself, because only the server parses it.
import * as v from 'valibot';
import { RoomAccess, requestId } from './hostChannel';

/** What the host asks for. The server answers each request with `done` or `problem`. */
export const HostRequest = v.variant('type', [
  /** Says who may come in. The first request to a server that was started with `--gated`; later ones have a problem. */
  v.object({ type: v.literal('set-room-access'), id: requestId, roomAccess: RoomAccess }),
  /** Tells the members that the room is closed, and ends the process with exit code 0. */
  v.object({ type: v.literal('stop'), id: requestId }),
  /**
   * Tells the members that their host is away, and ends. It is done when port and history are free: the process may stay
   * for a moment more, for the server that comes next.
   */
  v.object({ type: v.literal('release'), id: requestId }),
  /** Drops everything said so far. The room keeps its id, its members and its order. */
  v.object({ type: v.literal('clear-history'), id: requestId }),
  /** Changes the key and puts out everybody but the host (P-14.1). In an open room it is a problem. */
  v.object({ type: v.literal('change-key'), id: requestId, key: v.unwrap(RoomAccess.entries.key) }),
  /**
   * Puts a member out for good (P-14.2); with `address`, everybody from the same address, unless that is this computer.
   * For the host itself it is a problem.
   */
  v.object({ type: v.literal('remove'), id: requestId, mid: v.string(), address: v.boolean() }),
  /** Lets a removed member in again, and addresses, except those that the removal of another member keeps out (P-14.2). */
  v.object({
    type: v.literal('readmit'),
    id: requestId,
    mid: v.optional(v.string()),
    addresses: v.array(v.string()),
  }),
  /** Keeps newcomers out, or lets them in again (P-14.3). */
  v.object({ type: v.literal('lock'), id: requestId, on: v.boolean() }),
]);
export type HostRequest = v.InferOutput<typeof HostRequest>;
