import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { ConnectionError, ClientState, ClientTimeouts } from './types/clientTypes';

type Reconnecting = ClientState & { readonly kind: 'reconnecting' };

/** Which part of the time away the next pause is: who is back is found back after a tenth of the absence more. */
const SHARE = 1 / 10;

/** What merely says that nobody is there; it says less than the goodbye of the host. */
const NOBODY_THERE = new Set<ConnectionError['kind']>([
  'refused',
  'not-found',
  'timeout',
  'unreachable',
  'lost',
]);

/** When to try again after a loss: soon at first, then ever more rarely, for as long as it takes; at once on demand. */
export class RetrySchedule implements Disposable {
  private attempts = 0;
  /** Since when the pauses have been growing. */
  private growingSince: number | undefined;
  /** The date of the loss; undefined while the room is there. */
  private lostAt: number | undefined;
  /** When the room last came back. */
  private backAt: number | undefined;
  private timer: Disposable | undefined;
  /** The host's goodbye; undefined once the room is back. */
  private goodbye: ConnectionError | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly timeouts: ClientTimeouts,
    private readonly attempt: () => void,
    private readonly random: () => number,
  ) {}

  /** @returns the state to be in until the next try */
  schedule(error: ConnectionError): Reconnecting {
    const now = this.clock.now();
    // a server that lets us in and soon ends the connection is not asked at once each time
    if (this.backAt !== undefined && now - this.backAt >= this.timeouts.settledMs) this.reset();
    this.backAt = undefined;
    if (error.kind === 'host-away') this.goodbye ??= error;
    this.growingSince ??= now;
    this.lostAt ??= this.clock.date();
    this.attempts += 1;
    const pause = pauseMs(this.attempts, now - this.growingSince, this.timeouts, this.random());
    this.timer?.dispose();
    this.timer = this.clock.after(pause, () => this.endPause());
    return {
      kind: 'reconnecting',
      error: NOBODY_THERE.has(error.kind) ? (this.goodbye ?? error) : error,
      since: this.lostAt,
      attempt: this.attempts,
      retryAt: this.clock.date() + pause,
    };
  }

  /** Somebody has reason to hope: cuts the pause short, if there is one, and lets pauses grow anew. */
  tryNow(): void {
    // also where a try is under way: it began before there was hope, and may fail
    this.growingSince = this.clock.now();
    if (this.timer) this.endPause();
  }

  /** The room is back. Pauses are short again only if that lasts. */
  succeeded(): void {
    this.backAt = this.clock.now();
    this.lostAt = undefined;
    this.goodbye = undefined;
  }

  /** Forgets all that was before. */
  reset(): void {
    this.attempts = 0;
    this.growingSince = undefined;
    this.lostAt = undefined;
    this.backAt = undefined;
    this.goodbye = undefined;
  }

  dispose(): void {
    this.timer?.dispose();
    this.timer = undefined;
  }

  private endPause(): void {
    this.dispose();
    this.attempt();
  }
}

/**
 * The pause before a reconnect, in milliseconds. It doubles with every attempt up to `reconnectSoonMs`, and later is a
 * tenth of the time away, up to `reconnectMaxMs`. Jitter takes up to half of it away, so that the members of a room do not
 * all come back at the same moment.
 * @param attempt 1 for the first
 * @param awayMs how long the room has been away, or since when there was reason to hope
 * @param random from 0 up to 1
 */
export function pauseMs(
  attempt: number,
  awayMs: number,
  { reconnectMinMs, reconnectSoonMs, reconnectMaxMs }: ClientTimeouts,
  random: number,
): number {
  const first = Math.min(
    reconnectMinMs * 2 ** Math.min(attempt - 1, 30),
    Math.max(reconnectMinMs, reconnectSoonMs),
  );
  const full = Math.min(reconnectMaxMs, Math.max(first, awayMs * SHARE));
  return Math.round(full * (1 - random / 2));
}
