// A link is a connection that speaks for one name: native to a server of ours, seed to an original one.
import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { Logger } from '../base/logger';
import type { Address } from '../protocol/address';
import type { Member, RoomEvent } from '../protocol/messages';
import type { ClientError, ClientProblem, ClientTimeouts, RoomInfo } from './clientTypes';

/** What every link works with. */
export interface LinkContext {
  readonly address: Address;
  readonly timeouts: ClientTimeouts;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A message on its way out. */
export interface Outgoing {
  readonly id: string;
  readonly text: string;
}

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
  readonly members: readonly Member[];
  readonly history: readonly RoomEvent[];
}

/** What a link tells its owner. Nothing comes before `joined` but `ended`, and nothing after `ended`. */
export interface LinkOwner {
  joined(joined: Joined, link: Link): void;
  /** Something happened in the room; one's own message with its id is its acknowledgement. */
  event(event: RoomEvent): void;
  /** A message was refused or lost its way. */
  failed(id: string, problem: ClientProblem): void;
  /** The server says something to a person. */
  serverText(text: string): void;
  /** Messages can be taken again after `say` did not. */
  ready(): void;
  /** The connection is over. */
  ended(error: ClientError): void;
}

export interface Link extends Disposable {
  /** Sends it, or says `false`: not now, `ready` will tell when. */
  say(message: Outgoing): boolean;
  /** Asks for another name; `undefined` where that takes leaving and joining again. */
  readonly rename: ((id: string, name: string) => void) | undefined;
  /** After a loss: whether the server may be sent `id` again without anybody seeing it twice. */
  readonly resendIsSafe: boolean;
  /** Says goodbye; resolves when the connection is closed. `ended` is not called. */
  close(): Promise<void>;
}
