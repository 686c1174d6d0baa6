import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { ConnectionError, ClientState, ClientTimeouts } from './types/clientTypes';

type Reconnecting = ClientState & { readonly kind: 'reconnecting' };

/** When to try again after a loss: jittered, capped, at once when asked; for a host that is away only so long. */
export class RetrySchedule implements Disposable {
  private attempts = 0;
  /** When the room came back last. */
  private backAt: number | undefined;
  private timer: Disposable | undefined;
  /** The host's goodbye and when it came, until the room is back. */
  private away: { readonly since: number; readonly error: ConnectionError } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly timeouts: ClientTimeouts,
    private readonly attempt: () => void,
    private readonly random: () => number,
  ) {}

  /** @returns how one waits now; or, when there is nothing to wait for any more, why */
  schedule(error: ConnectionError): Reconnecting | ConnectionError {
    const now = this.clock.now();
    if (error.kind === 'host-away') this.away ??= { since: now, error };
    if (this.away && now - this.away.since >= this.timeouts.hostAwayMs) return this.away.error;
    const { reconnectMinMs, reconnectMaxMs, hostAwayPauseMs } = this.timeouts;
    // a server that lets one in only to end the connection is not asked at once each time
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

  /** The room is back; only where that lasts, the pauses are short again. */
  succeeded(): void {
    this.backAt = this.clock.now();
    this.away = undefined;
  }

  /** It is another beginning. */
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
 * The pause before a reconnect, in milliseconds: doubles with every attempt up to `maxMs`. Jitter takes up to half of
 * it away, so that the members of a room that went away do not all come back at once.
 * @param attempt 1 for the first
 * @param random from 0 up to 1
 */
export function backoffMs(attempt: number, minMs: number, maxMs: number, random: number): number {
  const full = Math.min(maxMs, minMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full * (1 - random / 2));
}
