import type { Socket } from 'node:net';
import type { Disposable } from '../base/disposable';
import { faultText } from '../base/faults';
import { type DetectedProtocol, greeting } from '../protocol/dialect';
import {
  HTTP_REFUSAL,
  OPEN_ROOM_LINE,
  PRIVATE_ROOM_LINE,
  FOREIGN_PROTOCOL_LINE,
  type WireError,
  wireError,
} from '../protocol/errorCodes';
import { SERVER_NAME } from '../protocol/names';
import { Allowance } from './admission/budgets';
import type { Standing } from './admission/gatekeeper';
import { LineSession } from './sessions/lineSession';
import { NativeSession } from './sessions/nativeSession';
import { Opening } from './sessions/opening';
import { Outbox, type OutboxOwner } from './delivery/outbox';
import type { TlsEntry } from './admission/tlsEntry';
import { ProofSession } from './sessions/proofSession';
import { SeedSession } from './sessions/seedSession';
import type { ServerContext, Session, SessionConnection } from './sessions/session';

/** Whoever has taken the connection. */
export interface ConnectionOwner {
  /** Why a peer that has just said its name may not enter, if it may not. */
  refusal(connection: Connection, memberId: string, standing: Standing): WireError | undefined;
  /** It has said its name and is in the room. */
  named(connection: Connection): void;
  /** It is being put out, or goes: its place is free. Called again when it is gone. */
  closing(connection: Connection): void;
  /** Called once, when the socket is gone. */
  closed(connection: Connection): void;
}

const SESSIONS = { native: NativeSession, line: LineSession, seed: SeedSession };

/** One TCP connection: its first bytes, its pauses, its end. Whatever its peer does ends here, and nowhere else. */
export class Connection implements SessionConnection, OutboxOwner {
  private socket: Socket;
  private currentOutbox: Outbox;
  /** Who it is, once it has said its name and is in the room. */
  memberId: string | undefined;
  /** When it came, in milliseconds; later by as long as the process stood still. */
  private since: number;
  private readonly opening: Opening;
  private session: Session | undefined;
  private greetTimer: Disposable | undefined;
  private pauseTimer: Disposable | undefined;
  private closeTimer: Disposable | undefined;
  private readonly allowance: Allowance;
  private heardAt: number;
  private closing = false;
  private ended = false;
  /** Has said its name and waits to be let in. */
  private isAtDoor = false;
  private reason: string | undefined;
  private readonly listeners = {
    data: (chunk: Buffer) => this.guard(() => this.receive(chunk)),
    end: () => this.guard(() => this.inputEnded()),
    // 'close' follows, and does what there is to do
    error: (error: Error) => this.server.logger.info(`${this.address}: ${error.message}`),
    close: () => this.closed(),
  };

  /** @param owner decides who may enter, and counts the places */
  constructor(
    socket: Socket,
    readonly address: string,
    private readonly server: ServerContext,
    private readonly owner: ConnectionOwner,
  ) {
    const { limits, clock } = server;
    this.since = this.heardAt = clock.now();
    this.allowance = new Allowance(server.budgets, address);
    this.socket = socket;
    this.currentOutbox = this.attend(socket);
    this.greetTimer = clock.after(limits.greetAfterMs, () => this.greetSoon());
    // no key is typed at a private door
    const patience = server.door ? { ...limits, keyTimeoutMs: 0 } : limits;
    this.opening = new Opening(patience, clock, (knock, chunks) =>
      this.guard(() => this.begin(knock, chunks)),
    );
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
    this.isAtDoor = waitMs > 0;
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

  fail(error: WireError | WireError['code']): void {
    if (this.closing) return;
    const problem = typeof error === 'string' ? wireError(error) : error;
    this.reason ??= problem.code;
    this.endWith(() => {
      if (this.session) this.session.tell(problem);
      else this.say(this.server.door ? PRIVATE_ROOM_LINE : `${SERVER_NAME}~${problem.message}\n`);
    });
  }

  /** Waits no longer for the peer to take its last word. */
  drop(): void {
    this.socket.destroy();
  }

  /** What waited for this peer is dropped: it leaves before anything else is written to it. */
  overflowed(): void {
    this.guard(() => {
      if (this.closing) return;
      this.session?.left((this.reason = 'slow-consumer'));
      this.outbox.allowLastWord();
      this.fail('slow-consumer');
    });
  }

  /** Says goodbye and ends the connection. */
  bye(reason: string): void {
    if (!this.closing) this.endWith(() => this.session?.bye(reason));
  }

  close(): void {
    if (this.closing) return;
    this.closing = true;
    this.owner.closing(this);
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
    const now = clock.now();
    // nothing has happened later than now
    this.heardAt = Math.min(this.heardAt + frozenMs, now);
    this.since = Math.min(this.since + frozenMs, now);
    this.outbox.excuse(frozenMs);
    if (limits.stallTimeoutMs > 0 && this.outbox.isStalled(limits.stallTimeoutMs)) {
      this.fail('slow-consumer');
    } else if (this.isPaused) {
      return; // what it has said waits here
    } else if (
      this.memberId === undefined &&
      limits.nameTimeoutMs > 0 &&
      now - this.since > limits.nameTimeoutMs
    ) {
      this.fail('name-timeout');
    } else this.session?.sweep?.(now - this.heardAt);
  }

  /** Reads no message for so long, and then goes on. @returns whether there is nothing to wait for */
  private pauseFor(waitMs: number): boolean {
    if (waitMs === 0) return true;
    const { clock } = this.server;
    // at the door, it is listened to: who hangs up there must not keep others waiting
    if (!this.isAtDoor) this.socket.pause();
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
   * Lets the session handle what is whole, one message after the other. Where the peer has spent its share, the socket
   * is not read until it has one again: TCP then slows the sender, nothing is lost, nobody else waits (P-10.1).
   */
  private proceed(): void {
    while (!this.closing && !this.isPaused && this.pauseFor(this.allowance.waitMs())) {
      if (!this.session?.handleNext()) return;
    }
  }

  private receive(chunk: Buffer): void {
    if (this.closing) return;
    this.heardAt = this.server.clock.now();
    // at the door, one chunk more is enough
    if (this.isPaused) this.socket.pause();
    if (this.session) {
      this.session.receive(chunk);
      this.proceed();
    } else {
      this.greetTimer?.dispose();
      this.greetTimer = undefined;
      this.opening.receive(chunk);
    }
  }

  private inputEnded(): void {
    this.ended = true;
    this.opening.end();
    this.session?.inputEnded();
    this.proceed();
    if (!this.session) this.close();
    else if (this.isAtDoor) this.fail('too-many-connections');
  }

  /** Speaks the dialect that the first bytes have shown (P-1.2), or turns a stranger away. */
  private begin(knock: DetectedProtocol, chunks: readonly Buffer[]): void {
    if (this.closing) return;
    const { door } = this.server;
    if (knock === 'http') this.turnAway(HTTP_REFUSAL);
    else if (knock === 'tls' && door) this.secure(door, Buffer.concat(chunks));
    else if (knock === 'tls') this.turnAway(OPEN_ROOM_LINE);
    else if (door) this.turnAway(PRIVATE_ROOM_LINE);
    else if (knock === 'other') this.turnAway(FOREIGN_PROTOCOL_LINE);
    else {
      const session = (this.session = new SESSIONS[knock](this, this.server));
      for (const chunk of chunks) session.receive(chunk);
      this.proceed();
    }
  }

  private turnAway(answer: string): void {
    this.say(answer);
    this.close();
  }

  private say(text: string): void {
    this.outbox.write(Buffer.from(text));
  }

  /** Goes on in TLS; `hello` is the first the peer said. */
  private secure(door: TlsEntry, hello: Buffer): void {
    const plain = this.socket;
    for (const event of ['data', 'end', 'close'] as const) plain.off(event, this.listeners[event]);
    const secure = door.secure(plain, hello);
    this.socket = secure;
    this.currentOutbox = this.attend(secure);
    this.session = new ProofSession(this, secure, door, this.server, () => {
      this.session = new NativeSession(this, this.server);
    });
  }

  /** Listens to a socket. @returns what waits to be written to it */
  private attend(socket: Socket): Outbox {
    for (const [event, listener] of Object.entries(this.listeners)) socket.on(event, listener);
    return new Outbox(socket, this.server.limits, this.server.clock, this);
  }

  /** The timer may have come before bytes that were already there: the event loop reads once more first (P-3.3). */
  private greetSoon(): void {
    setImmediate(() => {
      if (!this.greetTimer || this.session || this.closing || this.ended) return;
      if (this.server.door) this.turnAway(PRIVATE_ROOM_LINE);
      else {
        this.opening.greeted();
        this.say(greeting(this.server.room.name));
      }
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
    this.server.logger.error(`${this.address}: ${faultText(error)}`);
  }

  private closed(): void {
    this.closing = true;
    this.owner.closing(this);
    this.stopTimers();
    this.closeTimer?.dispose();
    this.guard(() => {
      this.session?.left(this.reason ?? (this.ended ? undefined : 'lost'));
      this.session?.dispose?.();
    });
    this.owner.closed(this);
  }

  private stopTimers(): void {
    this.greetTimer?.dispose();
    this.opening.dispose();
    this.pauseTimer?.dispose();
    this.pauseTimer = undefined;
  }
}
