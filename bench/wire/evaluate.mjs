// From runs to figures: always a ratio within one round, and the median over all rounds.
import { faultsOf } from './load.mjs';

/**
 * One measurement of one server in one round; figures of load.mjs or stored.mjs besides.
 * @typedef {{ round: number, scenario: string, server: string, error?: string, [figure: string]: any }} Run
 *
 * @typedef {{ date: string, machine: Record<string, string | number>, rounds: number, runs: Run[] }} Results
 *
 * What is compared.
 * @typedef {{ scenario: string, server: string }} Subject
 */

/** What one run shows, by name; besides its figures. @type {Record<string, (run: Run) => number>} */
const MEASURES = {
  /** The headline: messages that reached a member, for each second of the server's CPU. */
  perCpuSecond: (run) => run['deliveries'] / run['serverCpuSeconds'],
  usPerDelivery: (run) => (run['serverCpuSeconds'] * 1e6) / run['deliveries'],
  usPerWrite: (run) => (run['serverCpuSeconds'] * 1e6) / run['serverWrites'],
  deliveriesPerWrite: (run) => run['deliveries'] / run['serverWrites'],
  kibPerMember: (run) => (run['joinedKib'] - run['beforeKib']) / run['joined'],
  joinedSeconds: (run) => run['joinSeconds'] + run['seconds'],
};

/** Faults of a run in words; empty if there is none. @param {Run} run */
export function problemsOf(run) {
  if (run.error !== undefined) return run.error;
  return 'end' in run ? faultsOf(/** @type {any} */ (run)) : '';
}

/**
 * @param {Run} run
 * @param {string} measure
 * @returns {number}
 */
const valueOf = (run, measure) => MEASURES[measure]?.(run) ?? run[measure];

/**
 * @param {Results} results
 * @param {Subject} subject
 * @returns {Map<number, Run>} faultless runs by round
 */
function runsOf({ runs }, { scenario, server }) {
  const own = runs.filter(
    (run) => run.scenario === scenario && run.server === server && problemsOf(run) === '',
  );
  return new Map(own.map((run) => [run.round, run]));
}

/**
 * The sizes at which a kind of scenario was measured, from the smallest on: the numbers behind `kind-`.
 * @param {Results} results
 * @param {string} kind
 */
export function sizesOf({ runs }, kind) {
  const own = runs.filter(({ scenario }) => scenario.startsWith(`${kind}-`));
  const sizes = new Set(own.map(({ scenario }) => Number(scenario.slice(kind.length + 1))));
  return [...sizes].sort((a, b) => a - b);
}

/** @param {readonly number[]} values @returns {number | undefined} */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/**
 * What was measured, by round.
 * @param {Results} results
 * @param {Subject} subject
 * @param {string} measure
 */
export const valuesOf = (results, subject, measure) =>
  [...runsOf(results, subject).values()].map((run) => valueOf(run, measure)).filter(Number.isFinite);

/**
 * The median of what was measured.
 * @param {Results} results
 * @param {Subject} subject
 * @param {string} measure
 */
export const typical = (results, subject, measure) => median(valuesOf(results, subject, measure));

/**
 * The ratios of what was measured in the same round.
 * @param {Results} results
 * @param {Subject} subject
 * @param {Subject} other
 * @param {string} measure
 */
export function ratiosOf(results, subject, other, measure) {
  const others = runsOf(results, other);
  const ratios = [];
  for (const [round, run] of runsOf(results, subject)) {
    const beside = others.get(round);
    if (beside) ratios.push(valueOf(run, measure) / valueOf(beside, measure));
  }
  return ratios.filter(Number.isFinite);
}

/**
 * The median of the ratios that were measured in the same round.
 * @param {Results} results
 * @param {Subject} subject
 * @param {Subject} other
 * @param {string} measure
 */
export const ratio = (results, subject, other, measure) => median(ratiosOf(results, subject, other, measure));
