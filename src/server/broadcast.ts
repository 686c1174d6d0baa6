import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { Outbox } from './outbox';

/** A batch larger than this is sent at once; in UTF-16 units. */
const MAX_BATCH_UNITS = 65_536;

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
  /** The frames being gathered. Text: joining it costs nothing until it is encoded, once for all. */
  private batch = '';
  private immediate: NodeJS.Immediate | undefined;
  private delayed: Disposable | undefined;

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.subscribers.size;
  }

  /** From here on, `outbox` gets what is added; nothing of what was added before. */
  subscribe(outbox: Outbox): void {
    this.subscribers.set(outbox, { outbox, skip: this.batch.length });
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
    this.batch += frame;
    if (this.batch.length >= MAX_BATCH_UNITS) this.flush();
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
    if (this.batch === '') return;
    const { batch } = this;
    const shared = Buffer.from(batch);
    this.batch = '';
    for (const subscriber of this.subscribers.values()) {
      const { outbox, skip } = subscriber;
      subscriber.skip = 0;
      if (skip === 0) outbox.write(shared);
      else if (skip < batch.length) outbox.write(Buffer.from(batch.slice(skip)));
    }
  }

  dispose(): void {
    this.subscribers.clear();
    this.flush();
  }

  private catchUp(outbox: Outbox): void {
    const subscriber = this.subscribers.get(outbox);
    if (!subscriber || subscriber.skip >= this.batch.length) return;
    outbox.write(Buffer.from(this.batch.slice(subscriber.skip)));
    subscriber.skip = this.batch.length;
  }
}
