// What is measured: each entry is one table cell, or one point of a curve, for every server that it names.

/**
 * `long`: left out by --quick.
 * @typedef {{ id: string, servers: readonly string[], long?: boolean }
 *   & ({ load: import('./load.mjs').Load } | { stored: number })} Scenario
 */

/** The same load goes on for so long before it counts: a young process measures its compiler. */
export const WARM_UP_SECONDS = 2;
const SECONDS = 2;
/** At 200 messages a second, some 1,600 latencies of each member. */
const PACED_SECONDS = 8;
/** Node compiles what was called often, which at that pace takes some ten seconds. */
const PACED_WARM_UP_SECONDS = 15;

export const PEERS = ['nats', 'redis', 'ngircd', 'inspircd', 'mosquitto', 'ws'];
/** Servers that do the least that can be done: on plain sockets, and in Node. */
export const LIMITS = ['c', 'node'];
const ALL = ['c', 'tilde', ...PEERS];
/** Also a bare server in Node that only writes: what Node itself costs. */
const WITH_NODE = [...LIMITS, 'tilde', ...PEERS];
const WITH_NATIVE = ['c', 'tilde', 'tilde-native', ...PEERS];
/** IRC's lines have 512 bytes; InspIRCd can be told otherwise. */
const LONG_LINES = ALL.filter((name) => name !== 'ngircd');

/** As fast as it goes, 128 messages on their way. */
const saturating = { bytes: 64, outstanding: 128, warmUp: WARM_UP_SECONDS, seconds: SECONDS };
/** One message on its way: nothing can be joined, what counts is the send. */
const oneAtATime = { ...saturating, outstanding: 1 };
/** What a busy room is like; latency counts from when each message was due. */
const paced = { bytes: 64, rate: 200, warmUp: PACED_WARM_UP_SECONDS, seconds: PACED_SECONDS };
/** Node gives back what a storm of joins took, in steps, when nothing has happened for half a minute. */
const IDLE_SECONDS = 40;
const hostile = { slow: 5, resetting: 5, junk: 5 };

/** @type {readonly Scenario[]} */
export const SCENARIOS = [
  { id: 'max64-10', servers: ALL, load: { members: 10, ...saturating } },
  { id: 'max64-50', servers: WITH_NATIVE, load: { members: 50, ...saturating } },
  { id: 'max64-200', servers: ALL, load: { members: 200, ...saturating } },
  { id: 'max64-1000', servers: ALL, load: { members: 1000, ...saturating } },
  { id: 'max64-500', servers: ['c', 'tilde'], long: true, load: { members: 500, ...saturating } },
  { id: 'max64-2000', servers: ['c', 'tilde'], long: true, load: { members: 2000, ...saturating } },
  { id: 'max64-5000', servers: ['c', 'tilde'], long: true, load: { members: 5000, ...saturating } },

  { id: 'one64-10', servers: WITH_NODE, load: { members: 10, ...oneAtATime } },
  { id: 'one64-50', servers: WITH_NODE, load: { members: 50, ...oneAtATime } },
  { id: 'one64-200', servers: WITH_NODE, load: { members: 200, ...oneAtATime } },
  { id: 'one64-1000', servers: WITH_NODE, load: { members: 1000, ...oneAtATime } },
  { id: 'one64-500', servers: ['c', 'tilde'], long: true, load: { members: 500, ...oneAtATime } },
  { id: 'one64-2000', servers: ['c', 'tilde'], long: true, load: { members: 2000, ...oneAtATime } },
  { id: 'one64-5000', servers: ['c', 'tilde'], long: true, load: { members: 5000, ...oneAtATime } },

  { id: 'pace64-50', servers: WITH_NATIVE, load: { members: 50, ...paced } },
  // a server that was started a moment ago
  {
    id: 'young-pace64-50',
    servers: ['c', 'tilde', 'tilde-native'],
    long: true,
    load: { members: 50, ...paced, warmUp: WARM_UP_SECONDS },
  },

  { id: 'max1k-50', servers: LONG_LINES, load: { members: 50, ...saturating, bytes: 1024, outstanding: 32 } },
  {
    id: 'max1k-1000',
    servers: LONG_LINES,
    load: { members: 1000, ...saturating, bytes: 1024, outstanding: 32 },
  },

  // with 10 % more members who do not read, and ten who do worse
  { id: 'hostile-pace64-50', servers: ['c', 'tilde', 'nats'], load: { members: 50, ...paced, ...hostile } },
  {
    id: 'hostile-max64-50',
    servers: ['c', 'tilde', 'nats'],
    load: { members: 50, ...saturating, ...hostile },
  },

  {
    id: 'idle-5000',
    servers: ['tilde'],
    load: { members: 5000, bytes: 64, seconds: 0, hold: IDLE_SECONDS },
  },
  // one message behind all the joins: who has it has been told of everybody
  {
    id: 'storm-1000',
    servers: ['tilde'],
    load: { members: 1000, bytes: 64, joinsAtOnce: 1000, hold: 0, seconds: 60, messages: 1 },
  },

  ...[10_000, 100_000, 1_000_000].map((messages) => ({
    id: `messages-${messages}`,
    servers: ['c', 'tilde'],
    long: messages > 100_000,
    load: { members: 50, ...saturating, seconds: 120, messages },
  })),
  ...[0, 20_000, 100_000, 1_000_000].map((stored) => ({
    id: `history-${stored}`,
    servers: ['tilde-native'],
    long: stored > 100_000,
    stored,
  })),
];

/**
 * The same scenario, only long enough to see that it works.
 * @param {Scenario} scenario
 * @returns {Scenario}
 */
export function shortened(scenario) {
  if (!('load' in scenario)) return scenario;
  const { load } = scenario;
  const seconds = load.messages === undefined && load.seconds ? { seconds: 0.5 } : {};
  return { ...scenario, load: { ...load, ...seconds, ...(load.warmUp && { warmUp: 0.3 }) } };
}
