// npm run bench:wire: measures our server beside its peers and beside the practical limit, and says what is reached.
//   -- --only max64-50,one64    only these scenarios, or kinds of them
//   -- --against c,nats         only these servers, besides ours
//   -- --rounds N               5, if nothing is said
//   -- --quick                  one short round, to see that it works
//   -- --baseline FILE          also another build's dist/server.js, and how ours compares with it
//   -- --add FILE               more rounds of a part, for these results: where the machine was not quiet
//   -- --draw FILE              measures nothing: plots and tables from these results
// A whole run, of five rounds or more, is kept in bench/results and drawn into the docs, and so is what is added to one; any
// other only in the cache. Linux only.
import { rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from '../scripts/bootstrap.mjs';
import { Children } from '../scripts/children.mjs';
import { ROOT } from '../scripts/paths.mjs';
import { problemsOf } from './wire/evaluate.mjs';
import { build, installPeers } from './wire/install.mjs';
import { measureLoad } from './wire/load.mjs';
import { LAST_RESULTS, RESULTS, RUN } from './wire/paths.mjs';
import { LIMITS, SCENARIOS, shortened } from './wire/scenarios.mjs';
import { checkGenerator } from './wire/selfCheck.mjs';
import { SERVERS, addBaseline, baselineOf, serverNamed } from './wire/servers.mjs';
import { measureStored } from './wire/stored.mjs';
import { baselineTable, faultLines, machineLine, targetTable } from './wire/tables.mjs';

const ROUNDS = 5;
const OURS = ['tilde', 'tilde-native'];

const children = new Children();

/** Ends all that was started here. @param {number} code */
async function end(code) {
  await children.stop();
  // at once: nothing more may be started
  rmSync(RUN, { recursive: true, force: true });
  process.exit(code);
}

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    against: { type: 'string' },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    baseline: { type: 'string' },
    add: { type: 'string' },
    draw: { type: 'string' },
  },
});
if (flags.baseline !== undefined) addBaseline(path.resolve(flags.baseline));
const isWhole =
  flags.baseline === undefined &&
  flags.only === undefined &&
  flags.against === undefined &&
  !flags.quick &&
  Number(flags.rounds ?? ROUNDS) >= ROUNDS;

/** In the docs stands what was measured whole, with all that was added to it. */
const isPublished = flags.add === undefined ? isWhole : path.dirname(path.resolve(flags.add)) === RESULTS;

/** Those that were asked for. */
function chosenScenarios() {
  const wanted = flags.only?.split(',');
  const isWanted = (/** @type {string} */ id) =>
    wanted?.some((one) => id === one || id.startsWith(`${one}-`)) ?? true;
  const chosen = SCENARIOS.filter(({ id, long }) => isWanted(id) && !(flags.quick && long));
  if (chosen.length > 0) return flags.quick ? chosen.map(shortened) : chosen;
  throw new Error(`There is no such scenario; there are ${SCENARIOS.map(({ id }) => id).join(', ')}.`);
}

/** Ours, and those that were asked for. */
function chosenServers() {
  const against = flags.against?.split(',') ?? Object.keys(SERVERS);
  for (const name of against) serverNamed(name);
  return [...new Set([...OURS, ...(flags.baseline === undefined ? [] : OURS.map(baselineOf)), ...against])];
}

function chosenRounds() {
  const rounds = Number(flags.rounds ?? (flags.quick ? 1 : ROUNDS));
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1.');
  return rounds;
}

/**
 * @param {import('./wire/scenarios.mjs').Scenario} scenario
 * @param {string} server
 * @returns {Promise<object>} figures, or an error
 */
async function measure(scenario, server) {
  try {
    return 'load' in scenario
      ? await measureLoad(children, server, scenario.load)
      : await measureStored(children, server, scenario.stored);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // results are published: they say nothing of this machine's folders
    return { error: why.replaceAll(ROOT, '') };
  }
}

/**
 * Every round measures every server once in every scenario, one after the other: what the machine does meanwhile comes
 * to all of them.
 * @param {number} rounds
 * @param {import('./wire/evaluate.mjs').Results} results the rounds there are already
 * @param {readonly import('./wire/scenarios.mjs').Scenario[]} scenarios
 * @param {readonly string[]} servers
 * @returns {Promise<import('./wire/evaluate.mjs').Results>}
 */
async function measureAll(rounds, results, scenarios, servers) {
  const first = Math.max(0, ...results.runs.map(({ round }) => round)) + 1;
  for (let round = first; round < first + rounds; round++) {
    for (const scenario of scenarios) {
      const named = scenario.servers.flatMap((name) => [name, baselineOf(name)]);
      for (const server of named.filter((name) => servers.includes(name))) {
        const run = { round, scenario: scenario.id, server, ...(await measure(scenario, server)) };
        results.runs.push(run);
        console.error(
          `round ${round}/${first + rounds - 1} ${scenario.id} ${server}: ${problemsOf(run) || 'ok'}`,
        );
      }
    }
    await save(results);
  }
  return results;
}

/**
 * What is added to: the results of this very machine, or none.
 * @param {number} rounds
 * @returns {Promise<import('./wire/evaluate.mjs').Results>}
 */
async function resultsBefore(rounds) {
  const here = machine();
  if (flags.add === undefined)
    return { date: new Date().toISOString().slice(0, 10), machine: here, rounds, runs: [] };
  if (flags.quick) throw new Error('--quick measures nothing that could be added; leave it or --add out.');
  const before = JSON.parse(await readFile(flags.add, 'utf8'));
  const isSame = ['cpu', 'cores', 'kernel', 'node'].every((key) => before.machine[key] === here[key]);
  if (!isSame) throw new Error(`${flags.add} is from another machine or Node: measure anew, without --add.`);
  return before;
}

/** @returns {Record<string, string | number>} */
function machine() {
  const [first] = cpus();
  return {
    cpu: first?.model ?? 'unknown',
    cores: cpus().length,
    kernel: release(),
    node: process.versions.node,
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** One run a line. @param {import('./wire/evaluate.mjs').Results} results */
async function save({ runs, ...about }) {
  const file = flags.add ?? (isWhole ? path.join(RESULTS, `${about.date}.json`) : LAST_RESULTS);
  await mkdir(path.dirname(file), { recursive: true });
  const head = JSON.stringify(about, undefined, 2).replace(/\n}$/, '');
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`).join(',\n');
  await writeFile(file, `${head},\n  "runs": [\n${lines}\n  ]\n}\n`);
  console.error(`Results: ${path.relative(ROOT, file)}`);
}

async function main() {
  await ensureDependencies();
  const { publish } = await import('./wire/publish.mjs');
  if (flags.draw !== undefined) {
    await publish(JSON.parse(await readFile(flags.draw, 'utf8')));
    return end(0);
  }
  const [rounds, scenarios, servers] = [chosenRounds(), chosenScenarios(), chosenServers()];
  await build();
  await checkGenerator(children);
  const before = await resultsBefore(rounds);
  const results = await measureAll(rounds, before, scenarios, await installPeers(servers));
  if (isPublished) await publish(results);
  console.log(`${machineLine(results)}\n\n${targetTable(results)}`);
  if (flags.baseline !== undefined) console.log(`\n${baselineTable(results)}`);
  const faults = faultLines(results);
  if (faults.length > 0) console.log(`\nFaults:\n${faults.join('\n')}`);
  // a peer that fails is out of the comparison; we and the limits must not
  const isOurs = (/** @type {string} */ server) => LIMITS.includes(server) || server.startsWith('tilde');
  const failed = results.runs.some((run) => isOurs(run.server) && problemsOf(run) !== '');
  await end(failed ? 1 : 0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(130));
main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  void end(1);
});
