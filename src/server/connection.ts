import type { Socket } from 'node:net';
import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { Logger } from '../base/logger';
import { greeting, recognise } from '../protocol/dialect';
import { HTTP_REFUSAL, OPEN_ROOM_LINE, type WireError, wireError } from '../protocol/errorCodes';
import type { Limits } from '../protocol/limits';
import { SERVER_NAME } from '../protocol/names';
import { LineSession } from './lineSession';
import { NativeSession } from './nativeSession';
import { Outbox } from './outbox';
import type { Room } from './room';
import { SeedSession } from './seedSession';
import { TokenBucket } from './tokenBucket';

/** What a dialect makes of one connection. The connection reads and ends it; the session understands. */
export interface Session {
  /** Takes bytes in and handles what is whole, until the connection pauses. */
  receive(chunk: Uint8Array): void;
  /** Goes on with what was left when the connection paused. */
  proceed(): void;
  /** The peer sends no more; what is left unterminated counts. */
  inputEnded(): void;
  /** Tells the peer why, or that the room closes. */
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

/** What connections need of the server they belong to. */
export interface ServerContext {
  readonly room: Room;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether a connection that has just said its name may stay. */
  admit(connection: Connection): WireError | undefined;
  /** Spends the host's one-time ticket. */
  redeem(ticket: string | undefined): boolean;
}

/** One TCP connection: its first bytes, its pauses, its end. Whatever its peer does ends here, and nowhere else. */
export class Connection {
  readonly outbox: Outbox;
  /** Said its name and is in the room. */
  named = false;
  readonly since: number;
  private session: Session | undefined;
  private greetTimer: Disposable | undefined;
  private pauseTimer: Disposable | undefined;
  private closeTimer: Disposable | undefined;
  private readonly bucket: TokenBucket;
  private heardAt: number;
  private closing = false;
  private ended = false;
  private reason: string | undefined;

  /** @param onClosed called once, when the socket is gone */
  constructor(
    private readonly socket: Socket,
    readonly address: string,
    private readonly server: ServerContext,
    private readonly onClosed: () => void,
  ) {
    const { limits, clock } = server;
    this.since = this.heardAt = clock.now();
    this.bucket = new TokenBucket(limits.rate, limits.burst, this.since);
    this.outbox = new Outbox(
      socket,
      limits.outboxBytes,
      () => this.fail('slow-consumer'),
      () => clock.now(),
    );
    this.greetTimer = clock.after(limits.greetAfterMs, () => this.greetSoon());
    socket.on('data', (chunk) => this.guard(() => this.receive(chunk)));
    socket.on('end', () => this.guard(() => this.inputEnded()));
    // 'close' follows, and does what there is to do
    socket.on('error', (error) => server.logger.info(`${address}: ${error.message}`));
    socket.on('close', () => this.closed());
  }

  get isClosing(): boolean {
    return this.closing;
  }

  /** Whether nothing is read now, since this peer has said more than its share (P-10.1). */
  get isPaused(): boolean {
    return this.pauseTimer !== undefined;
  }

  /**
   * Whether one more message may be taken now. If not, the socket is not read until one may: TCP then slows the
   * sender, nothing is lost, nobody else waits.
   */
  mayProceed(): boolean {
    if (this.closing || this.isPaused) return false;
    const { clock } = this.server;
    const waitMs = this.bucket.waitMs(clock.now());
    if (waitMs === 0) return true;
    this.socket.pause();
    this.pauseTimer = clock.after(waitMs, () => {
      this.pauseTimer = undefined;
      if (this.closing) return;
      this.heardAt = clock.now();
      this.guard(() => this.session?.proceed());
      if (!this.isPaused) this.socket.resume();
    });
    return false;
  }

  /** Counts a message against this peer's share. */
  spend(): void {
    this.bucket.take();
  }

  /** Once the name is known: whether this peer may enter. */
  admit(): WireError | undefined {
    const refusal = this.server.admit(this);
    this.named = refusal === undefined;
    return refusal;
  }

  /** Tells the peer why and ends the connection. A stable code goes with the leave notice. */
  fail(error: WireError | WireError['code']): void {
    if (this.closing) return;
    const problem = typeof error === 'string' ? wireError(error) : error;
    this.reason ??= problem.code;
    if (this.session) this.session.tell(problem);
    else this.outbox.write(Buffer.from(`${SERVER_NAME}~${problem.message}\n`));
    this.close();
  }

  /** Says goodbye and ends the connection. */
  bye(reason: string): void {
    if (this.closing) return;
    this.session?.bye(reason);
    this.close();
  }

  /** Ends the connection once what waits for the peer has left, at the latest after `closeTimeoutMs`. */
  close(): void {
    if (this.closing) return;
    this.closing = true;
    this.stopTimers();
    const { clock, limits } = this.server;
    this.closeTimer = clock.after(limits.closeTimeoutMs, () => this.socket.destroy());
    this.session?.left(this.reason);
    if (this.session) this.session.end();
    else this.outbox.end();
    // read on, into nothing: unread bytes would turn the close into a reset, which may eat our last words
    this.socket.resume();
  }

  destroy(): void {
    this.socket.destroy();
  }

  /**
   * Looks after the slow and the silent.
   * @param frozenMs how long the whole process stood still since the last sweep; nobody's fault
   */
  sweep(frozenMs: number): void {
    if (this.closing) return;
    const { limits, clock } = this.server;
    this.heardAt += frozenMs;
    if (limits.stallTimeoutMs > 0 && this.outbox.stalledMs() > limits.stallTimeoutMs + frozenMs) {
      this.fail('slow-consumer');
    } else if (!this.named && limits.nameTimeoutMs > 0 && clock.now() - this.since > limits.nameTimeoutMs) {
      this.fail('name-timeout');
    } else if (!this.isPaused) this.session?.sweep?.(clock.now() - this.heardAt);
  }

  private receive(chunk: Buffer): void {
    if (this.closing) return;
    this.heardAt = this.server.clock.now();
    this.session ??= this.begin(chunk);
    this.session?.receive(chunk);
  }

  private inputEnded(): void {
    this.ended = true;
    this.session?.inputEnded();
    if (!this.session) this.close();
  }

  /** Tells the dialect from the first chunk (P-1.2), or turns a stranger away. */
  private begin(chunk: Buffer): Session | undefined {
    this.greetTimer?.dispose();
    this.greetTimer = undefined;
    switch (recognise(chunk)) {
      case 'native':
        return new NativeSession(this, this.server);
      case 'line':
        return new LineSession(this, this.server);
      case 'seed':
        return new SeedSession(this, this.server);
      case 'http':
        this.outbox.write(Buffer.from(HTTP_REFUSAL));
        this.close();
        return undefined;
      case 'tls':
        this.outbox.write(Buffer.from(OPEN_ROOM_LINE));
        this.close();
        return undefined;
    }
  }

  /** The timer may have come before bytes that were already there: the event loop reads once more first (P-3.3). */
  private greetSoon(): void {
    setImmediate(() => {
      if (this.session || this.closing || this.ended) return;
      this.outbox.write(Buffer.from(greeting(this.server.room.name)));
    });
  }

  /** A fault in here ends this connection and no other. */
  private guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.server.logger.error(
        `${this.address}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
      );
      this.fail('internal-error');
    }
  }

  private closed(): void {
    this.closing = true;
    this.stopTimers();
    this.closeTimer?.dispose();
    this.session?.left(this.reason ?? (this.ended ? undefined : 'lost'));
    this.session?.dispose?.();
    this.onClosed();
  }

  private stopTimers(): void {
    this.greetTimer?.dispose();
    this.pauseTimer?.dispose();
    this.pauseTimer = undefined;
  }
}
