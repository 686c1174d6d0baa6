// What a connection, the dialect spoken on it, and the server they belong to need of each other.
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { WireError } from '../../protocol/errorCodes';
import type { Limits } from '../../protocol/limits';
import type { Budgets } from '../admission/budgets';
import type { Standing } from '../admission/gatekeeper';
import type { Outbox } from '../delivery/outbox';
import type { TlsEntry } from '../admission/tlsEntry';
import type { Room } from '../room/room';

/** What a dialect makes of one connection. The connection reads and ends it; the session understands. */
export interface Session {
  /** Takes bytes in. */
  receive(chunk: Uint8Array): void;
  /** The peer sends no more; what is left unterminated counts. */
  inputEnded(): void;
  /**
   * Handles the next message that is whole, or the one that had to wait. The connection calls it as long as its peer
   * may say more.
   * @returns whether there was one
   */
  handleNext(): boolean;
  /** Tells the peer why something it sent was refused, or why it is put out. */
  tell(error: WireError): void;
  bye(reason: string): void;
  /** Called at each sweep with the milliseconds of silence. */
  sweep?(silentMs: number): void;
  /** Leaves the room. */
  left(reason: string | undefined): void;
  /** Ends the connection once all that waits for the peer has been sent. */
  end(): void;
  /** The socket is gone. */
  dispose?(): void;
}

/** The connection as its session sees it. */
export interface SessionConnection {
  readonly outbox: Outbox;
  readonly address: string;
  /**
   * Pays for what costs the room's memory and readers so many bytes (P-10.1). If that cannot be done now, the session
   * keeps what it was for: `handleNext` is called when it can be tried again.
   */
  pays(cost: () => number): boolean;
  /**
   * Whether one more may come in from this peer's address now; if not, it waits in the same way, unless it hangs up.
   * @param known the mid of who has shown that it was here before
   */
  mayEnter(known?: string): boolean;
  /** Counts a message, or a part of one, against this peer's share. */
  spend(share?: number): void;
  /** Once the name is known: why this peer may not enter, if it may not. */
  refusal(memberId: string, standing?: Standing): WireError | undefined;
  /** It is in the room. */
  entered(memberId: string): void;
  /** Tells the peer why and ends the connection. A stable code goes with the leave notice. */
  fail(error: WireError | WireError['code']): void;
  /** Ends the connection once what waits for the peer has left, at the latest after `closeTimeoutMs`. */
  close(): void;
}

/** The server as its connections and sessions see it. */
export interface ServerContext {
  readonly room: Room;
  /** Where the room is private: the only way in. */
  readonly door?: TlsEntry | undefined;
  readonly limits: Limits;
  /** What everybody may cost the room. */
  readonly budgets: Budgets;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Whether the host's ticket makes `mid` the host. It belongs to who was let in with it first.
   * @param shows whether that ticket is what was shown
   */
  isHost(memberId: string, shows: (ticket: string) => boolean): boolean;
}
