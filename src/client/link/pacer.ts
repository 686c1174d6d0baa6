import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { TokenBucket } from '../../base/tokenBucket';

/**
 * Keeps a client to the server's rate (P-10.1), so that the server never has to stop reading it. At once it sends one
 * message less than the server's burst, because the two clocks need not agree.
 */
export class Pacer implements Disposable {
  private readonly bucket: TokenBucket;
  private timer: Disposable | undefined;

  /**
   * @param rate messages a second; 0 = no limit
   * @param burst messages at once
   * @param ready called once there is a token again after `take` said no
   */
  constructor(
    private readonly clock: Clock,
    rate = 0,
    burst = 1,
    private readonly ready: () => void,
  ) {
    this.bucket = new TokenBucket(rate, Math.max(1, burst - 1), clock.now());
  }

  /** Whether one more message may go out now. */
  take(): boolean {
    const waitMs = this.bucket.waitMs(this.clock.now());
    if (waitMs === 0) {
      this.bucket.take();
      return true;
    }
    this.timer ??= this.clock.after(waitMs, () => {
      this.timer = undefined;
      this.ready();
    });
    return false;
  }

  dispose(): void {
    this.timer?.dispose();
  }
}
