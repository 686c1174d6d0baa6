import type { Clock } from '../../base/clock';
import { type Disposable, toDisposable } from '../../base/disposable';

/**
 * Runs `fn` once after `ms` milliseconds, but not before everything that arrived by then was read. A program that stood
 * still runs its timers first, and would take for silence what it has only not read yet.
 */
export function afterReading(clock: Clock, ms: number, fn: () => void): Disposable {
  let read: NodeJS.Immediate | undefined;
  const timer = clock.after(ms, () => {
    // between two immediates the event loop reads, wherever it is now
    read = setImmediate(() => {
      read = setImmediate(fn);
    });
  });
  return toDisposable(() => {
    timer.dispose();
    clearImmediate(read);
  });
}
