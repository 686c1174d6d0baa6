import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { Outbox } from './outbox';

/** A batch larger than this is sent at once. */
const MAX_BATCH_BYTES = 65_536;

/** A peer of a broadcast: its outbox, and how much of the batch being gathered it has had already or must not get. */
interface Subscriber {
  readonly outbox: Outbox;
  skip: number;
}

/**
 * Fan-out to all peers that take the same bytes. The frames of one turn of the event loop become one shared buffer
 * and one write for each peer: what costs is the write, some 5 µs each in the kernel, whatever its length.
 */
export class Broadcast implements Disposable {
  private readonly subscribers = new Map<Outbox, Subscriber>();
  private batch = Buffer.allocUnsafeSlow(2 * MAX_BATCH_BYTES);
  private length = 0;
  private immediate: NodeJS.Immediate | undefined;
  private delayed: Disposable | undefined;

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.subscribers.size;
  }

  /** From here on, `outbox` gets what is added; nothing of what was added before. */
  subscribe(outbox: Outbox): void {
    this.subscribers.set(outbox, { outbox, skip: this.length });
  }

  /** What was added before still reaches it. */
  unsubscribe(outbox: Outbox): void {
    this.catchUp(outbox);
    this.subscribers.delete(outbox);
  }

  /**
   * Sends `frame` to all subscribers, in this turn of the event loop.
   * @param mayWaitMs how long it may wait to share a write with a later one
   */
  add(frame: string, mayWaitMs = 0): void {
    if (this.subscribers.size === 0) return;
    // no UTF-16 unit takes more than 3 bytes
    this.reserve(3 * frame.length);
    this.length += this.batch.write(frame, this.length);
    if (this.length >= MAX_BATCH_BYTES) this.flush();
    else if (mayWaitMs === 0) this.immediate ??= setImmediate(() => this.flush());
    else this.delayed ??= this.clock.after(mayWaitMs, () => this.flush());
  }

  /** Sends `bytes` to one subscriber only, behind what was added before. */
  sendTo(outbox: Outbox, bytes: Buffer): void {
    this.catchUp(outbox);
    outbox.write(bytes);
  }

  flush(): void {
    if (this.immediate) clearImmediate(this.immediate);
    this.immediate = undefined;
    this.delayed?.dispose();
    this.delayed = undefined;
    if (this.length === 0) return;
    const shared = Buffer.from(this.batch.subarray(0, this.length));
    this.length = 0;
    for (const subscriber of this.subscribers.values()) {
      const { outbox, skip } = subscriber;
      subscriber.skip = 0;
      if (skip === 0) outbox.write(shared);
      else if (skip < shared.length) outbox.write(shared.subarray(skip));
    }
  }

  dispose(): void {
    this.subscribers.clear();
    this.flush();
  }

  private catchUp(outbox: Outbox): void {
    const subscriber = this.subscribers.get(outbox);
    if (!subscriber || subscriber.skip >= this.length) return;
    outbox.write(Buffer.from(this.batch.subarray(subscriber.skip, this.length)));
    subscriber.skip = this.length;
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.batch.length) return;
    if (this.length > 0) this.flush();
    if (bytes > this.batch.length) this.batch = Buffer.allocUnsafeSlow(bytes);
  }
}
