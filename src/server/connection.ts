import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Disposable } from '../base/disposable';
import { faultText } from '../base/faults';
import { type WireError, wireError } from '../protocol/wire/errorCodes';
import type { Standing } from './admission/accessControl';
import { Allowance } from './admission/budgets';
import type { TlsEntry } from './admission/tlsEntry';
import { Outbox, type OutboxOwner } from './delivery/outbox';
import { type OpeningConnection, OpeningSession } from './sessions/openingSession';
import type { ServerContext, Session } from './sessions/session';

/** Has accepted the connection, and decides who may enter. */
export interface ConnectionOwner {
  /** Why a peer that has just said its name may not enter; `undefined` if it may. */
  refusal(connection: Connection, memberId: string, standing: Standing): WireError | undefined;
  /** Called when the peer has said its name and is in the room. */
  named(connection: Connection): void;
  /** Called when the connection begins to close: its slot is free. Called again when the socket is gone. */
  closing(connection: Connection): void;
  /** Called once, when the socket is gone. */
  closed(connection: Connection): void;
}

/** One TCP connection: its socket, its session, its pauses, its end. A fault that its peer causes ends this connection only. */
export class Connection implements OpeningConnection, OutboxOwner {
  private socket: Socket;
  private currentOutbox: Outbox;
  /** The member's id, once the peer has said its name and is in the room. */
  memberId: string | undefined;
  /** When it connected, in milliseconds; moved on by the time that the process stood still. */
  private since: number;
  private session: Session;
  private pauseTimer: Disposable | undefined;
  private closeTimer: Disposable | undefined;
  private readonly allowance: Allowance;
  private heardAt: number;
  private closing = false;
  private ended = false;
  /** The peer has said its name and waits until it may enter. */
  private awaitsEntry = false;
  private reason: string | undefined;
  private readonly listeners = {
    data: (chunk: Buffer) => this.guard(() => this.receive(chunk)),
    end: () => this.guard(() => this.inputEnded()),
    // 'close' follows and cleans up
    error: (error: Error) => this.server.logger.info(`${this.address}: ${error.message}`),
    close: () => this.closed(),
  };

  constructor(
    socket: Socket,
    readonly address: string,
    private readonly server: ServerContext,
    private readonly owner: ConnectionOwner,
  ) {
    this.since = this.heardAt = server.clock.now();
    this.allowance = new Allowance(server.budgets, address);
    this.socket = socket;
    this.currentOutbox = this.attend(socket);
    this.session = new OpeningSession(this, server);
  }

  get outbox(): Outbox {
    return this.currentOutbox;
  }

  private get isPaused(): boolean {
    return this.pauseTimer !== undefined;
  }

  pays(cost: () => number): boolean {
    return this.pauseFor(this.allowance.pay(cost));
  }

  mayEnter(known?: string): boolean {
    const waitMs = this.allowance.enter(known);
    this.awaitsEntry = waitMs > 0;
    return this.pauseFor(waitMs);
  }

  spend(share = 1): void {
    this.allowance.spend(share);
  }

  refusal(memberId: string, standing: Standing = 'newcomer'): WireError | undefined {
    return this.owner.refusal(this, memberId, standing);
  }

  entered(memberId: string): void {
    this.memberId = memberId;
    this.allowance.belongTo(memberId);
    this.owner.named(this);
  }

  handOver(session: Session, chunks: readonly Buffer[] = []): void {
    this.session = session;
    for (const chunk of chunks) session.receive(chunk);
    this.proceed();
  }

  secure(tlsEntry: TlsEntry, hello: Buffer): TLSSocket {
    const plain = this.socket;
    for (const event of ['data', 'end', 'close'] as const) plain.off(event, this.listeners[event]);
    const secure = tlsEntry.secure(plain, hello);
    this.socket = secure;
    this.currentOutbox = this.attend(secure);
    return secure;
  }

  guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.report(error);
      this.fail('internal-error');
    }
  }

  fail(error: WireError | WireError['code']): void {
    if (this.closing) return;
    const problem = typeof error === 'string' ? wireError(error) : error;
    this.reason ??= problem.code;
    this.endWith(() => this.session.tell(problem));
  }

  /** Stops waiting for the peer to read what is left. */
  drop(): void {
    this.socket.destroy();
  }

  /** What waited for this peer was dropped, so it leaves before anything else is written to it. */
  overflowed(): void {
    this.guard(() => {
      if (this.closing) return;
      this.session.left((this.reason = 'slow-consumer'));
      this.outbox.allowLastWord();
      this.fail('slow-consumer');
    });
  }

  /** Says goodbye and ends the connection. */
  bye(reason: string): void {
    if (!this.closing) this.endWith(() => this.session.bye(reason));
  }

  close(): void {
    if (this.closing) return;
    this.closing = true;
    this.owner.closing(this);
    this.stopTimers();
    const { clock, limits } = this.server;
    this.closeTimer = clock.after(limits.closeTimeoutMs, () => this.socket.destroy());
    this.session.left(this.reason);
    this.session.end();
    // read on and discard: bytes left unread would turn the close into a reset, which may swallow our last words
    this.socket.resume();
  }

  /**
   * Ends the connection if its peer is too slow or too silent.
   * @param frozenMs how long the whole process stood still since the last sweep, which is not the peer's fault
   */
  sweep(frozenMs: number): void {
    if (!this.closing) this.guard(() => this.look(frozenMs));
  }

  private look(frozenMs: number): void {
    const { limits, clock } = this.server;
    const now = clock.now();
    // neither may lie in the future
    this.heardAt = Math.min(this.heardAt + frozenMs, now);
    this.since = Math.min(this.since + frozenMs, now);
    this.outbox.excuse(frozenMs);
    if (limits.stallTimeoutMs > 0 && this.outbox.isStalled(limits.stallTimeoutMs)) {
      this.fail('slow-consumer');
    } else if (this.isPaused) {
      return; // it is silent because it is not read
    } else if (
      this.memberId === undefined &&
      limits.nameTimeoutMs > 0 &&
      now - this.since > limits.nameTimeoutMs
    ) {
      this.fail('name-timeout');
    } else this.session.sweep?.(now - this.heardAt);
  }

  /** Reads no message for `waitMs`, and then goes on. @returns whether there is nothing to wait for */
  private pauseFor(waitMs: number): boolean {
    if (waitMs === 0) return true;
    const { clock } = this.server;
    // a peer that waits to enter is still read: if it hangs up, it must not keep others waiting
    if (!this.awaitsEntry) this.socket.pause();
    this.pauseTimer = clock.after(waitMs, () => {
      this.pauseTimer = undefined;
      if (this.closing) return;
      this.heardAt = clock.now();
      this.guard(() => this.proceed());
      if (!this.isPaused) this.socket.resume();
    });
    return false;
  }

  /**
   * Lets the session handle what is whole, one message after the other. While the peer has spent its share, the socket
   * is not read until it has one again: TCP then slows the sender, nothing is lost, nobody else waits (P-10.1).
   */
  private proceed(): void {
    while (!this.closing && !this.isPaused && this.pauseFor(this.allowance.waitMs())) {
      if (!this.session.handleNext()) return;
    }
  }

  private receive(chunk: Buffer): void {
    if (this.closing) return;
    this.heardAt = this.server.clock.now();
    // a peer that waits to enter may send one more chunk
    if (this.isPaused) this.socket.pause();
    this.session.receive(chunk);
    this.proceed();
  }

  private inputEnded(): void {
    this.ended = true;
    this.session.inputEnded();
    this.proceed();
    if (this.awaitsEntry) this.fail('too-many-connections');
  }

  /** Listens to a socket. @returns its outbox */
  private attend(socket: Socket): Outbox {
    for (const [event, listener] of Object.entries(this.listeners)) socket.on(event, listener);
    return new Outbox(socket, this.server.limits, this.server.clock, this);
  }

  /** Says the last word and closes. If even that fails, the socket is destroyed. */
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
    this.server.logger.error(`${this.address}: ${faultText(error)}`);
  }

  private closed(): void {
    this.closing = true;
    this.owner.closing(this);
    this.stopTimers();
    this.closeTimer?.dispose();
    this.guard(() => {
      this.session.left(this.reason ?? (this.ended ? undefined : 'lost'));
      this.session.dispose?.();
    });
    this.owner.closed(this);
  }

  private stopTimers(): void {
    this.pauseTimer?.dispose();
    this.pauseTimer = undefined;
  }
}
