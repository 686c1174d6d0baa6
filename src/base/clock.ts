import type { Disposable } from './disposable';

/** Time, handed in so that tests need not wait for it. */
export interface Clock {
  /**
   * Milliseconds since some moment, for durations. Nobody can set it, it never goes back, and it runs on while the
   * computer sleeps.
   */
  now(): number;
  /**
   * The computer's clock, in milliseconds since the epoch, for dates that are shown or stored, never for durations. It may
   * be wrong, and may be set forward or back at any time.
   */
  date(): number;
  /** Runs `fn` once after the computer was awake for `ms` milliseconds, unless disposed before. */
  after(ms: number, fn: () => void): Disposable;
}

/** Resolves `ms` milliseconds later. */
export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => clock.after(ms, resolve));

/** Waits for `work`, `ms` milliseconds at most. Rejects as `work` does. */
export async function waitAtMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  let timer: Disposable | undefined;
  const late = new Promise<void>((resolve) => (timer = clock.after(ms, resolve)));
  await Promise.race([work, late]).finally(() => timer?.dispose());
}

/** What `work` gives; `late` where that takes too long. @throws what `work` rejects with */
export async function answerWithin<T, L>(
  clock: Clock,
  ms: number,
  work: Promise<T>,
  late: L,
): Promise<T | L> {
  let answer: T | L = late;
  await waitAtMost(
    clock,
    ms,
    work.then((value) => (answer = value)),
  );
  return answer;
}

/**
 * Begins to measure. The function it returns says how many milliseconds have passed, and errs on the long side: a virtual
 * machine that stood still can tell only by its date. Use it only where a clock that was set does no harm.
 */
export function atMostSince(clock: Clock): () => number {
  const [now, date] = [clock.now(), clock.date()];
  return () => Math.max(clock.now() - now, clock.date() - date);
}
