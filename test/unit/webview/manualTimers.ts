import type { Timers } from '../../../webview/browser/timers';

/** Time that passes when a test says so. */
export class ManualTimers implements Timers {
  private time = 0;
  private waiting: { readonly at: number; readonly fn: () => void }[] = [];

  now(): number {
    return this.time;
  }

  date(): number {
    return Date.UTC(2026, 4, 1) + this.time;
  }

  after(ms: number, fn: () => void): () => void {
    const timer = { at: this.time + ms, fn };
    this.waiting.push(timer);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== timer);
    };
  }

  /** Lets `ms` milliseconds pass; what is due runs at its time, in order. */
  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const [next] = this.waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.waiting = this.waiting.filter((other) => other !== next);
      this.time = next.at;
      next.fn();
    }
    this.time = end;
  }
}
