// What was found, as Markdown.
import { median, problemsOf, ratio, ratiosOf, sizesOf, typical } from './evaluate.mjs';
import { SERVERS, baselineOf } from './servers.mjs';
import { TARGETS, judge } from './targets.mjs';

const MEMBERS = [10, 50, 200, 1000];
const NONE = '–';

/** @typedef {import('./evaluate.mjs').Results} Results */

/** @param {number | undefined} value @param {string} [unit] */
function shown(value, unit = '') {
  if (value === undefined) return NONE;
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const number = value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
  return unit === '' ? number : `${number} ${unit}`;
}

const label = (/** @type {string} */ server) => SERVERS[server]?.label ?? server;

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
const table = (head, rows) =>
  [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

/** From the lowest to the highest of all rounds. @param {readonly number[]} values */
const range = (values) => `${shown(Math.min(...values))} – ${shown(Math.max(...values))} (${values.length})`;

/** Every target that was looked at, what was measured, and whether it is met. @param {Results} results */
export function targetTable(results) {
  const scenarios = new Set(results.runs.map(({ scenario }) => scenario));
  const rows = TARGETS.filter(({ scenario }) => scenarios.has(scenario)).map((target) => {
    const { values, value, to, met } = judge(results, target);
    const wanted =
      'atLeast' in target
        ? `≥ ${shown(target.atLeast, target.unit)}`
        : `≤ ${shown(target.atMost, target.unit)}`;
    const verdict = value === undefined ? 'not measured' : met ? 'met' : '**not met**';
    const measured = shown(value, target.unit) + (to ? ` (${label(to)})` : '');
    return [target.what, wanted, measured, values.length > 1 ? range(values) : NONE, verdict];
  });
  return table(['', 'target', 'measured', 'from – to (rounds)', ''], rows);
}

/**
 * Deliveries for each second of CPU as a ratio to C, for every server and number of members.
 * @param {Results} results
 * @param {string} kind of scenario
 * @param {readonly number[]} members
 */
export function ratioTable(results, kind, members = MEMBERS) {
  const rows = Object.keys(SERVERS).map((server) => {
    const cells = members.map((n) => {
      const scenario = `${kind}-${n}`;
      return ratio(results, { scenario, server }, { scenario, server: 'c' }, 'perCpuSecond');
    });
    return { server, cells };
  });
  // no row for what was measured at one size only
  const measured = rows.filter(({ cells }) => cells.filter((cell) => cell !== undefined).length > 1);
  measured.sort((a, b) => (b.cells.at(-1) ?? 0) - (a.cells.at(-1) ?? 0));
  return table(
    ['', ...members.map((n) => `N=${n.toLocaleString('en')}`)],
    measured.map(({ server, cells }) => [label(server), ...cells.map((cell) => shown(cell))]),
  );
}

/**
 * Latencies in microseconds.
 * @param {Results} results
 * @param {string} scenario
 */
export function latencyTable(results, scenario) {
  const quantiles = { p50Us: 'p50', p99Us: 'p99', p999Us: 'p99.9', maxUs: 'longest' };
  const rows = Object.keys(SERVERS).flatMap((server) => {
    const values = Object.keys(quantiles).map((measure) => typical(results, { scenario, server }, measure));
    return values[0] === undefined ? [] : [{ server, values }];
  });
  rows.sort((a, b) => (a.values[1] ?? 0) - (b.values[1] ?? 0));
  return table(
    ['', ...Object.values(quantiles)],
    rows.map(({ server, values }) => [label(server), ...values.map((value) => shown(value))]),
  );
}

/** What our server's writes hold and cost, as fast as it goes. @param {Results} results */
export function writesTable(results) {
  const members = sizesOf(results, 'max64');
  const row = (/** @type {string} */ what, /** @type {string} */ measure, unit = 1) => [
    what,
    ...members.map((n) => {
      const value = typical(results, { scenario: `max64-${n}`, server: 'tilde' }, measure);
      return shown(value === undefined ? value : value * unit);
    }),
  ];
  return table(
    ['', ...members.map((n) => `N=${n.toLocaleString('en')}`)],
    [
      row('messages in a write', 'deliveriesPerWrite'),
      row('all CPU, for each write, µs', 'usPerWrite'),
      row('all CPU, for each delivery, ns', 'usPerDelivery', 1000),
    ],
  );
}

/** What a history of so many events costs. @param {Results} results */
export function storedTable(results) {
  const measures = {
    startMs: 'start, ms',
    unindexedStartMs: 'start without an index, ms',
    startedKib: 'memory, MiB',
    echoMs: 'echo, ms',
    newestPageMs: 'newest page, ms',
    oldestPageMs: 'oldest page, ms',
    resumeMs: 'fetching 10,000 missed, ms',
    allPagesMs: 'every page, ms',
  };
  const rows = sizesOf(results, 'history').map((stored) => {
    const scenario = `history-${stored}`;
    const cells = Object.keys(measures).map((measure) => {
      const value = typical(results, { scenario, server: 'tilde-native' }, measure);
      return shown(measure === 'startedKib' && value !== undefined ? value / 1024 : value);
    });
    return [stored.toLocaleString('en'), ...cells];
  });
  return table(['events stored', ...Object.values(measures)], rows);
}

/**
 * Our server beside its baseline in the same rounds, as ratios: by CPU more is better, by latency less.
 * @param {Results} results
 */
export function baselineTable(results) {
  const measures = { perCpuSecond: 'deliveries for each second of CPU', p50Us: 'p50', p99Us: 'p99' };
  const scenarios = [...new Set(results.runs.map(({ scenario }) => scenario))];
  const rows = scenarios.flatMap((scenario) =>
    ['tilde', 'tilde-native'].flatMap((server) =>
      Object.entries(measures).flatMap(([measure, what]) => {
        const baseline = { scenario, server: baselineOf(server) };
        const ratios = ratiosOf(results, { scenario, server }, baseline, measure);
        if (ratios.length === 0) return [];
        return [[`${scenario}, ${label(server)}`, what, shown(median(ratios)), range(ratios)]];
      }),
    ),
  );
  return table(['', 'measure', 'to the baseline', 'from – to (rounds)'], rows);
}

/** Where and when. @param {Results} results */
export function machineLine({ date, machine, rounds }) {
  const { cpu, cores, kernel, node } = machine;
  return `Measured on ${date}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'} or more: ${cpu}, ${cores} cores, Linux ${kernel}, Node ${node}.`;
}

/** Runs that do not count. @param {Results} results @returns {string[]} */
export const faultLines = ({ runs }) =>
  runs
    .map((run) => ({ run, problems: problemsOf(run) }))
    .filter(({ problems }) => problems !== '')
    .map(({ run, problems }) => `${run.scenario}, ${label(run.server)}, round ${run.round}: ${problems}`);
