/** Time, handed in so that tests do not wait. */
export interface Timers {
  /** Milliseconds since some moment. It never goes back. */
  now(): number;
  /** The computer's clock, in milliseconds since the epoch. Somebody may set it. */
  date(): number;
  /** Runs `fn` once after `ms` milliseconds. @returns cancels that */
  after(ms: number, fn: () => void): () => void;
}

export const browserTimers: Timers = {
  now: () => performance.now(),
  date: () => Date.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};
