import type { Clock } from '../../base/clock';
import { type Disposable, toDisposable } from '../../base/disposable';

/**
 * Runs `fn` once `ms` milliseconds later, and not before what had come by then was read: a program that stood still
 * meanwhile comes to its timers first, and would take for silence what it has only not heard yet.
 */
export function afterReading(clock: Clock, ms: number, fn: () => void): Disposable {
  let read: NodeJS.Immediate | undefined;
  const timer = clock.after(ms, () => {
    // the event loop reads between two of them, wherever it is now
    read = setImmediate(() => {
      read = setImmediate(fn);
    });
  });
  return toDisposable(() => {
    timer.dispose();
    clearImmediate(read);
  });
}
