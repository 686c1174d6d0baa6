import { uptime } from 'node:os';
import { systemClock } from '../base/systemClock';

/**
 * Whether the process of that number that ran at `seenAt` may still run on this computer, whoever's it is. Numbers are
 * given out again after a restart of the computer: what was seen before it is gone.
 * @param seenAt milliseconds since the epoch, as `now`
 */
export function processAlive(pid: number, seenAt: number, now = systemClock.date()): boolean {
  if (seenAt < now - uptime() * 1000) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // somebody else's, or one with more rights: it is there all the same
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
