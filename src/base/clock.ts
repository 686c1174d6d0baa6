import type { Disposable } from './disposable';

/** Time, handed in so that tests need not wait for it. */
export interface Clock {
  /**
   * Milliseconds since some moment: for whatever lasts. Nobody can set it, it never goes back, and it goes on while the
   * computer sleeps.
   */
  now(): number;
  /**
   * The computer's clock, in milliseconds since the epoch: for dates that are shown or kept, never for how long
   * something lasts. It may be wrong, and set at any time, either way.
   */
  date(): number;
  /** Runs `fn` once after `ms` milliseconds that the computer is awake, unless disposed before. */
  after(ms: number, fn: () => void): Disposable;
}

/** Resolves `ms` milliseconds later. */
export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => clock.after(ms, resolve));

/**
 * Begins to measure. What it returns says how many milliseconds have passed since, and errs on the long side: a virtual
 * machine that stood still sees that only by its date. For what does no harm when somebody has set the clock.
 */
export function atMostSince(clock: Clock): () => number {
  const [now, date] = [clock.now(), clock.date()];
  return () => Math.max(clock.now() - now, clock.date() - date);
}
