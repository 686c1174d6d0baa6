import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { ConnectionError, ClientState, ClientTimeouts } from './types/clientTypes';

type Reconnecting = ClientState & { readonly kind: 'reconnecting' };

/** When to try again after a loss: with jitter, capped, at once on demand; while the host is away, only for so long. */
export class RetrySchedule implements Disposable {
  private attempts = 0;
  /** When the room last came back. */
  private backAt: number | undefined;
  private timer: Disposable | undefined;
  /** The host's goodbye and when it came; undefined once the room is back. */
  private away: { readonly since: number; readonly error: ConnectionError } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly timeouts: ClientTimeouts,
    private readonly attempt: () => void,
    private readonly random: () => number,
  ) {}

  /** @returns the state to be in until the next try; or the error to give up with */
  schedule(error: ConnectionError): Reconnecting | ConnectionError {
    const now = this.clock.now();
    if (error.kind === 'host-away') this.away ??= { since: now, error };
    if (this.away && now - this.away.since >= this.timeouts.hostAwayMs) return this.away.error;
    const { reconnectMinMs, reconnectMaxMs, hostAwayPauseMs } = this.timeouts;
    // a server that lets us in and soon ends the connection is not asked at once each time
    if (this.backAt !== undefined && now - this.backAt >= reconnectMaxMs) this.attempts = 0;
    this.backAt = undefined;
    const maxMs = this.away ? Math.min(reconnectMaxMs, hostAwayPauseMs) : reconnectMaxMs;
    this.attempts += 1;
    const pause = backoffMs(this.attempts, reconnectMinMs, maxMs, this.random());
    this.timer?.dispose();
    this.timer = this.clock.after(pause, () => this.tryNow());
    return {
      kind: 'reconnecting',
      error: this.away?.error ?? error,
      attempt: this.attempts,
      retryAt: this.clock.date() + pause,
    };
  }

  /** Cuts the pause short, if there is one. */
  tryNow(): void {
    if (!this.timer) return;
    this.timer.dispose();
    this.timer = undefined;
    this.attempt();
  }

  /** The room is back. Pauses are short again only if that lasts. */
  succeeded(): void {
    this.backAt = this.clock.now();
    this.away = undefined;
  }

  /** Begins anew. */
  reset(): void {
    this.attempts = 0;
    this.away = undefined;
  }

  dispose(): void {
    this.timer?.dispose();
    this.timer = undefined;
  }
}

/**
 * The pause before a reconnect, in milliseconds. It doubles with every attempt up to `maxMs`. Jitter takes up to half of
 * it away, so that the members of a room do not all come back at the same moment.
 * @param attempt 1 for the first
 * @param random from 0 up to 1
 */
export function backoffMs(attempt: number, minMs: number, maxMs: number, random: number): number {
  const full = Math.min(maxMs, minMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full * (1 - random / 2));
}
