// What a server process and the program that forked it say to each other, over the IPC channel only. Both ship together,
// so this may change from version to version. The host's requests are in `hostRequests.ts`.
import * as v from 'valibot';
import { ROOM_KEY_PATTERN } from '../keys/roomKey';

/** Somebody who was removed, for the host to read and to undo. */
const RemovedMember = v.object({
  mid: v.string(),
  /** The name when that happened; unknown for somebody who was not in the room. */
  name: v.optional(v.string()),
  /** Milliseconds since the epoch. */
  at: v.number(),
  /** The addresses that are kept out with them. */
  addresses: v.array(v.string()),
});
export type RemovedMember = v.InferOutput<typeof RemovedMember>;

/**
 * Who may come in. The server is given it before it listens and reports each change: the host stores it, and it outlives
 * the process. It holds secrets, and goes nowhere else.
 */
export const RoomAccess = v.object({
  /** Canonical; without one the room is open. */
  key: v.optional(v.pipe(v.string(), v.regex(ROOM_KEY_PATTERN))),
  /** The room is locked to newcomers. These members were in when that happened, or had just left, and may come back (P-14.3). */
  insiders: v.optional(v.array(v.string())),
  /** Who has been removed, by mid, and which addresses with them (P-14.2). */
  removed: v.object({
    mids: v.array(v.string()),
    addresses: v.array(v.string()),
    /** More about them, in the order in which they were removed. Earlier versions kept none of it. */
    people: v.optional(v.array(RemovedMember)),
  }),
  /** What mids and tokens are made from, in base64url. Where a history has a secret of its own, that one counts. */
  secret: v.optional(v.string()),
});
export type RoomAccess = v.InferOutput<typeof RoomAccess>;

/** Nobody is kept out. */
export const OPEN_ACCESS: RoomAccess = { removed: { mids: [], addresses: [] } };

/** Ties an answer to its request. The host uses each id once for each process. */
export const requestId = v.pipe(v.number(), v.integer());

/** What the server says: an answer to a request, or a notice. */
export const MessageToHost = v.variant('type', [
  /** The request was carried out. A change of room access was reported before. */
  v.object({ type: v.literal('done'), id: requestId }),
  /** The request failed, or part of it; with a sentence for logs, in English. */
  v.object({ type: v.literal('problem'), id: requestId, message: v.string() }),
  /** The server listens. */
  v.object({
    type: v.literal('listening'),
    /** The port really bound. */
    port: v.number(),
    /** Makes a client the host's own: the one that first shows it, whenever that one comes back (P-14.5). */
    ticket: v.string(),
    /** The key by which the room proves which one it is (P-6.14). The host's client accepts no other. */
    publicKey: v.optional(v.string()),
  }),
  /** The server cannot start, and ends. */
  v.object({
    type: v.literal('failed'),
    /** A sentence for logs, in English. */
    message: v.string(),
    /**
     * The system's code where it is known, such as `EADDRINUSE`, for a sentence in the person's language; `no-tls` where
     * this program lacks what a private room needs.
     */
    code: v.optional(v.string()),
    /** The history file cannot be used. Without it, or a moment later, the room may well be opened. */
    history: v.optional(v.boolean()),
  }),
  /** Who may come in from now on: sent before `listening`, and after each change; only with `--gated`. */
  v.object({ type: v.literal('room-access-changed'), roomAccess: RoomAccess }),
]);
export type MessageToHost = v.InferOutput<typeof MessageToHost>;
export type ServerAnswer = Extract<MessageToHost, { readonly type: 'done' | 'problem' }>;
export type ServerNotice = Exclude<MessageToHost, ServerAnswer>;
