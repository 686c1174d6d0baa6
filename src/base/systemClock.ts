import { uptime } from 'node:os';
import type { Clock } from './clock';
import { toDisposable } from './disposable';

/** How often the clock checks whether the computer slept, in milliseconds. */
const LOOK_EVERY_MS = 1000;
/** A shorter gap is no sleep: some systems know their uptime only to the second. */
const LEAST_SLEEP_MS = 2000;

/**
 * A clock that runs on in sleep, made from one that may stand still then and one that does not.
 * @param awakeMs precise, and cheap to read
 * @param sinceBootMs coarse or expensive; NaN if it is not known
 */
export function countingSleep(awakeMs: () => number, sinceBootMs: () => number): () => number {
  let sleptMs = 0;
  let lookedAt = awakeMs();
  let bootAt = sinceBootMs();
  return () => {
    const now = awakeMs();
    if (now - lookedAt >= LOOK_EVERY_MS) {
      const boot = sinceBootMs();
      const missedMs = boot - bootAt - (now - lookedAt);
      if (missedMs >= LEAST_SLEEP_MS) sleptMs += missedMs;
      [lookedAt, bootAt] = [now, boot];
    }
    return now + sleptMs;
  };
}

const awakeMs = () => performance.now();

/** On macOS, libuv's monotonic clock runs on in sleep, and its uptime is made from the date. */
function sinceBootMs(): number {
  try {
    return process.platform === 'darwin' ? NaN : uptime() * 1000;
  } catch {
    return NaN; // not known in this sandbox
  }
}

export const systemClock: Clock = {
  now: countingSleep(awakeMs, sinceBootMs),
  // no date on the wire or in a file is before 1970
  date: () => Math.max(0, Date.now()),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return toDisposable(() => clearTimeout(timer));
  },
};
