import { uptime } from 'node:os';
import { systemClock } from '../base/systemClock';

/**
 * Whether a process that ran with this id at `seenAt` may still run on this computer, under whatever account. After a
 * restart of the computer ids are given out again, so a process that was seen before it is gone.
 * @param seenAt milliseconds since the epoch, like `now`
 */
export function processAlive(pid: number, seenAt: number, now = systemClock.date()): boolean {
  if (seenAt < now - uptime() * 1000) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // of another account, or with more rights: it is there all the same
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
