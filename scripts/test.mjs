// npm test: everything that shows that the project works; the last line counts it.
//   npm test -- unit conformance    only these steps
//   npm run test:long               what takes too long for every time
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './bootstrap.mjs';
import { GROUP, killGroup } from './children.mjs';
import { ROOT, TEST_RESULTS } from './paths.mjs';
import { CAN_INSTALL, installChromium, installServer } from './vscode/install.mjs';

/**
 * `suite`: it is mocha's, and its tests count one by one; any other step counts as one.
 * `onlyByName`: not part of a run of everything. `built`: it tests what is built. `window`: it opens VS Code or a browser; `pinned`: only the one we install.
 * `editions`: it runs once in each of these, folders of vscode/manifests; else in the current one.
 * @typedef {{ command: string[], suite?: boolean, built?: boolean, window?: boolean,
 *   pinned?: boolean, editions?: readonly string[], onlyByName?: boolean }} Step
 */

const bin = (/** @type {string} */ file) => path.join(ROOT, 'node_modules', file);
const mocha = (/** @type {string[]} */ ...args) => [
  bin('mocha/bin/mocha.js'),
  ...['--reporter', path.join('scripts', 'mochaReporter.cjs')],
  ...args,
];

/** No suite takes half as long; one that hangs must not take everything with it. */
const SUITE_TIMEOUT_MS = 12 * 60_000;

/** They do not reach a group of its own by themselves. */
const INTERRUPTS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

const e2e = (/** @type {string} */ files) => ({
  command: mocha('--timeout', '120000', files),
  suite: true,
  built: true,
  window: true,
  pinned: true,
});

/** @type {Record<string, Step>} */
const STEPS = {
  types: { command: ['npm', 'run', 'types'] },
  lint: { command: ['npm', 'run', 'lint'] },
  floors: { command: ['scripts/check-floors.mjs'] },
  l10n: { command: ['scripts/l10n.mjs'] },
  unit: { command: mocha('out/test/unit/**/*.test.js'), suite: true, built: true },
  conformance: { command: mocha('out/test/conformance/**/*.test.js'), suite: true, built: true },
  panel: { command: mocha('out/test/panel/**/*.test.js'), suite: true, built: true, window: true },
  package: { command: mocha('out/test/package/**/*.test.js'), suite: true, built: true },
  integration: {
    command: [bin('@vscode/test-cli/out/bin.mjs')],
    suite: true,
    built: true,
    window: true,
    editions: ['current', 'oldest'],
  },
  e2e: e2e('out/test/e2e/**/*.test.js'),
  'e2e:core': { ...e2e('out/test/e2e/firstSlice.test.js'), editions: ['oldest'] },
  'e2e:oldest': { ...e2e('out/test/e2e/**/*.test.js'), editions: ['oldest'], onlyByName: true },
  long: {
    command: mocha('--timeout', '3600000', 'out/test/long/**/*.test.js'),
    suite: true,
    built: true,
    onlyByName: true,
  },
};

/**
 * Runs a command in the project's root, its output live.
 * @param {readonly string[]} command `npm …`, or a script for Node
 * @param {Record<string, string>} env
 * @param {number} timeoutMs after this it is ended, with all it has started; 0 = it may take its time
 * @returns {Promise<boolean>} whether it went well
 */
async function succeeds([first = '', ...rest], env = {}, timeoutMs = 0) {
  /** @type {import('node:child_process').SpawnOptions} */
  const options = {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    ...GROUP,
  };
  const child =
    first === 'npm'
      ? spawn('npm', rest, { ...options, shell: process.platform === 'win32' })
      : spawn(process.execPath, [first, ...rest], options);
  const end = () => killGroup(child);
  const interrupt = () => {
    end();
    process.exit(1);
  };
  for (const signal of INTERRUPTS) process.once(signal, interrupt);
  const timer = timeoutMs && setTimeout(end, timeoutMs);
  const [code, signal] = await once(child, 'exit');
  clearTimeout(timer);
  for (const signal of INTERRUPTS) process.off(signal, interrupt);
  if (signal) console.error(`It was ended by ${signal}.`);
  return code === 0;
}

/**
 * @param {string} name
 * @param {Step} step
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
async function run(name, { command, suite = false, editions = ['current'] }) {
  if (!suite) {
    const ok = await succeeds(command);
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const edition of editions) {
    if (editions.length > 1) console.log(`-- ${name}: VS Code, ${edition}`);
    const { passed, failed, skipped } = await runSuite(name, command, edition);
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
 */
async function runSuite(name, command, edition) {
  const countsFile = path.join(TEST_RESULTS, `${name}-${edition}.json`);
  const env = { TILDE_TEST_COUNTS: countsFile, TILDE_VSCODE_EDITION: edition };
  const ok = await succeeds(command, env, name === 'long' ? 0 : SUITE_TIMEOUT_MS);
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

async function main() {
  const steps = stepsFor(process.argv.slice(2));
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
  let isBuilt = false;
  for (const [name, step] of steps) {
    const started = Date.now();
    console.log(`\n== ${name}`);
    if (step.pinned && !CAN_INSTALL) {
      console.log(`== ${name}: left out, it needs Linux x64`);
      continue;
    }
    if (step.built && !isBuilt) {
      isBuilt =
        (await succeeds(['npm', 'run', '--silent', 'package'])) &&
        (await succeeds(['esbuild.js', '--tests']));
      if (!isBuilt) {
        total.failed++;
        console.error('It does not build.');
        break;
      }
    }
    if (step.window) await installing;
    const { passed, failed, skipped } = await run(name, step);
    total.passed += passed;
    total.failed += failed;
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(
      `== ${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''} (${seconds} s)`,
    );
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

await main();
