import { type Disposable, toDisposable } from '../../../src/base/disposable';
import type { Clock } from '../../../src/base/clock';

interface Timer {
  readonly ms: number;
  readonly due: number;
  readonly fn: () => void;
}

/** A clock that stands still until told to go on. */
export class ManualClock implements Clock {
  private time = 1_000_000;
  private today = Date.UTC(2026, 4, 1);
  private readonly timers = new Set<Timer>();
  private readonly waiting = new Set<{ readonly ms: number; readonly resolve: () => void }>();

  now(): number {
    return this.time;
  }

  date(): number {
    return this.today;
  }

  after(ms: number, fn: () => void): Disposable {
    const timer = { ms, due: this.time + ms, fn };
    this.timers.add(timer);
    for (const waiter of this.waiting) {
      if (waiter.ms !== ms) continue;
      this.waiting.delete(waiter);
      waiter.resolve();
    }
    return toDisposable(() => this.timers.delete(timer));
  }

  /** Resolves when somebody waits for `ms`, at once where somebody does. */
  scheduled(ms: number): Promise<void> {
    if ([...this.timers].some((timer) => timer.ms === ms)) return Promise.resolve();
    return new Promise((resolve) => this.waiting.add({ ms, resolve }));
  }

  /** Lets `ms` pass; what is due runs in its order. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const [next] = [...this.timers].filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due);
      if (!next) break;
      this.timers.delete(next);
      this.pass(next.due);
      next.fn();
    }
    this.pass(end);
  }

  /** Lets `ms` pass while the computer sleeps: timers do not know of it. */
  sleep(ms: number): void {
    this.pass(this.time + ms);
    for (const timer of [...this.timers]) {
      this.timers.delete(timer);
      this.timers.add(Object.assign(timer, { due: timer.due + ms }));
    }
  }

  /** Somebody sets the date on by `ms`, or back. */
  leap(ms: number): void {
    this.today += ms;
  }

  private pass(time: number): void {
    this.today += Math.max(0, time - this.time);
    this.time = Math.max(time, this.time);
  }

  /** How many timers are running. */
  get pending(): number {
    return this.timers.size;
  }
}
