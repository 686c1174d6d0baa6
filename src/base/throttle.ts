import type { Clock } from './clock';
import type { Disposable } from './disposable';

/** Runs something as soon as it is asked for, but at most once in `everyMs`. All requests in between become one more run. */
export class Throttle implements Disposable {
  private resting: Disposable | undefined;
  private isAsked = false;
  private isDisposed = false;

  constructor(
    private readonly clock: Clock,
    private readonly everyMs: number,
    private readonly run: () => void,
  ) {}

  ask(): void {
    this.isAsked = true;
    if (!this.resting) this.flush();
  }

  /** Runs a waiting request at once. */
  flush(): void {
    if (!this.isAsked || this.isDisposed) return;
    this.isAsked = false;
    this.resting?.dispose();
    this.resting = this.clock.after(this.everyMs, () => {
      this.resting = undefined;
      this.flush();
    });
    this.run();
  }

  dispose(): void {
    this.isDisposed = true;
    this.resting?.dispose();
  }
}
