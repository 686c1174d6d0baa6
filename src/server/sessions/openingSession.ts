import type { TLSSocket } from 'node:tls';
import type { Disposable } from '../../base/disposable';
import { type DetectedProtocol, greeting } from '../../protocol/dialects/dialect';
import {
  FOREIGN_PROTOCOL_LINE,
  HTTP_REFUSAL,
  OPEN_ROOM_LINE,
  PRIVATE_ROOM_LINE,
  type WireError,
} from '../../protocol/wire/errorCodes';
import { SERVER_NAME } from '../../protocol/names/names';
import type { TlsEntry } from '../admission/tlsEntry';
import { LineSession } from './lineSession';
import { NativeSession } from './nativeSession';
import { Opening } from './opening';
import { ProofSession } from './proofSession';
import { SeedSession } from './seedSession';
import type { ServerContext, Session, SessionConnection } from './session';

/** A connection whose peer has not shown yet what it speaks. */
export interface OpeningConnection extends SessionConnection {
  /** Lets `session` take over. It handles `chunks` first. */
  handOver(session: Session, chunks?: readonly Buffer[]): void;
  /** Goes on in TLS. @param hello what the peer has sent so far */
  secure(tlsEntry: TlsEntry, hello: Buffer): TLSSocket;
  /** Runs `step` outside of the connection's own events. A fault in it ends this connection and no other. */
  guard(step: () => void): void;
}

const SESSIONS = { native: NativeSession, line: LineSession, seed: SeedSession };

/**
 * The first session of every connection. It greets a silent peer, and hands over to the session that speaks what the
 * first bytes show (P-1.2).
 */
export class OpeningSession implements Session {
  private readonly opening: Opening;
  private greetTimer: Disposable | undefined;
  private ended = false;

  constructor(
    private readonly connection: OpeningConnection,
    private readonly server: ServerContext,
  ) {
    const { limits, clock, tlsEntry } = server;
    this.greetTimer = clock.after(limits.greetAfterMs, () => this.greetSoon());
    // nobody types keys at a private room: its clients speak TLS
    const patience = tlsEntry ? { ...limits, keyTimeoutMs: 0 } : limits;
    this.opening = new Opening(patience, clock, (detected, chunks) =>
      connection.guard(() => this.open(detected, chunks)),
    );
  }

  receive(chunk: Buffer): void {
    this.stopGreeting();
    this.opening.receive(chunk);
  }

  inputEnded(): void {
    this.ended = true;
    this.stopGreeting();
    if (this.opening.isEmpty) this.connection.close();
    else this.opening.end();
  }

  /** The bytes that have come belong to the session that takes over. */
  handleNext(): boolean {
    return false;
  }

  tell(error: WireError): void {
    this.say(this.server.tlsEntry ? PRIVATE_ROOM_LINE : `${SERVER_NAME}~${error.message}\n`);
  }

  bye(): void {
    return; // the peer's dialect is not known yet
  }

  left(): void {
    this.stopGreeting();
    this.opening.dispose();
  }

  end(): void {
    this.connection.outbox.end();
  }

  /** Speaks the dialect that was detected, or turns a stranger away. */
  private open(detected: DetectedProtocol, chunks: readonly Buffer[]): void {
    const { connection, server } = this;
    const { tlsEntry } = server;
    if (detected === 'http') this.turnAway(HTTP_REFUSAL);
    else if (detected === 'tls' && tlsEntry) this.secure(tlsEntry, Buffer.concat(chunks));
    else if (detected === 'tls') this.turnAway(OPEN_ROOM_LINE);
    else if (tlsEntry) this.turnAway(PRIVATE_ROOM_LINE);
    else if (detected === 'other') this.turnAway(FOREIGN_PROTOCOL_LINE);
    else {
      const session = new SESSIONS[detected](connection, server);
      connection.handOver(session, chunks);
      if (this.ended) session.inputEnded();
    }
  }

  private secure(tlsEntry: TlsEntry, hello: Buffer): void {
    const { connection, server } = this;
    const socket = connection.secure(tlsEntry, hello);
    const proven = () => connection.handOver(new NativeSession(connection, server));
    connection.handOver(new ProofSession(connection, socket, tlsEntry, server, proven));
  }

  /**
   * Greets a peer that is still silent. The timer may fire before bytes that have already arrived are read. Therefore the
   * event loop reads once more first (P-3.3).
   */
  private greetSoon(): void {
    setImmediate(() => {
      if (this.greetTimer) this.connection.guard(() => this.greet());
    });
  }

  private greet(): void {
    if (this.server.tlsEntry) this.turnAway(PRIVATE_ROOM_LINE);
    else {
      this.opening.greeted();
      this.say(greeting(this.server.room.name));
    }
  }

  private stopGreeting(): void {
    this.greetTimer?.dispose();
    this.greetTimer = undefined;
  }

  private turnAway(answer: string): void {
    this.say(answer);
    this.connection.close();
  }

  private say(text: string): void {
    this.connection.outbox.write(Buffer.from(text));
  }
}
