import { atMostSince } from '../../base/clock';
import { type Disposable, toDisposable } from '../../base/disposable';
import type { LinkContext } from './link';

/** How long nothing was heard of the server: it is asked when that is long, and gone when that does not help. */
export class LivenessMonitor implements Disposable {
  /** When the server was last heard, or began to have time to be heard. */
  private heardAt: number;
  /** How long it may be silent from then on. */
  private patienceMs: number;
  private timer: Disposable | undefined;

  /** @param ask asks the server for a sign of life @param gone it has not given one */
  constructor(
    private readonly context: Pick<LinkContext, 'clock' | 'timeouts'>,
    private readonly ask: () => void,
    private readonly gone: () => void,
  ) {
    this.heardAt = context.clock.now();
    this.patienceMs = context.timeouts.silenceMs;
  }

  /** How long it has lasted, in milliseconds. */
  get silentMs(): number {
    return this.context.clock.now() - this.heardAt;
  }

  heard(): void {
    this.heardAt = this.context.clock.now();
    this.patienceMs = this.context.timeouts.silenceMs;
  }

  /**
   * Looks a few times per `silenceMs` whether the server is still heard, asking it when not, and last when the time is
   * up. In steps, so that a computer that slept notices soon after it woke.
   */
  watch(): void {
    const { clock, timeouts } = this.context;
    const step = timeouts.silenceMs / 4;
    const waitMs = Math.min(step, this.patienceMs - this.silentMs);
    const passed = atMostSince(clock);
    this.timer?.dispose();
    this.timer = clock.after(waitMs, () => {
      // while this program slept or was frozen it could not hear the server
      if (passed() - waitMs > timeouts.wakeMs) {
        this.wantSoon();
        return;
      }
      if (this.silentMs >= this.patienceMs) {
        this.lookOnceMore();
        return;
      }
      if (this.silentMs >= step) this.ask();
      this.watch();
    });
  }

  /** Asks now. Not again while an answer is awaited: that would only put off the end. */
  probe(): void {
    if (this.patienceMs === this.context.timeouts.silenceMs) this.wantSoon();
  }

  dispose(): void {
    this.timer?.dispose();
  }

  /** A program that was busy may have come to this timer before what has long been there to be read: that is read first. */
  private lookOnceMore(): void {
    const read = setImmediate(() => {
      if (this.silentMs >= this.patienceMs) this.gone();
      else this.watch();
    });
    this.timer = toDisposable(() => clearImmediate(read));
  }

  /** Wants to hear the server soon. */
  private wantSoon(): void {
    const { clock, timeouts } = this.context;
    this.heardAt = clock.now();
    this.patienceMs = Math.min(timeouts.wakeMs, timeouts.silenceMs);
    this.ask();
    this.watch();
  }
}
