// What the users of a ChatClient see of it: its state, its errors, its options.
import type { Address } from '../../protocol/invitations/address';
import type { ErrorCode, WireError } from '../../protocol/wire/errorCodes';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { WelcomeLimits } from '../../protocol/wire/messages';

/**
 * Why a client is not in a room. `refused`: nobody listens there; `not-found`: no such host; `timeout`: no answer;
 * `unreachable`: no way there; `lost`: the connection broke; `fault`: a bug of this program ended it; `not-chat`:
 * something other than a chat server answered; `rejected`: the server said no (`wire` says why); `closed`: the server
 * ended the room (`reason` is from its bye); `host-away`: the host's program has gone, and the room may come back;
 * `needs-key`: the room is private, and no key was given; `room-is-open`: a key was given, and the room has none;
 * `not-the-room`: whoever answers does not have the key, and may stand in between; `unproven`: whoever answers must prove
 * that it is the room, and cannot; `no-tls`: this program lacks the TLS that a private room needs.
 */
export interface ConnectionError {
  readonly kind:
    | 'refused'
    | 'not-found'
    | 'timeout'
    | 'unreachable'
    | 'lost'
    | 'fault'
    | 'not-chat'
    | 'rejected'
    | 'closed'
    | 'host-away'
    | 'needs-key'
    | 'room-is-open'
    | 'not-the-room'
    | 'unproven'
    | 'no-tls';
  /** An English sentence for logs and bots; the editor has its own, localized. */
  readonly message: string;
  readonly wire?: WireError | { readonly code: string; readonly message: string };
  readonly reason?: string;
  readonly cause?: unknown;
}

/**
 * Why something the person asked for was not done. It has a code of the wire, or one of the client's own.
 * `not-connected`: not in a room; `must-rejoin`: an original server needs leaving and joining again for it;
 * `not-supported`: an original server cannot do it; `unconfirmed`: an original server did not repeat the message, so
 * nobody knows whether it arrived; `expired`: sent, and not repeated by the room for `pendingMs`; `no-answer`: the room
 * did not say whether it was done; `too-many-unsent`: no more is kept until some of it arrives; `another-room`: not an
 * answer to anything, but a warning that this is not the room that was at this address before.
 */
export interface RequestProblem {
  readonly code:
    | ErrorCode
    | 'not-connected'
    | 'must-rejoin'
    | 'not-supported'
    | 'unconfirmed'
    | 'expired'
    | 'no-answer'
    | 'too-many-unsent'
    | 'another-room';
  /** An English sentence for logs and bots; the editor has its own, localized. */
  readonly message: string;
}

/** `native`: a server of ours; `seed`: an original one, without members, history and edits (P-9). */
export type ServerKind = 'native' | 'seed';

export interface RoomInfo {
  /** Opaque id of the room; empty in an original room. */
  readonly id: string;
  /** The room's name; the address in an original room. */
  readonly name: string;
  readonly kind: ServerKind;
  /** `private`: joined with the key, and only those who have it can read along. */
  readonly access: 'open' | 'private';
  /** Whether it keeps what is said on disk; undefined: it does not say. */
  readonly isKept?: boolean | undefined;
  /** The key it proved itself with (P-6.14); undefined if its server is a legacy or an original one. */
  readonly publicKey?: string | undefined;
  readonly limits: WelcomeLimits;
}

/**
 * idle → connecting → joined ⇄ reconnecting → left. A first connect that fails ends in `left` with its error, unless the
 * room `isExpected`. A connection that is lost once joined is tried again until `leave` or until the server says no.
 */
export type ClientState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'joined' }
  | {
      readonly kind: 'reconnecting';
      readonly error: ConnectionError;
      /** When the room was lost; milliseconds since the epoch. */
      readonly since: number;
      readonly attempt: number;
      /** Milliseconds since the epoch. */
      readonly retryAt: number;
    }
  | { readonly kind: 'left'; readonly error?: ConnectionError };

/** Milliseconds; every timeout is an option so that tests need not wait. */
export interface ClientTimeouts {
  /** For TCP to connect. */
  readonly connectMs: number;
  /** Shortest wait for an unknown server's greeting; 250 ms + 3 × the connect time counts if that is longer. */
  readonly greetingMs: number;
  /** For a native server to prove which room it is. */
  readonly proofMs: number;
  /** For welcome (native) or our Welcome (seed) after the name was sent. */
  readonly welcomeMs: number;
  /** For the echo of a message on an original server. */
  readonly echoMs: number;
  /** Silence after which a native server counts as gone. */
  readonly silenceMs: number;
  /** The same just after the computer woke or its network changed: an answer is due at once. */
  readonly wakeMs: number;
  /** For the answer to a request: a page of history, another name. */
  readonly answerMs: number;
  /** For the room to repeat what was sent: *pending* becomes *failed* after this (P-6.10). */
  readonly pendingMs: number;
  /** First pause before reconnecting (P-9.9); doubles up to `reconnectSoonMs`, with jitter. */
  readonly reconnectMinMs: number;
  /** From here on, a pause is a tenth of the time away. */
  readonly reconnectSoonMs: number;
  /** Longest pause, however long the room is away. */
  readonly reconnectMaxMs: number;
  /** For a connection to count as back: one that breaks sooner is no reason for short pauses. */
  readonly settledMs: number;
  /** For a closing connection to take its last frames. */
  readonly closeMs: number;
}

export const DEFAULT_TIMEOUTS: ClientTimeouts = {
  connectMs: 10_000,
  greetingMs: 600,
  proofMs: 10_000,
  welcomeMs: 10_000,
  echoMs: 2000,
  silenceMs: 45_000,
  wakeMs: 5000,
  answerMs: 15_000,
  pendingMs: 600_000,
  reconnectMinMs: 500,
  reconnectSoonMs: 5000,
  reconnectMaxMs: 300_000,
  settledMs: 30_000,
  closeMs: 1000,
};

export interface ClientOptions {
  readonly address: Address;
  /** Username, already valid (P-7.1). */
  readonly name: string;
  /** Secret of this installation; windows that share it are one member (P-6.3). It is sent to no server. */
  readonly person?: string;
  /** Program and version, for the server's log. */
  readonly client?: string;
  /** Makes this client the host. Asked for at each hello, because a new server has a new one. It is sent to no server (P-6.15). */
  readonly ticket?: () => string;
  /**
   * The room's key, canonical, asked for at each connect; undefined for an open room. A private room is never joined
   * without it, and an open one never with it.
   */
  readonly key?: () => string | undefined;
  /**
   * The key that the room at this address proved itself with before; with a `ticket`, the key of the room this client
   * hosts. A server that cannot prove itself is then not the room, and learns nothing (P-6.14).
   */
  readonly publicKey?: () => string | undefined;
  /** Whether the server is known to be ours, so that its greeting need not be awaited (P-9.1). */
  readonly known?: boolean;
  /** The person takes it that they are in the room: a first connect that fails is tried again like one that was lost. */
  readonly isExpected?: boolean;
  readonly timeouts?: Partial<ClientTimeouts>;
  readonly clock?: Clock;
  readonly logger?: Logger;
}
