import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';

/** Timers by purpose. There is at most one for each purpose, and none fires after `dispose`. */
export class NamedTimers<Purpose extends string> implements Disposable {
  private readonly running = new Map<Purpose, Disposable>();
  private disposed = false;

  constructor(private readonly clock: Clock) {}

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Runs `fn` after `ms` milliseconds, unless a timer for this purpose is set already. */
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
