// What a server process and the program that forked it say to each other, over the IPC channel only.
import * as v from 'valibot';
import { ROOM_KEY_PATTERN } from './roomKey';

/**
 * Who may come in. The server is given it before it listens and tells each change back: the host keeps it, so that it
 * outlives the process. It holds secrets, and goes nowhere else.
 */
export const RoomAccess = v.object({
  /** Canonical; without one the room is open. */
  key: v.optional(v.pipe(v.string(), v.regex(ROOM_KEY_PATTERN))),
  /** The room is locked to newcomers. These members were in when that happened, or had just left, and may come back (P-14.3). */
  insiders: v.optional(v.array(v.string())),
  /** Who has been removed, by mid, and which addresses with them (P-14.2). */
  removed: v.object({ mids: v.array(v.string()), addresses: v.array(v.string()) }),
  /** What mids and tokens are made from, in base64url; a history that is there already has its own, which counts. */
  secret: v.optional(v.string()),
});
export type RoomAccess = v.InferOutput<typeof RoomAccess>;

/** Nobody is kept out. */
export const OPEN_ACCESS: RoomAccess = { removed: { mids: [], addresses: [] } };

export const HostMessage = v.variant('type', [
  /** Tell the members, and end with exit code 0. */
  v.object({ type: v.literal('stop') }),
  /** Drop everything said so far; the room keeps its id, its members and its order. */
  v.object({ type: v.literal('clear-history') }),
  /** The first message to a server that was started with `--gated`; it counts once. */
  v.object({ type: v.literal('gate'), gate: RoomAccess }),
  /** Puts everybody out but the host. In an open room it does nothing. */
  v.object({ type: v.literal('change-key'), key: v.unwrap(RoomAccess.entries.key) }),
  /** Puts a member out for good; with `address`, everybody from where it is, unless that is this computer. */
  v.object({ type: v.literal('remove'), mid: v.string(), address: v.boolean() }),
  /** Lets in no more newcomers, or lets them in again. */
  v.object({ type: v.literal('lock'), on: v.boolean() }),
]);
export type HostMessage = v.InferOutput<typeof HostMessage>;

export const isHostMessage = (value: unknown): value is HostMessage => v.is(HostMessage, value);

export type ServerMessageToHost =
  | {
      readonly type: 'listening';
      readonly host: string;
      /** The port really bound. */
      readonly port: number;
      /** Makes the client that first shows that it has it the host's own; it does so again whenever it comes back. */
      readonly ticket: string;
      /** By what the room shows which it is (P-6.14): the host's client takes no other. */
      readonly publicKey?: string;
    }
  | {
      readonly type: 'failed';
      /** A sentence for logs, in English. */
      readonly message: string;
      /**
       * The system's code where it is known, such as `EADDRINUSE`, for a sentence in the person's language; `no-tls`
       * where this program cannot do what a private room needs.
       */
      readonly code?: string;
      /** It is the history file that cannot be used: without it, or a moment later, the room may well be opened. */
      readonly history?: boolean;
    }
  /** The gate as it is from now on: before `listening`, and after each change; only with `--gated`. */
  | { readonly type: 'gate'; readonly gate: RoomAccess };

/** The answer to `clear-history`. */
export interface HistoryCleared {
  readonly type: 'history-cleared';
  /** Why some of it may still be on the disk; left out where all is gone. */
  readonly problem?: string;
}
