import type { Clock } from '../../../src/base/clock';
import { type Disposable, toDisposable } from '../../../src/base/disposable';

interface Timer {
  readonly due: number;
  readonly number: number;
  fn: (() => void) | undefined;
}

/** Time that passes only when it is let, in whole steps: what is due runs in its order, each in a turn of its own. */
export class VirtualClock implements Clock {
  private time = 1_000_000;
  /** How far the date is ahead of it. */
  private aheadMs = Date.UTC(2026, 4, 1);
  private count = 0;
  /** A binary heap, the next one first. */
  private readonly timers: Timer[] = [];

  now(): number {
    return this.time;
  }

  date(): number {
    return Math.max(0, this.time + this.aheadMs);
  }

  /** Somebody sets the date on by `ms`, or back. */
  leap(ms: number): void {
    this.aheadMs += ms;
  }

  after(ms: number, fn: () => void): Disposable {
    const timer: Timer = { due: this.time + Math.max(0, ms), number: this.count++, fn };
    this.push(timer);
    return toDisposable(() => (timer.fn = undefined));
  }

  /** Lets `ms` pass: one step after the other, each when all that followed from the one before has happened. */
  async run(ms: number): Promise<void> {
    const end = this.time + ms;
    await turn();
    for (let next = this.timers[0]; next && next.due <= end; next = this.timers[0]) {
      this.pop();
      const { fn } = next;
      if (!fn) continue;
      next.fn = undefined;
      this.time = Math.max(this.time, next.due);
      fn();
      await turn();
    }
    this.time = end;
  }

  private push(timer: Timer): void {
    let i = this.timers.push(timer) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      const above = this.timers[up]!;
      if (!isBefore(timer, above)) break;
      this.timers[i] = above;
      i = up;
    }
    this.timers[i] = timer;
  }

  private pop(): void {
    const last = this.timers.pop()!;
    if (this.timers.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.timers.length) break;
      if (child + 1 < this.timers.length && isBefore(this.timers[child + 1]!, this.timers[child]!)) child++;
      if (!isBefore(this.timers[child]!, last)) break;
      this.timers[i] = this.timers[child]!;
      i = child;
    }
    this.timers[i] = last;
  }
}

const isBefore = (a: Timer, b: Timer) => a.due < b.due || (a.due === b.due && a.number < b.number);

/** All that was put off to the end of this turn of the event loop, and what followed from it. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The clock of one program: what it has put off is gone when the program is. */
export class ProgramClock implements Clock {
  private killed = false;

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock.now();
  }

  date(): number {
    return this.clock.date();
  }

  after(ms: number, fn: () => void): Disposable {
    return this.clock.after(ms, () => {
      if (!this.killed) fn();
    });
  }

  kill(): void {
    this.killed = true;
  }
}
