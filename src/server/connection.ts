import type { Socket } from 'node:net';
import type { Disposable } from '../base/disposable';
import { greeting, recognise } from '../protocol/dialect';
import { HTTP_REFUSAL, OPEN_ROOM_LINE, type WireError, wireError } from '../protocol/errorCodes';
import { SERVER_NAME } from '../protocol/names';
import { LineSession } from './lineSession';
import { NativeSession } from './nativeSession';
import { Outbox } from './outbox';
import { SeedSession } from './seedSession';
import type { ServerContext, Session, SessionConnection } from './session';
import { TokenBucket } from './tokenBucket';

/** One TCP connection: its first bytes, its pauses, its end. Whatever its peer does ends here, and nowhere else. */
export class Connection implements SessionConnection {
  readonly outbox: Outbox;
  /** Said its name and is in the room. */
  named = false;
  /** When it came, in milliseconds; later by as long as the process stood still. */
  private since: number;
  private session: Session | undefined;
  private greetTimer: Disposable | undefined;
  private pauseTimer: Disposable | undefined;
  private closeTimer: Disposable | undefined;
  private readonly bucket: TokenBucket;
  private heardAt: number;
  private closing = false;
  private ended = false;
  private reason: string | undefined;

  /**
   * @param mayEnter why a peer that has just said its name may not enter, if it may not
   * @param onClosed called once, when the socket is gone
   */
  constructor(
    private readonly socket: Socket,
    readonly address: string,
    private readonly server: ServerContext,
    private readonly mayEnter: (connection: Connection) => WireError | undefined,
    private readonly onClosed: () => void,
  ) {
    const { limits, clock } = server;
    this.since = this.heardAt = clock.now();
    this.bucket = new TokenBucket(limits.rate, limits.burst, this.since);
    this.outbox = new Outbox(
      socket,
      limits.outboxBytes,
      () => this.guard(() => this.overflowed()),
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

  private get isPaused(): boolean {
    return this.pauseTimer !== undefined;
  }

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

  spend(share = 1): void {
    this.bucket.take(share);
  }

  admit(): WireError | undefined {
    const refusal = this.mayEnter(this);
    this.named = refusal === undefined;
    return refusal;
  }

  unname(): void {
    this.named = false;
  }

  fail(error: WireError | WireError['code']): void {
    if (this.closing) return;
    const problem = typeof error === 'string' ? wireError(error) : error;
    this.reason ??= problem.code;
    this.endWith(() => {
      if (this.session) this.session.tell(problem);
      else this.outbox.write(Buffer.from(`${SERVER_NAME}~${problem.message}\n`));
    });
  }

  /** What waited for this peer is dropped: it leaves before anything else is written to it. */
  private overflowed(): void {
    if (this.closing) return;
    this.session?.left((this.reason = 'slow-consumer'));
    this.outbox.allowLastWord();
    this.fail('slow-consumer');
  }

  /** Says goodbye and ends the connection. */
  bye(reason: string): void {
    if (!this.closing) this.endWith(() => this.session?.bye(reason));
  }

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

  /**
   * Looks after the slow and the silent.
   * @param frozenMs how long the whole process stood still since the last sweep; nobody's fault
   */
  sweep(frozenMs: number): void {
    if (!this.closing) this.guard(() => this.look(frozenMs));
  }

  private look(frozenMs: number): void {
    const { limits, clock } = this.server;
    this.heardAt += frozenMs;
    this.since += frozenMs;
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
      this.report(error);
      this.fail('internal-error');
    }
  }

  /** Says the last word and closes; should even that fail, the socket goes all the same. */
  private endWith(lastWord: () => void): void {
    try {
      lastWord();
      this.close();
    } catch (error) {
      this.report(error);
      this.socket.destroy();
    }
  }

  private report(error: unknown): void {
    this.server.logger.error(
      `${this.address}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
    );
  }

  private closed(): void {
    this.closing = true;
    this.stopTimers();
    this.closeTimer?.dispose();
    this.guard(() => {
      this.session?.left(this.reason ?? (this.ended ? undefined : 'lost'));
      this.session?.dispose?.();
    });
    this.onClosed();
  }

  private stopTimers(): void {
    this.greetTimer?.dispose();
    this.pauseTimer?.dispose();
    this.pauseTimer = undefined;
  }
}
