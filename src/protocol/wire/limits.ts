// Every limit and timeout of the wire, with its default and its command-line flag, in one place.
// `--help`, docs/PROTOCOL.md (P-10) and the server's options are made from this table.

export interface LimitSpec {
  /** Command-line flag without the dashes; the unit is part of the name. */
  readonly flag: string;
  readonly default: number;
  /** Smallest value that is accepted, apart from 0. If it is a fraction, other fractions are accepted as well. */
  readonly min: number;
  /**
   * Largest value that is accepted, if there is one. A frame sets it (an escaped text may take twice its bytes), or
   * what a client keeps.
   */
  readonly max?: number;
  /** Whether the value 0 switches the limit off. */
  readonly zeroIsOff: boolean;
  /** Completes "the …": one line for `--help`. */
  readonly help: string;
}

/** The most different emoji that a room may allow under one message (P-5.4). */
export const MAX_REACTIONS = 50;
/** The most of these that a room may allow one member. */
export const MAX_MEMBER_REACTIONS = 20;
/** The most reactions of all members that a room may allow under one message. */
export const MAX_MESSAGE_REACTIONS = 2000;

export const LIMITS = {
  maxMembers: {
    flag: 'max-members',
    default: 64,
    min: 1,
    zeroIsOff: true,
    help: 'connections with a name that the room takes',
  },
  perAddress: {
    flag: 'per-address',
    default: 16,
    min: 1,
    zeroIsOff: true,
    help: 'connections with a name that one address may have (loopback is exempt)',
  },
  maxUnnamed: {
    flag: 'max-unnamed',
    default: 2048,
    min: 1,
    zeroIsOff: true,
    help: 'connections without a name that are kept at a time',
  },
  rate: {
    flag: 'rate',
    default: 5,
    min: 0.01,
    zeroIsOff: true,
    help: 'messages a second one member may keep up; with 0, nothing is counted',
  },
  burst: {
    flag: 'burst',
    default: 20,
    min: 1,
    zeroIsOff: false,
    help: 'messages one member may send at once before --rate applies',
  },
  addressBytes: {
    flag: 'address-bytes',
    default: 4096,
    min: 64,
    zeroIsOff: true,
    help: 'bytes a second that all connections from one address may keep up (P-10.1)',
  },
  addressBurstBytes: {
    flag: 'address-burst-bytes',
    default: 512 * 1024,
    min: 1024,
    zeroIsOff: false,
    help: 'bytes that all connections from one address may send at once before --address-bytes applies',
  },
  addressJoins: {
    flag: 'address-joins',
    default: 2,
    min: 0.01,
    zeroIsOff: true,
    help: 'joins a second that one address may keep up',
  },
  addressBurstJoins: {
    flag: 'address-burst-joins',
    default: 200,
    min: 1,
    zeroIsOff: false,
    help: 'joins from one address at once before --address-joins applies',
  },
  greetAfterMs: {
    flag: 'greet-after-ms',
    default: 250,
    min: 1,
    zeroIsOff: false,
    help: 'silence after which a new connection is greeted',
  },
  settleMs: {
    flag: 'settle-ms',
    default: 50,
    min: 1,
    zeroIsOff: true,
    help: 'time in which the rest of a first chunk without a line end may follow',
  },
  keyTimeoutMs: {
    flag: 'key-timeout-ms',
    default: 3000,
    min: 1,
    zeroIsOff: true,
    help: 'time after which a first chunk of one character is a name, and not a key',
  },
  nameTimeoutMs: {
    flag: 'name-timeout-ms',
    default: 60_000,
    min: 1,
    zeroIsOff: true,
    help: 'time a connection has to say its name',
  },
  proveTimeoutMs: {
    flag: 'prove-timeout-ms',
    default: 10_000,
    min: 1,
    zeroIsOff: false,
    help: 'time a connection to a private room has to show that it has the key',
  },
  wrongProofs: {
    flag: 'wrong-proofs',
    default: 5,
    min: 1,
    zeroIsOff: true,
    help: 'wrong proofs a second from one address that are answered',
  },
  pingIntervalMs: {
    flag: 'ping-interval-ms',
    default: 20_000,
    min: 1,
    zeroIsOff: true,
    help: 'silence after which a native client is pinged',
  },
  idleTimeoutMs: {
    flag: 'idle-timeout-ms',
    default: 45_000,
    min: 1,
    zeroIsOff: true,
    help: 'silence after which a native client is cut',
  },
  stallTimeoutMs: {
    flag: 'stall-timeout-ms',
    default: 10_000,
    min: 1,
    zeroIsOff: true,
    help: 'time without progress after which a peer that does not read is cut',
  },
  outboxBytes: {
    flag: 'outbox-bytes',
    default: 1024 * 1024,
    min: 262_144,
    zeroIsOff: false,
    help: 'bytes that may wait for one peer before it is cut as a slow consumer',
  },
  keepaliveMs: {
    flag: 'keepalive-ms',
    default: 30_000,
    min: 1000,
    zeroIsOff: true,
    help: 'idle time after which TCP probes a peer',
  },
  joinDelayMs: {
    flag: 'join-delay-ms',
    default: 100,
    min: 1,
    zeroIsOff: true,
    help: 'time join notices may wait to share a write',
  },
  seedSpacingMs: {
    flag: 'seed-spacing-ms',
    default: 40,
    min: 1,
    zeroIsOff: true,
    help: 'time between two writes to an original client',
  },
  typingIntervalMs: {
    flag: 'typing-interval-ms',
    default: 2000,
    min: 1,
    zeroIsOff: true,
    help: 'shortest time between two relayed typing notices of one member',
  },
  maxTextBytes: {
    flag: 'max-text-bytes',
    default: 16_384,
    min: 1,
    max: 57_344,
    zeroIsOff: false,
    help: 'length of a text, in UTF-8',
  },
  maxCodeBytes: {
    flag: 'max-code-bytes',
    default: 32_768,
    min: 1,
    max: 57_344,
    zeroIsOff: false,
    help: 'length of a code excerpt, in UTF-8',
  },
  maxReactions: {
    flag: 'max-reactions',
    default: 20,
    min: 1,
    max: MAX_REACTIONS,
    zeroIsOff: false,
    help: 'different emoji under one message',
  },
  memberReactions: {
    flag: 'member-reactions',
    default: 5,
    min: 1,
    max: MAX_MEMBER_REACTIONS,
    zeroIsOff: false,
    help: 'different emoji of one member under one message',
  },
  messageReactions: {
    flag: 'message-reactions',
    default: 1000,
    min: 1,
    max: MAX_MESSAGE_REACTIONS,
    zeroIsOff: false,
    help: 'reactions of all members under one message',
  },
  maxShownBytes: {
    flag: 'max-shown-bytes',
    default: 128 * 1024,
    min: 1024,
    zeroIsOff: false,
    help: 'length of a text and its code, shown line by line to plain peers',
  },
  maxFrameBytes: {
    flag: 'max-frame-bytes',
    default: 65_536,
    min: 1024,
    zeroIsOff: false,
    help: 'length of a frame from a client',
  },
  historyEvents: {
    flag: 'history-events',
    default: 10_000,
    min: 1,
    zeroIsOff: false,
    help: 'messages and edits kept in memory; joins and the like, among the latest only',
  },
  historyBytes: {
    flag: 'history-bytes',
    default: 16 * 1024 * 1024,
    min: 1024,
    zeroIsOff: false,
    help: 'bytes of them kept in memory',
  },
  historyFileBytes: {
    flag: 'history-file-bytes',
    default: 64 * 1024 * 1024,
    min: 1024 * 1024,
    zeroIsOff: false,
    help: 'approximate size of the history file; the oldest joins and leaves go first',
  },
  historyDays: {
    flag: 'history-days',
    default: 0,
    min: 1,
    zeroIsOff: true,
    help: 'days for which the history file keeps events',
  },
  syncAfterMs: {
    flag: 'sync-after-ms',
    default: 1000,
    min: 1,
    zeroIsOff: false,
    help: 'time after which what was written to the history file is flushed to the disk',
  },
  eraseAfterMs: {
    flag: 'erase-after-ms',
    default: 60_000,
    min: 1,
    zeroIsOff: false,
    help: 'time after which a removed text is taken out of the history file',
  },
  lockGraceMs: {
    flag: 'lock-grace-ms',
    default: 120_000,
    min: 1,
    zeroIsOff: true,
    help: 'time for which a member that has left still counts as in when the room is locked',
  },
  nameGraceMs: {
    flag: 'name-grace-ms',
    default: 120_000,
    min: 1,
    zeroIsOff: true,
    help: 'time for which the name of a native member that has left is not given to a plain member that wants it',
  },
  closeTimeoutMs: {
    flag: 'close-timeout-ms',
    default: 1000,
    min: 1,
    zeroIsOff: false,
    help: 'time a closing connection has to take its last frame',
  },
} as const satisfies Record<string, LimitSpec>;

export type LimitName = keyof typeof LIMITS;

/** A value for every limit, in milliseconds or bytes as the names say. 0 = off, if the limit allows that. */
export type Limits = Readonly<Record<LimitName, number>>;

// pure, so that a bundle that needs one number of this file leaves the table out
export const DEFAULT_LIMITS = /* @__PURE__ */ defaults();

function defaults(): Limits {
  const entries = Object.entries(LIMITS).map(([name, spec]) => [name, spec.default]);
  return Object.fromEntries(entries) as Record<LimitName, number>;
}

export const PROTOCOL_VERSION = 1;

/** Largest frame a server sends, LF included (P-4.1). */
export const MAX_SERVER_FRAME_BYTES = 262_144;
/** Largest frame that an original client reads whole: its `recv(2048)` (P-2.7). */
export const MAX_SEED_FRAME_BYTES = 2048;

// What a client accepts from a server: more than any server of ours has ever sent (P-9.8).

/** The largest seq. A room that gave out a thousand in each millisecond would get there in 35 years. */
export const MAX_SEQ = 2 ** 50;
/** The latest time that can be shown, in milliseconds since the epoch. */
export const MAX_TIME_MS = 8_640_000_000_000_000;
/** The longest text, in UTF-16 units. */
export const MAX_SERVER_TEXT = 131_072;
/** The most events or members in a frame. */
export const MAX_SERVER_ITEMS = 4096;

export const MAX_NAME_CHARACTERS = 32;
export const MAX_NAME_BYTES = 128;
export const MAX_ROOM_NAME_BYTES = 63;
export const MAX_ID_BYTES = 64;
export const MAX_EMOJI_BYTES = 64;
/** The longest name of a repository (P-5.16). */
export const MAX_REMOTE_BYTES = 512;
/** The most members that one text may mention (P-5.15). */
export const MAX_MENTIONS = 50;
/** The most events that one `history` frame may hold (P-5.8). */
export const MAX_HISTORY_LIMIT = 200;
/** Repeated ids are recognised for at least this many events (P-6.9). */
export const DEDUPE_EVENTS = 10_000;
/** How long a typing notice lasts without a further one, in milliseconds (P-5.5). */
export const TYPING_FADES_AFTER_MS = 6000;
