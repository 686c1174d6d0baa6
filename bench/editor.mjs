// npm run bench:editor: measures a real VS Code with the packaged extension in a room where very much happens at once.
//   -- --only joins,messages    only these scenarios
//   -- --rounds N               3, if nothing is said; each in a window of its own
//   -- --built                  measures the tilde.vsix that is there
// A whole run, of three rounds or more, is drawn into the docs. VS Code runs in a headless browser, as in the tests; Linux only.
import { spawnSync } from 'node:child_process';
import { cpus, release } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from '../scripts/bootstrap.mjs';
import { ROOT } from '../scripts/paths.mjs';

const ROUNDS = 3;
/** So many single messages and commands are measured for what is usual. */
const USUAL = 5;

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string' },
    built: { type: 'boolean', default: false },
  },
});

/** @param {readonly string[]} command */
function run([program = '', ...args]) {
  const { status } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
}

/**
 * One window, first with one thing at a time, then with each scenario.
 * @param {readonly import('./editor/scenarios.mjs').Scenario[]} scenarios
 * @returns {Promise<import('./editor/report.mjs').Round>}
 */
async function measureRound(scenarios) {
  const { median } = await import('./wire/evaluate.mjs');
  const { EditorWindow } = await import('./editor/window.mjs');
  const window = await EditorWindow.open();
  try {
    /** @type {number[][]} */
    const [painted = [], answered = []] = [[], []];
    for (let i = 0; i < USUAL; i++) {
      painted.push((await window.measure(async () => undefined, false)).paintedMs);
      answered.push(await window.answer());
    }
    /** @type {Record<string, import('./editor/window.mjs').Figures>} */
    const figures = {};
    for (const { id, run, asked } of scenarios) {
      figures[id] = await window.measure(() => run(window.room), asked);
      console.error(id, JSON.stringify(figures[id]));
    }
    return { usual: { paintedMs: median(painted) ?? NaN, answeredMs: median(answered) ?? NaN }, figures };
  } finally {
    await window.close();
  }
}

async function main() {
  await ensureDependencies();
  const { SCENARIOS } = await import('./editor/scenarios.mjs');
  const { report } = await import('./editor/report.mjs');
  const wanted = flags.only?.split(',');
  const scenarios = SCENARIOS.filter(({ id }) => wanted?.includes(id) ?? true);
  const rounds = Number(flags.rounds ?? ROUNDS);
  if (scenarios.length === 0 || !Number.isInteger(rounds) || rounds < 1)
    throw new Error(
      `--only takes some of ${SCENARIOS.map(({ id }) => id).join(', ')}; --rounds a whole number from 1.`,
    );
  if (!flags.built) run(['npm', 'run', '--silent', 'package']);
  run([process.execPath, 'esbuild.js', '--tests']);
  const measured = [];
  for (let round = 1; round <= rounds; round++) {
    console.error(`round ${round}/${rounds}`);
    measured.push(await measureRound(scenarios));
  }
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Linux ${release()}, Node ${process.versions.node}`;
  const text = `Measured on ${new Date().toISOString().slice(0, 10)}, ${rounds} rounds: ${machine}.\n\n${report(measured)}`;
  console.log(text);
  if (wanted || rounds < ROUNDS) return;
  const { fillDoc } = await import('./fillDoc.mjs');
  await fillDoc(path.join(ROOT, 'docs', 'PERFORMANCE.md'), { editor: text });
}

await main();
