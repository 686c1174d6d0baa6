// A link is a connection that speaks for one name: native to a server of ours, seed to an original one.
import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import type { Address } from '../../protocol/address';
import type { ClientPayload, Member, RoomEvent, ServerPayload } from '../../protocol/messages';
import type { ConnectionError, RequestProblem, ClientTimeouts, RoomInfo } from '../types/clientTypes';
import type { OpenWire } from './wire';

/** What every link works with. */
export interface LinkContext {
  readonly address: Address;
  /** The key of the room, canonical; undefined: it is an open one. */
  readonly key: () => string | undefined;
  /** The room that is meant, where one was there before. */
  readonly expected: () => ExpectedRoom;
  readonly timeouts: ClientTimeouts;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openWire: OpenWire;
}

/** Which room is meant: who once showed which it is must do so again (P-6.14). */
export interface ExpectedRoom {
  /** What it showed itself by; undefined: it never did. */
  readonly publicKey: string | undefined;
  /** It is that one or none; else another one that shows itself is entered as another. */
  readonly noOther: boolean;
}

type OutgoingVerb = 'say' | 'edit' | 'remove' | 'react';

/** What one says or does in the room, on its way out. Its payload's `id` is how it comes back. */
export type Outgoing = {
  [V in OutgoingVerb]: { readonly id: string; readonly verb: V; readonly payload: ClientPayload<V> };
}[OutgoingVerb];

/** Where one is, once the server has let one in. */
export interface Joined {
  readonly room: RoomInfo;
  readonly name: string;
  /** What `by` is in one's own events. */
  readonly self: string;
  readonly token?: string;
  /** The last event included here; later ones have a higher one. */
  readonly seq: number;
  /** The server took one back where one was: `history` has what was missed. */
  readonly resumed: boolean;
  /** The oldest event the server still keeps. */
  readonly oldest: number;
  /** It is to save what is said, and for now does not (P-6.13). */
  readonly unsaved?: boolean;
  readonly members: readonly Member[];
  readonly history: readonly RoomEvent[];
}

/** What a link tells its owner. Nothing comes before `joined` but `ended`, and nothing after `ended`. */
export interface LinkOwner {
  joined(joined: Joined, link: Link): void;
  /** Somebody else is typing, or has stopped. */
  typing(memberId: string, name: string, on: boolean): void;
  /** This member is the host, as is known only now. */
  host(memberId: string): void;
  /** Another window of this person has read up to this seq. */
  read(seq: number): void;
  /** Something happened in the room; one's own message with its id is its acknowledgement. */
  event(event: RoomEvent): void;
  /** Something was refused or lost its way. */
  failed(id: string, problem: RequestProblem): void;
  /** Whether the server can save what is said, from now on (P-6.13). */
  saving(on: boolean): void;
  /** The server says something to a person; it has a place in the room's order, as events have. */
  serverText(text: string, seq: number): void;
  /** Messages can be taken again after `send` did not. */
  ready(): void;
  /** The connection is over. */
  ended(error: ConnectionError): void;
}

export interface Link extends Disposable {
  /** Sends it, or says `false`: not now, `ready` will tell when. */
  send(what: Outgoing): boolean;
  /** Asks for another name; `undefined` where that takes leaving and joining again. */
  readonly rename: ((id: string, name: string) => void) | undefined;
  /** The server may be gone without a word: asks whether it is there. */
  probe?(): void;
  /** What only a native server can do (P-5.5, P-5.7, P-5.8). */
  readonly native?: NativeActions;
  /** After a loss: whether the server may be sent `id` again without anybody seeing it twice. */
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
