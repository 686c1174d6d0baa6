import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';

/** Timers that are known by what they are for: each is set once at a time. None fires once they are disposed. */
export class Timers<Purpose extends string> implements Disposable {
  private readonly running = new Map<Purpose, Disposable>();
  private disposed = false;

  constructor(private readonly clock: Clock) {}

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Runs `fn` after `ms` milliseconds, unless that is waited for already. */
  set(purpose: Purpose, ms: number, fn: () => void): void {
    if (this.disposed || this.running.has(purpose)) return;
    const run = () => {
      this.running.delete(purpose);
      fn();
    };
    this.running.set(purpose, this.clock.after(ms, run));
  }

  dispose(): void {
    this.disposed = true;
    for (const timer of this.running.values()) timer.dispose();
  }
}
