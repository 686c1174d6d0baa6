import { atMostSince } from '../../base/clock';
import { type Disposable, toDisposable } from '../../base/disposable';
import type { LinkContext } from './link';

/** Watches how long the server has been silent: asks it for a sign of life, and gives it up if none comes. */
export class LivenessMonitor implements Disposable {
  /** When the server was last heard, or was last given time to be. */
  private heardAt: number;
  /** How long it may be silent from then on, in milliseconds. */
  private patienceMs: number;
  private timer: Disposable | undefined;

  /** @param ask asks the server for a sign of life @param gone called when none comes */
  constructor(
    private readonly context: Pick<LinkContext, 'clock' | 'timeouts'>,
    private readonly ask: () => void,
    private readonly gone: () => void,
  ) {
    this.heardAt = context.clock.now();
    this.patienceMs = context.timeouts.silenceMs;
  }

  /** How long the server has been silent, in milliseconds. */
  get silentMs(): number {
    return this.context.clock.now() - this.heardAt;
  }

  heard(): void {
    this.heardAt = this.context.clock.now();
    this.patienceMs = this.context.timeouts.silenceMs;
  }

  /**
   * Checks a few times per `silenceMs`, and when the time is up. If the server is silent it is asked. The steps are short
   * so that a computer that slept notices soon after it wakes.
   */
  watch(): void {
    const { clock, timeouts } = this.context;
    const step = timeouts.silenceMs / 4;
    const waitMs = Math.min(step, this.patienceMs - this.silentMs);
    const passed = atMostSince(clock);
    this.timer?.dispose();
    this.timer = clock.after(waitMs, () => {
      // while this program slept or stood still it could not hear the server
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

  /** Asks now, unless an answer is awaited already: asking again would only put off the end. */
  probe(): void {
    if (this.patienceMs === this.context.timeouts.silenceMs) this.wantSoon();
  }

  dispose(): void {
    this.timer?.dispose();
  }

  /** Reads first what has arrived: a program that was busy runs this timer before it reads. */
  private lookOnceMore(): void {
    const read = setImmediate(() => {
      if (this.silentMs >= this.patienceMs) this.gone();
      else this.watch();
    });
    this.timer = toDisposable(() => clearImmediate(read));
  }

  /** Asks now, and gives the server only `wakeMs` to answer. */
  private wantSoon(): void {
    const { clock, timeouts } = this.context;
    this.heardAt = clock.now();
    this.patienceMs = Math.min(timeouts.wakeMs, timeouts.silenceMs);
    this.ask();
    this.watch();
  }
}
