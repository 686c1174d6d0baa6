import type { Socket } from 'node:net';
import type { Clock } from '../../base/clock';
import type { Limits } from '../../protocol/wire/limits';

/** Most bytes handed to the kernel at a time, so that progress shows while a slow peer takes a long queue. */
const WRITE_BYTES = 65_536;
/** How many bytes a peer has to take in each timeout. Progress within a write cannot be seen, and slow is not stalled. */
const STALL_BYTES = 16_384;
const NOTHING = Buffer.alloc(0);

/** Ends a connection whose peer does not read. */
export interface OutboxOwner {
  /** Called once, soon after more had to wait than may. Until `allowLastWord` nothing is taken. */
  overflowed(): void;
}

/**
 * What waits for one peer, in order and bounded (P-10.2). It never blocks anybody else: a peer that does not read fills its
 * own outbox until that overflows.
 */
export class Outbox {
  private queue: Buffer[] = [];
  private queued = 0;
  private ended = false;
  private overflowed = false;
  /** Whether something waits. While nothing does, a write need not look at the queue or the socket. */
  private isWaiting = false;
  /** While something waits: when bytes last went to the kernel, or began to wait; in milliseconds. */
  private progressAt = 0;

  /** @param limits `outboxBytes`: most that may wait */
  constructor(
    private readonly socket: Socket,
    private readonly limits: Pick<Limits, 'outboxBytes'>,
    private readonly clock: Clock,
    private readonly owner: OutboxOwner,
  ) {}

  /** Whether what is written is taken; if not, it is dropped. */
  get isOpen(): boolean {
    return !this.ended && !this.overflowed;
  }

  /** How many bytes the kernel has not taken yet. */
  get waitingBytes(): number {
    return this.queued + this.socket.writableLength;
  }

  write(bytes: Buffer): void {
    if (!this.isOpen) return;
    if (!this.isWaiting) {
      this.hand(bytes);
      return;
    }
    this.queue.push(bytes);
    this.queued += bytes.length;
    if (this.waitingBytes > this.limits.outboxBytes) this.overflow();
  }

  /** Ends the connection once everything that waits has left. Nothing can be written any more. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    if (this.queue.length > 0) this.socket.write(Buffer.concat(this.queue));
    this.queue = [];
    this.queued = 0;
    this.socket.end();
  }

  /** Does not count `ms`, in which the whole process stood still. */
  excuse(ms: number): void {
    // it may not lie in the future
    this.progressAt = Math.min(this.progressAt + ms, this.clock.now());
  }

  /** Whether the peer has taken nothing for `timeoutMs`; longer if the kernel has much to send. */
  isStalled(timeoutMs: number): boolean {
    const times = Math.max(1, Math.ceil(this.socket.writableLength / STALL_BYTES));
    return this.stalledMs() > timeoutMs * times;
  }

  /** For how many milliseconds the peer has taken nothing of what waits for it. */
  stalledMs(): number {
    return this.waitingBytes === 0 ? 0 : this.clock.now() - this.progressAt;
  }

  /** After an overflow: what is written from now on follows what the kernel has, on a frame boundary. */
  allowLastWord(): void {
    this.overflowed = false;
  }

  /**
   * Drops what waits, in whole writes. Only a last word may follow such a hole: a client that saw later events would believe
   * that it had the earlier ones too.
   */
  private overflow(): void {
    this.queue = [];
    this.queued = 0;
    this.overflowed = true;
    // not from inside a fan-out: others are still being written to
    queueMicrotask(() => this.owner.overflowed());
  }

  /** Hands bytes to the kernel. If it cannot take them at once, goes on when it has taken them. */
  private hand(bytes: Buffer): void {
    this.socket.write(bytes);
    this.isWaiting = this.socket.writableLength > 0;
    if (!this.isWaiting) return;
    this.progressAt = this.clock.now();
    // an empty write is called back when all before it has left
    this.socket.write(NOTHING, (error) => {
      if (error || this.ended) return;
      this.isWaiting = false;
      this.handNext();
    });
  }

  private handNext(): void {
    let [count, bytes] = [0, 0];
    for (const next of this.queue) {
      if (count > 0 && bytes + next.length > WRITE_BYTES) break;
      bytes += next.length;
      count++;
    }
    if (count === 0) return;
    this.queued -= bytes;
    this.hand(Buffer.concat(this.queue.splice(0, count)));
    if (!this.isWaiting) this.handNext();
  }
}
