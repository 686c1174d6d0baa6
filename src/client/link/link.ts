// A link is a connection that speaks for one name: native to a server of ours, seed to an original one.
import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import type { Address } from '../../protocol/invitations/address';
import type { ClientPayload, Member, RoomEvent, ServerPayload } from '../../protocol/wire/messages';
import type { ConnectionError, RequestProblem, ClientTimeouts, RoomInfo } from '../types/clientTypes';
import type { OpenWire } from './wire';

/** What every link works with. */
export interface LinkContext {
  readonly address: Address;
  /** The room's key, canonical; undefined for an open room. */
  readonly key: () => string | undefined;
  /** The room that is expected at this address. */
  readonly expected: () => ExpectedRoom;
  readonly timeouts: ClientTimeouts;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openWire: OpenWire;
}

/** Which room is expected: one that proved itself once must do so again (P-6.14). */
export interface ExpectedRoom {
  /** The key it proved itself with; undefined: it never did. */
  readonly publicKey: string | undefined;
  /** Whether to join no other room. Otherwise a room with another key is joined as a different room. */
  readonly noOther: boolean;
}

type OutgoingVerb = 'say' | 'edit' | 'remove' | 'react';

/** What this person says or does, on its way out. It comes back with the `id` of its payload. */
export type Outgoing = {
  [V in OutgoingVerb]: { readonly id: string; readonly verb: V; readonly payload: ClientPayload<V> };
}[OutgoingVerb];

/** What the server says when it lets this client in. */
export interface Joined {
  readonly room: RoomInfo;
  readonly name: string;
  /** This member's id: the `by` of its events. */
  readonly self: string;
  readonly token?: string;
  /** Of the last event included here; later ones have higher seqs. */
  readonly seq: number;
  /** Whether the connection goes on where it broke: `history` has what was missed. */
  readonly resumed: boolean;
  /** Whether `history` has all that was missed, as far as the server says so. */
  readonly isWhole?: boolean;
  /** Seq of the oldest event that the server still keeps. */
  readonly oldest: number;
  /** Whether the server should save what is said, and for now cannot (P-6.13). */
  readonly unsaved?: boolean;
  readonly members: readonly Member[];
  readonly history: readonly RoomEvent[];
}

/** What a link tells its owner. Only `ended` may come before `joined`, and nothing comes after `ended`. */
export interface LinkOwner {
  joined(joined: Joined, link: Link): void;
  /** Somebody else is typing, or has stopped. */
  typing(memberId: string, name: string, on: boolean): void;
  /** This member is the host, which was not known before. */
  host(memberId: string): void;
  /** Another window of this person has read up to this seq. */
  read(seq: number): void;
  /** Something happened in the room. An event with the id of a message of ours acknowledges it. */
  event(event: RoomEvent): void;
  /** Something was refused or got lost. */
  failed(id: string, problem: RequestProblem): void;
  /** Whether the server can save what is said, from now on (P-6.13). */
  saving(on: boolean): void;
  /** The server says something to the person. Like an event, it has a place in the room's order. */
  serverText(text: string, seq: number): void;
  /** `send` takes messages again after it did not. */
  ready(): void;
  /** The connection is over. */
  ended(error: ConnectionError): void;
}

export interface Link extends Disposable {
  /** Sends it. @returns false if it cannot now; `ready` is called when it can */
  send(what: Outgoing): boolean;
  /** Asks for another name; undefined on a server where that takes leaving and joining again. */
  readonly rename: ((id: string, name: string) => void) | undefined;
  /** Asks whether the server is still there: it may have gone without a word. */
  probe?(): void;
  /** What only a native server can do (P-5.5, P-5.7, P-5.8). */
  readonly native?: NativeActions;
  /** Whether an `id` may be sent again after a loss, without anybody seeing it twice. */
  readonly resendIsSafe: boolean;
  /** Says goodbye; resolves when the connection is closed. `ended` is not called. */
  close(): Promise<void>;
}

/** Asks the server for events below `before`; resolves with undefined if no answer comes. */
export type FetchHistory = (before: number, limit: number) => Promise<ServerPayload<'history'> | undefined>;

export interface NativeActions {
  typing(on: boolean): void;
  read(seq: number): void;
  readonly history: FetchHistory;
}
