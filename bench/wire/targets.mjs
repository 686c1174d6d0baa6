// What is to be reached, and whether it is.
import { median, ratiosOf, valuesOf } from './evaluate.mjs';
import { PEERS } from './scenarios.mjs';

/**
 * `server`: tilde, if nothing is said. `against`: a ratio to these servers (the least favourable counts), in the same
 * scenario or in `of`. `unit` belongs to the measured value.
 * @typedef {{ what: string, scenario: string, server?: string, measure: string, against?: readonly string[],
 *   of?: string, unit?: string } & ({ atLeast: number } | { atMost: number })} Target
 */

const C = ['c'];
const SATURATING = Object.entries({ 10: 0.6, 50: 0.85, 200: 0.9, 1000: 1 });
const ONE_AT_A_TIME = Object.entries({ 10: 0.6, 50: 0.65, 200: 0.65, 1000: 0.7 });
const perCpuSecond = { measure: 'perCpuSecond' };
/** Nagle's algorithm waits for the other side's delayed acknowledgement: some 40 ms. */
const NO_TAIL = { measure: 'p999Us', unit: 'µs', atMost: 20_000 };

/** @type {readonly Target[]} */
export const TARGETS = [
  ...SATURATING.map(([n, atLeast]) => ({
    ...{ what: `saturating, N=${n}, to C`, scenario: `max64-${n}`, ...perCpuSecond, against: C, atLeast },
  })),
  ...SATURATING.map(([n]) => ({
    ...{ what: `saturating, N=${n}, to the best peer`, scenario: `max64-${n}`, ...perCpuSecond },
    ...{ against: PEERS, atLeast: 1 },
  })),
  ...ONE_AT_A_TIME.map(([n, atLeast]) => ({
    ...{ what: `one at a time, N=${n}, to C`, scenario: `one64-${n}`, ...perCpuSecond, against: C, atLeast },
  })),
  ...ONE_AT_A_TIME.flatMap(([n]) => [
    {
      what: `one at a time, N=${n}, to NATS`,
      scenario: `one64-${n}`,
      ...perCpuSecond,
      against: ['nats'],
      atLeast: 0.95,
    },
    {
      ...{ what: `one at a time, N=${n}, to Mosquitto and ws`, scenario: `one64-${n}`, ...perCpuSecond },
      ...{ against: ['mosquitto', 'ws'], atLeast: 1 },
    },
  ]),
  { what: 'paced, N=50: p99, to C', scenario: 'pace64-50', measure: 'p99Us', against: C, atMost: 2 },
  { what: 'paced, N=50: p99.9', scenario: 'pace64-50', ...NO_TAIL },
  { what: 'one at a time, N=50: p99.9', scenario: 'one64-50', ...NO_TAIL },
  { what: '1 KiB, saturating, N=50, to C', scenario: 'max1k-50', ...perCpuSecond, against: C, atLeast: 0.85 },
  {
    what: '1 KiB, saturating, N=1000, to C',
    scenario: 'max1k-1000',
    ...perCpuSecond,
    against: C,
    atLeast: 0.85,
  },
  {
    ...{ what: 'native and stored, saturating, N=50, to line', scenario: 'max64-50', server: 'tilde-native' },
    ...{ ...perCpuSecond, against: ['tilde'], atLeast: 0.5 },
  },
  {
    ...{ what: 'native and stored, paced, N=50: p99, to C', scenario: 'pace64-50', server: 'tilde-native' },
    ...{ measure: 'p99Us', against: C, atMost: 3 },
  },
  { what: 'an idle member of 5,000', scenario: 'idle-5000', measure: 'kibPerMember', unit: 'KiB', atMost: 7 },
  { what: '1,000 join at once', scenario: 'storm-1000', measure: 'joinedSeconds', unit: 's', atMost: 3 },
  {
    ...{ what: 'hostile members, paced: p99 of the others, to the quiet run', scenario: 'hostile-pace64-50' },
    ...{ measure: 'p99Us', against: ['tilde'], of: 'pace64-50', atMost: 2 },
  },
  {
    ...{
      what: 'hostile members, saturating: p99 of the others, to the quiet run',
      scenario: 'hostile-max64-50',
    },
    ...{ measure: 'p99Us', against: ['tilde'], of: 'max64-50', atMost: 2 },
  },
  ...Object.entries({ max64: 'saturating', one64: 'one at a time' }).map(([kind, how]) => ({
    ...{ what: `linear in members, ${how}: CPU for a delivery, N=5000 to N=1000`, scenario: `${kind}-5000` },
    ...{ measure: 'usPerDelivery', against: ['tilde'], of: `${kind}-1000`, atMost: 1.2 },
  })),
  {
    ...{ what: 'linear in messages: CPU for a delivery, 1,000,000 to 100,000', scenario: 'messages-1000000' },
    ...{ measure: 'usPerDelivery', against: ['tilde'], of: 'messages-100000', atMost: 1.2 },
  },
  ...Object.entries({
    startMs: 'start of the server',
    startedKib: 'memory after the start',
    newestPageMs: 'newest page',
    oldestPageMs: 'oldest page',
    resumeMs: '10,000 missed',
  }).map(([measure, what]) => ({
    ...{ what: `flat in the history: ${what}, 1,000,000 stored to 20,000`, scenario: 'history-1000000' },
    ...{ server: 'tilde-native', measure, against: ['tilde-native'], of: 'history-20000', atMost: 2 },
  })),
];

/**
 * @param {import('./evaluate.mjs').Results} results
 * @param {Target} target
 * @returns {{ values: readonly number[], value: number | undefined, to?: string, met: boolean }} each round's value and
 *   their median; `to`: the least favourable of several
 */
export function judge(results, target) {
  const subject = { scenario: target.scenario, server: target.server ?? 'tilde' };
  const isMet = (/** @type {number} */ value) =>
    'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
  if (!target.against) {
    const values = valuesOf(results, subject, target.measure);
    const value = median(values);
    return { values, value, met: value !== undefined && isMet(value) };
  }
  const ratios = target.against.flatMap((server) => {
    const other = { scenario: target.of ?? target.scenario, server };
    const values = ratiosOf(results, subject, other, target.measure);
    const value = median(values);
    return value === undefined ? [] : [{ values, value, to: server }];
  });
  ratios.sort((a, b) => ('atLeast' in target ? a.value - b.value : b.value - a.value));
  const [worst] = ratios;
  if (!worst) return { values: [], value: undefined, met: false };
  const { values, value, to } = worst;
  return { values, value, met: isMet(value), ...(target.against.length > 1 && { to }) };
}
