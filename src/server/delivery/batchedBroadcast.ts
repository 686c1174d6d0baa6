import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import type { Outbox } from './outbox';

/** A batch larger than this is sent at once; in UTF-16 units. */
const MAX_BATCH_UNITS = 65_536;
/** For how many more turns of the event loop frames are gathered at most, where that saves writes. */
const MAX_MORE_TURNS = 3;
/** With more frames than this for each peer, a write is worth its cost. */
const ENOUGH_FRAMES_A_PEER = 2;

/**
 * Fan-out to all peers that take the same bytes. The frames of one turn of the event loop (in a busy room, of a few turns)
 * become one shared buffer and one write for each peer. The write is what costs: about 5 µs in the kernel, whatever its
 * length.
 */
export class BatchedBroadcast implements Disposable {
  private readonly subscribers = new Set<Outbox>();
  /** The frames being gathered. As text they cost nothing to join, and are encoded once for everybody. */
  private batch = '';
  /** How much of the batch a peer has had already, or must not get: it came or was written to in the middle. */
  private readonly skips = new Map<Outbox, number>();
  /** What is for one peer alone, behind what went to everybody before. */
  private readonly own = new Map<Outbox, string>();
  private frames = 0;
  /** How many frames there were at the end of the previous turn, and for how many turns they have waited. */
  private framesBefore = 0;
  private turns = 0;
  /** Whether the batch leaves with this turn; otherwise it may wait. */
  private isDue = false;
  private immediate: NodeJS.Immediate | undefined;
  private delayed: Disposable | undefined;

  /** @param beforeWrite called before anything of a batch is written to anybody */
  constructor(
    private readonly clock: Clock,
    private readonly beforeWrite: () => void,
  ) {}

  get size(): number {
    return this.subscribers.size;
  }

  /** From here on, `outbox` gets what is added, and nothing that was added before. */
  subscribe(outbox: Outbox): void {
    this.subscribers.add(outbox);
    this.skip(outbox);
  }

  /** What was added before still reaches it. */
  unsubscribe(outbox: Outbox): void {
    this.flushTo(outbox);
    this.subscribers.delete(outbox);
    this.skips.delete(outbox);
  }

  /**
   * Sends `frame` to all subscribers, in this turn of the event loop unless the room is busy.
   * @param mayWaitMs how long it may wait to share a write with a later one
   */
  add(frame: string, mayWaitMs = 0): void {
    if (this.subscribers.size === 0 || frame === '') return;
    this.batch += frame;
    this.frames++;
    if (this.batch.length >= MAX_BATCH_UNITS) this.flush();
    else if (mayWaitMs > 0) this.delayed ??= this.clock.after(mayWaitMs, () => this.flush());
    else {
      this.isDue = true;
      this.endTurnSoon();
    }
  }

  /** Sends `frame` to one peer only, subscribed or not, behind what was sent to it before. */
  sendTo(outbox: Outbox, frame: string): void {
    if (!outbox.isOpen) return;
    const own = this.gatheredFor(outbox) + frame;
    this.own.set(outbox, own);
    this.skip(outbox);
    if (own.length >= MAX_BATCH_UNITS) this.flushTo(outbox);
    else this.endTurnSoon();
  }

  /** Writes what is gathered for one peer now. */
  flushTo(outbox: Outbox): void {
    this.beforeWrite();
    const text = this.gatheredFor(outbox);
    this.own.delete(outbox);
    this.skip(outbox);
    if (text !== '') outbox.write(Buffer.from(text));
  }

  /** Writes everything that is gathered now. */
  flush(): void {
    this.beforeWrite();
    for (const outbox of this.own.keys()) this.flushTo(outbox);
    if (this.immediate) clearImmediate(this.immediate);
    this.immediate = undefined;
    this.delayed?.dispose();
    this.delayed = undefined;
    if (this.batch === '') return;
    const shared = Buffer.from(this.batch);
    // looking up a thousand peers costs, even if nothing is found
    const allGetAll = this.skips.size === 0;
    for (const outbox of this.subscribers) {
      const skip = allGetAll ? undefined : this.skips.get(outbox);
      if (skip === undefined) outbox.write(shared);
      else if (skip < this.batch.length)
        outbox.write(shared.subarray(Buffer.byteLength(this.batch.slice(0, skip))));
    }
    this.batch = '';
    this.frames = this.framesBefore = this.turns = 0;
    this.isDue = false;
    this.skips.clear();
  }

  dispose(): void {
    this.subscribers.clear();
    this.flush();
  }

  private endTurnSoon(): void {
    this.immediate ??= setImmediate(() => this.endTurn());
  }

  /**
   * A single frame does not wait. If several came in this turn, the next turn will bring more, and waiting for it costs less
   * than a write to each of many peers. That is no longer so when there are many frames for each peer.
   */
  private endTurn(): void {
    this.immediate = undefined;
    const enough = this.subscribers.size * ENOUGH_FRAMES_A_PEER;
    const isWorthIt = this.frames > this.framesBefore + 1 && this.frames < enough;
    if (!this.isDue) this.answer();
    else if (!isWorthIt || this.turns === MAX_MORE_TURNS) this.flush();
    else {
      if (this.own.size > 0) this.answer();
      this.framesBefore = this.frames;
      this.turns++;
      this.endTurnSoon();
    }
  }

  /** Writes what is for single peers. The batch goes on being gathered. */
  private answer(): void {
    this.beforeWrite();
    for (const [outbox, text] of this.own) outbox.write(Buffer.from(text));
    this.own.clear();
  }

  /** Everything that is gathered for a peer. */
  private gatheredFor(outbox: Outbox): string {
    const own = this.own.get(outbox) ?? '';
    return this.subscribers.has(outbox) ? own + this.batch.slice(this.skips.get(outbox) ?? 0) : own;
  }

  /** The peer gets nothing more of what is in the batch so far. */
  private skip(outbox: Outbox): void {
    if (this.batch !== '' && this.subscribers.has(outbox)) this.skips.set(outbox, this.batch.length);
  }
}
