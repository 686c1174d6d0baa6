// What a connection, the session on it and their server need of each other.
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { WireError } from '../../protocol/wire/errorCodes';
import type { Limits } from '../../protocol/wire/limits';
import type { Budgets } from '../admission/budgets';
import type { Standing } from '../admission/accessControl';
import type { Outbox } from '../delivery/outbox';
import type { TlsEntry } from '../admission/tlsEntry';
import type { Room } from '../room/room';

/** One dialect on one connection. The connection reads and ends; the session understands and answers. */
export interface Session {
  /** Takes bytes in. */
  receive(chunk: Buffer): void;
  /** The peer sends no more; an unterminated rest counts. */
  inputEnded(): void;
  /**
   * Handles the next message that is whole, or the one that had to wait. The connection calls it as long as its peer
   * may say more.
   * @returns whether there was one
   */
  handleNext(): boolean;
  /** Tells the peer why something it sent was refused, or why its connection ends. */
  tell(error: WireError): void;
  bye(reason: string): void;
  /** Called at each sweep with the milliseconds of silence. */
  sweep?(silentMs: number): void;
  /** Leaves the room. */
  left(reason: string | undefined): void;
  /** Ends the connection once everything that waits for the peer has been sent. */
  end(): void;
  /** The socket is gone. */
  dispose?(): void;
}

/** A connection as its session sees it. */
export interface SessionConnection {
  readonly outbox: Outbox;
  readonly address: string;
  /**
   * Pays for what costs the room's memory and readers so many bytes (P-10.1). If that cannot be done now, the session
   * keeps what it was for: `handleNext` is called when it can be tried again.
   */
  pays(cost: () => number): boolean;
  /**
   * Whether one more may enter from this peer's address now. If not, the session keeps what the peer sent, as with `pays`.
   * @param known the member's id, if the peer has proved that it was here before
   */
  mayEnter(known?: string): boolean;
  /** Counts a message, or a part of one, against this peer's share. */
  spend(share?: number): void;
  /** Why a peer whose name is known may not enter; `undefined` if it may. */
  refusal(memberId: string, standing?: Standing): WireError | undefined;
  /** Called when the peer is in the room. */
  entered(memberId: string): void;
  /** Tells the peer why and ends the connection. A stable code goes with the leave notice. */
  fail(error: WireError | WireError['code']): void;
  /** Ends the connection once what waits for the peer has left, at the latest after `closeTimeoutMs`. */
  close(): void;
}

/** The server as its connections and sessions see it. */
export interface ServerContext {
  readonly room: Room;
  /** The only way into a private room; `undefined` if the room is open. */
  readonly tlsEntry?: TlsEntry | undefined;
  readonly limits: Limits;
  /** What members and addresses may cost the room. */
  readonly budgets: Budgets;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Whether the host's ticket makes this member the host. The ticket belongs to the first member that came in with it.
   * @param shows whether the member has shown the ticket it is given
   */
  isHost(memberId: string, shows: (ticket: string) => boolean): boolean;
}
