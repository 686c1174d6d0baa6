// npm test: everything that shows that the project works; the last line counts it.
//   npm test -- unit conformance    only these steps
//   npm test -- --lanes 1           one step after the other, their output live
//   npm run test:long               what takes too long for every time
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './bootstrap.mjs';
import { GROUP, killGroup } from './children.mjs';
import { ROOT, TEST_RESULTS } from './paths.mjs';
import { STEPS } from './testSteps.mjs';
import { CAN_INSTALL, installChromium, installServer } from './vscode/install.mjs';

/** @typedef {import('./testSteps.mjs').Step} Step */
/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** More side by side would measure the computer's patience: the suites wait for each other's windows then. */
const MAX_LANES = 2;

/** No suite takes half as long; one that hangs must not take everything with it. */
const SUITE_TIMEOUT_MS = 12 * 60_000;

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
async function run(name, { command, suite = false, editions = ['current'] }, output) {
  if (!suite) {
    const ok = await succeeds(command, { output });
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const edition of editions) {
    const { passed, failed, skipped } = await runSuite(name, command, edition, output);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

/**
 * @param {string} name
 * @param {string[]} command
 * @param {string} edition
 * @param {number | undefined} output
 * @returns {Promise<Counts>}
 */
async function runSuite(name, command, edition, output) {
  const countsFile = path.join(TEST_RESULTS, `${name}-${edition}.json`);
  const env = { TILDE_TEST_COUNTS: countsFile, TILDE_VSCODE_EDITION: edition };
  const timeoutMs = name === 'long' ? 0 : SUITE_TIMEOUT_MS;
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

/** @param {readonly string[]} names */
function stepsFor(names) {
  const unknown = names.find((name) => !(name in STEPS));
  if (unknown !== undefined) {
    console.error(`There is no step "${unknown}"; there are ${Object.keys(STEPS).join(', ')}.`);
    process.exit(1);
  }
  return Object.entries(STEPS).filter(([name, { onlyByName = false }]) =>
    names.length === 0 ? !onlyByName : names.includes(name),
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

const build = async () =>
  (await succeeds(['npm', 'run', '--silent', 'package'])) && (await succeeds(['esbuild.js', '--tests']));

/**
 * Runs a step and tells how it went: of one that runs beside others the whole output, should it fail.
 * @param {string} name
 * @param {Step} step
 * @param {boolean} live whether its output is shown as it comes
 * @returns {Promise<Counts>}
 */
async function tell(name, step, live) {
  const started = Date.now();
  const log = path.join(TEST_RESULTS, `${name.replace(':', '-')}.log`);
  if (live) console.log(`\n== ${name}`);
  const output = live ? undefined : openSync(log, 'w');
  const counts = await run(name, step, output);
  if (output !== undefined) closeSync(output);
  const { passed, failed, skipped } = counts;
  const seconds = Math.round((Date.now() - started) / 1000);
  if (!live && failed > 0) console.log(`\n== ${name}\n${readFileSync(log, 'utf8')}`);
  console.log(
    `== ${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''} (${seconds} s)`,
  );
  return counts;
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { lanes: { type: 'string', default: String(Math.min(MAX_LANES, availableParallelism())) } },
    allowPositionals: true,
  });
  const steps = stepsFor(positionals).filter(([name, { pinned = false }]) => {
    if (pinned && !CAN_INSTALL) console.log(`== ${name}: left out, it needs Linux x64`);
    return !pinned || CAN_INSTALL;
  });
  await ensureDependencies();
  rmSync(TEST_RESULTS, { recursive: true, force: true });
  mkdirSync(TEST_RESULTS, { recursive: true });

  const windows = steps.filter(([, step]) => step.window);
  const editions = new Set(windows.flatMap(([, step]) => step.editions ?? ['current']));
  const installing =
    CAN_INSTALL && windows.length > 0
      ? installVscode([...editions]).catch((error) => console.error(error))
      : undefined;
  const total = { passed: 0, failed: 0 };
  const lanes = Math.max(1, Math.min(Number(values.lanes), steps.length));
  const isBuilt = !steps.some(([, step]) => step.built) || (await build());
  if (!isBuilt) {
    total.failed++;
    console.error('It does not build.');
  }
  const live = lanes === 1;
  const waiting = steps.filter(([, step]) => isBuilt || !step.built);
  if (!live) waiting.sort(([, a], [, b]) => Number(b.longest ?? false) - Number(a.longest ?? false));
  let readsSources = false;
  const next = () => {
    const at = waiting.findIndex(([, { sources = false }]) => !(sources && readsSources));
    return at === -1 ? undefined : waiting.splice(at, 1)[0];
  };
  // a lane that finds nothing to do ends: what still waits belongs to the one that reads the sources
  const lane = async () => {
    for (let taken = next(); taken; taken = next()) {
      const [name, step] = taken;
      readsSources ||= step.sources ?? false;
      if (step.window) await installing;
      const { passed, failed } = await tell(name, step, live);
      if (step.sources) readsSources = false;
      total.passed += passed;
      total.failed += failed;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

await main();
