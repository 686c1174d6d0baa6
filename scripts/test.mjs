// npm test: everything that shows that the project works; the last line counts it.
//   npm test -- unit conformance    only these steps
//   npm test -- --changed           a quick round: only the tests that the changes can affect
//   npm test -- --lanes 1           one step after the other, their output live
//   npm run test:long               what takes too long for every time
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './bootstrap.mjs';
import { changedFiles, entryPointsOf, importGraph, quickRound } from './changedTests.mjs';
import { GROUP, killGroup } from './children.mjs';
import { ROOT, TEST_RESULTS } from './paths.mjs';
import { runAll } from './schedule.mjs';
import { NAMES, STEPS } from './testSteps.mjs';
import { CAN_INSTALL, installChromium, installServer } from './vscode/install.mjs';

/** @typedef {import('./testSteps.mjs').Step} Step */
/** @typedef {import('./testSteps.mjs').Suite} Suite */
/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Steps of more cores would measure the computer's patience: the suites wait for each other's windows then. */
const MAX_CORES = 4;

/** Each test has a limit of its own: this one ends a suite that hangs beside them, and no busy computer reaches it. */
const SUITE_TIMEOUT_MS = 30 * 60_000;

/** How much of a core the build keeps busy, in percent. */
const BUILD_LOAD = 80;

/** They do not reach a group of its own by themselves. */
const INTERRUPTS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

for (const signal of INTERRUPTS)
  process.once(signal, () => {
    for (const child of running) killGroup(child);
    process.exit(1);
  });

/**
 * Runs a command in the project's root.
 * @param {readonly string[]} command `npm …`, or a script for Node
 * @param {{ env?: Record<string, string>, timeoutMs?: number, output?: number | undefined }} [options]
 *   `timeoutMs`: after this it is ended, with all it has started; 0 = it may take its time. `output`: the file that
 *   takes what it prints; left out: it is shown
 * @returns {Promise<boolean>} whether it went well
 */
async function succeeds([first = '', ...rest], { env = {}, timeoutMs = 0, output } = {}) {
  /** @type {import('node:child_process').SpawnOptions} */
  const options = {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', output ?? 'inherit', output ?? 'inherit'],
    ...GROUP,
  };
  const child =
    first === 'npm'
      ? spawn('npm', rest, { ...options, shell: process.platform === 'win32' })
      : spawn(process.execPath, [first, ...rest], options);
  running.add(child);
  const timer = timeoutMs && setTimeout(() => killGroup(child), timeoutMs);
  const [code, signal] = await once(child, 'exit');
  clearTimeout(timer);
  running.delete(child);
  if (signal) console.error(`${first} was ended by ${signal}.`);
  return code === 0;
}

/**
 * @param {string} name
 * @param {Step} step
 * @param {number | undefined} output
 * @returns {Promise<Counts>}
 */
async function run(name, { command, suite, edition = 'current' }, output) {
  if (suite) {
    const { timeoutMs = SUITE_TIMEOUT_MS } = suite;
    return runSuite(name, [...command, ...filesOf(suite)], edition, timeoutMs, output);
  }
  const ok = await succeeds(command, { output });
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/**
 * The compiled test files, as the suite's command takes them.
 * @param {Suite} suite
 */
const filesOf = ({ files, flag }) =>
  files.flatMap((file) => [...(flag ? [flag] : []), `out/${file.replace(/\.ts$/, '.js')}`]);

/**
 * @param {string} name
 * @param {string[]} command
 * @param {string} edition
 * @param {number} timeoutMs
 * @param {number | undefined} output
 * @returns {Promise<Counts>}
 */
async function runSuite(name, command, edition, timeoutMs, output) {
  const countsFile = path.join(TEST_RESULTS, `${fileName(name)}.json`);
  const env = { TILDE_TEST_COUNTS: countsFile, TILDE_VSCODE_EDITION: edition };
  const ok = await succeeds(command, { env, timeoutMs, output });
  let counts = { passes: 0, failures: 0, pending: 0 };
  try {
    counts = JSON.parse(readFileSync(countsFile, 'utf8'));
  } catch {
    console.error(`${name}: it ended before it had run its tests.`);
  }
  const { passes, failures, pending } = counts;
  // a suite that ran nothing, or ended badly in spite of its counts, has failed as a whole
  const broken = passes + failures === 0 || (!ok && failures === 0);
  if (passes + failures === 0) console.error(`${name}: no test ran.`);
  return { passed: passes, failed: failures + (broken ? 1 : 0), skipped: pending };
}

/** @param {string} name of a step */
const fileName = (name) => name.replace(':', '-');

/**
 * @param {readonly string[]} names
 * @returns {(readonly [string, Step])[]}
 */
function stepsFor(names) {
  const unknown = names.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    console.error(`There is no step "${unknown}"; there are ${NAMES.join(', ')}.`);
    process.exit(1);
  }
  return Object.entries(STEPS).filter(([name, { onlyByName = false, of }]) =>
    names.length === 0 ? !onlyByName : names.includes(name) || (of !== undefined && names.includes(of)),
  );
}

/**
 * Fetches VS Code and the browser meanwhile; a failure shows in the step that needs them.
 * @param {readonly string[]} editions
 */
async function installVscode(editions) {
  for (const edition of editions) await installServer(edition);
  await installChromium();
}

/** @param {boolean} vsix */
const build = async (vsix) =>
  (await succeeds(vsix ? ['npm', 'run', '--silent', 'package'] : ['esbuild.js'])) &&
  (await succeeds(['esbuild.js', '--tests']));

/**
 * Runs a step and tells how it went: of one that runs beside others the whole output, should it fail.
 * @param {string} name
 * @param {Step} step
 * @param {boolean} live whether its output is shown as it comes
 * @returns {Promise<Counts>}
 */
async function tell(name, step, live) {
  const started = Date.now();
  const log = path.join(TEST_RESULTS, `${fileName(name)}.log`);
  if (live) console.log(`\n== ${name}`);
  const output = live ? undefined : openSync(log, 'w');
  const counts = await run(name, step, output);
  if (output !== undefined) closeSync(output);
  const { passed, failed, skipped } = counts;
  if (!live && failed > 0) console.log(`\n== ${name}\n${readFileSync(log, 'utf8')}`);
  console.log(
    `== ${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''} (${secondsSince(started)} s)`,
  );
  return counts;
}

/** @param {number} started */
const secondsSince = (started) => Math.round((Date.now() - started) / 1000);

/** @param {readonly (readonly [string, Step])[]} steps */
async function chooseChanged(steps) {
  const changed = changedFiles();
  if (!changed) {
    console.log('== git does not tell what was changed against main: everything runs');
    return steps;
  }
  const graph = await importGraph(entryPointsOf(steps.map(([, step]) => step)));
  const chosen = quickRound(steps, changed, graph);
  console.log(`== a quick round for ${changed.length} changed file(s); npm test runs everything`);
  for (const [name, { suite }] of chosen)
    if (suite) console.log(`   ${name}: ${suite.files.length} test file(s)`);
  return chosen;
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { lanes: { type: 'string' }, changed: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const started = Date.now();
  const able = stepsFor(positionals).filter(([name, { pinned = false }]) => {
    if (pinned && !CAN_INSTALL) console.log(`== ${name}: left out, it needs Linux x64`);
    return !pinned || CAN_INSTALL;
  });
  await ensureDependencies();
  const steps = values.changed ? await chooseChanged(able) : able;
  rmSync(TEST_RESULTS, { recursive: true, force: true });
  mkdirSync(TEST_RESULTS, { recursive: true });

  const windows = steps.filter(([, step]) => step.window);
  const editions = new Set(windows.map(([, step]) => step.edition ?? 'current'));
  const installing =
    CAN_INSTALL && windows.length > 0
      ? installVscode([...editions]).catch((error) => console.error(error))
      : undefined;
  const total = { passed: 0, failed: 0 };
  const lanes = Math.max(1, Math.min(Number(values.lanes ?? Infinity), steps.length));
  const live = lanes === 1;
  let isBuilt = false;

  const building = {
    load: BUILD_LOAD,
    reads: 'sources',
    async run() {
      isBuilt = await build(steps.some(([, step]) => step.vsix));
      if (isBuilt) return;
      total.failed++;
      console.error('It does not build.');
    },
  };
  const running = steps.map(([name, step]) => ({
    ...step,
    async run() {
      if (step.window) await installing;
      const { passed, failed } = await tell(name, step, live);
      total.passed += passed;
      total.failed += failed;
    },
  }));
  await runAll(
    steps.some(([, step]) => step.built) ? [building, ...running] : running,
    { cores: Math.min(MAX_CORES, availableParallelism()), lanes },
    (work) => work.run(),
    (work) => !('built' in work && work.built) || isBuilt,
  );
  console.log(`\nIt took ${secondsSince(started)} s.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

await main();
