/** Time, handed in so that tests need not wait for it. */
export interface Timers {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** What the computer's clock says, in milliseconds since the epoch; somebody may set it. */
  date(): number;
  /** Runs `fn` once after `ms` milliseconds, unless what it returns is called before. */
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
