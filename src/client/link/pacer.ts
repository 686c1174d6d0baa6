import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';

/**
 * Keeps a client to the server's rate (P-10.1), so that the server never has to stop reading it. One message less
 * than the server's burst is sent at once: its clock and ours need not agree.
 */
export class Pacer implements Disposable {
  private readonly capacity: number;
  private tokens: number;
  private filledAt: number;
  private timer: Disposable | undefined;

  /**
   * @param rate messages a second; 0 or undefined = no limit
   * @param burst messages at once
   * @param ready called once there is a token again after `take` said no
   */
  constructor(
    private readonly clock: Clock,
    private readonly rate: number | undefined,
    burst: number | undefined,
    private readonly ready: () => void,
  ) {
    this.capacity = Math.max(1, (burst ?? 1) - 1);
    this.tokens = this.capacity;
    this.filledAt = clock.now();
  }

  /** Whether one more message may go out now. */
  take(): boolean {
    if (!this.rate) return true;
    const now = this.clock.now();
    this.tokens = Math.min(this.capacity, this.tokens + ((now - this.filledAt) / 1000) * this.rate);
    this.filledAt = now;
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return true;
    }
    this.timer ??= this.clock.after(Math.ceil(((1 - this.tokens) / this.rate) * 1000), () => {
      this.timer = undefined;
      this.ready();
    });
    return false;
  }

  dispose(): void {
    this.timer?.dispose();
  }
}
