// Which steps of npm test run side by side.

/** @typedef {import('./testSteps.mjs').Step} Step */
/** @typedef {Pick<Step, 'load' | 'reads' | 'writes'>} Work */

/**
 * Whether `work` may run beside what is running: the cores suffice, and neither writes what the other reads or writes.
 * Whatever takes more than there is runs by itself.
 * @param {Work} work
 * @param {readonly Work[]} running
 * @param {{ cores: number, lanes?: number }} bounds `lanes`: no more steps than that side by side
 */
export function mayStart(work, running, { cores, lanes = Infinity }) {
  if (running.length === 0) return true;
  if (running.length >= lanes) return false;
  const load = running.reduce((sum, other) => sum + other.load, work.load);
  return load <= cores * 100 && !running.some((other) => clash(work, other) || clash(other, work));
}

/**
 * @param {Work} one
 * @param {Work} other
 */
const clash = ({ writes }, other) =>
  writes !== undefined && (writes === other.writes || writes === other.reads);

/**
 * Runs all of it, in its order as far as {@link mayStart} lets it. Rejects when `run` does.
 * @template {Work} W
 * @param {readonly W[]} all
 * @param {{ cores: number, lanes?: number }} bounds
 * @param {(work: W) => Promise<unknown>} run
 * @param {(work: W) => boolean} [isReady] whether it may start at all by now; asked again whenever something has ended
 */
export async function runAll(all, bounds, run, isReady = () => true) {
  const waiting = [...all];
  /** @type {Map<W, Promise<unknown>>} */
  const running = new Map();
  for (;;) {
    const at = waiting.findIndex((work) => isReady(work) && mayStart(work, [...running.keys()], bounds));
    const work = waiting[at];
    if (work) {
      waiting.splice(at, 1);
      running.set(
        work,
        run(work).finally(() => running.delete(work)),
      );
    } else if (running.size > 0) await Promise.race(running.values());
    else return;
  }
}
