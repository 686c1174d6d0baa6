// npm run bench:anchors: looks for snippets of one version of a file in a later one, over real history: the project's own
// repository, and successive versions of packages that it installs. Needs git and tar.
//   -- --snippets N     2400, if nothing is said; with less, nothing is written
//   -- --seed N         draws other ones
//   -- --show           prints each wrong answer
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from '../scripts/bootstrap.mjs';
import { ROOT } from '../scripts/paths.mjs';

const SNIPPETS = 2400;
/** The project's own part of them; the packages share the rest. */
const OWN = 0.5;
/** So many are also looked for in a large file, for the time. */
const IN_LARGE_FILES = 200;
const LARGE_FILE_LINES = 5000;

const { values: flags } = parseArgs({
  options: {
    snippets: { type: 'string' },
    seed: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
});

/** @param {number} count @param {number} seed */
async function draw(count, seed) {
  const { FOLDER, PACKAGES, repositoryOf } = await import('./anchors/packages.mjs');
  const { historiesOf } = await import('./anchors/history.mjs');
  const { randomFrom, samplesOf } = await import('./anchors/samples.mjs');
  mkdirSync(FOLDER, { recursive: true });
  const random = randomFrom(seed);
  const names = Object.keys(PACKAGES);
  const shares = [['this project', OWN], ...names.map((name) => [name, (1 - OWN) / names.length])];
  const all = { drawn: 0, samples: /** @type {import('./anchors/samples.mjs').Sample[]} */ ([]) };
  for (const [name = '', share = 0] of /** @type {[string, number][]} */ (shares)) {
    const repository = name in PACKAGES ? await repositoryOf(name) : ROOT;
    const wanted = Math.ceil(count * share);
    const { samples, drawn } = samplesOf(name, repository, historiesOf(repository), wanted, random);
    console.error(`${name}: ${samples.length} snippets of ${drawn}`);
    all.samples.push(...samples);
    all.drawn += drawn;
  }
  return all;
}

/**
 * The later version with other files before and behind it.
 * @param {readonly import('./anchors/samples.mjs').Sample[]} samples
 * @param {number} at
 */
function enlarged(samples, at) {
  const lines = (samples[at]?.after ?? '').split('\n');
  for (let i = at + 1; lines.length < LARGE_FILE_LINES; i++) {
    const other = samples[i % samples.length]?.after.split('\n') ?? [];
    if (i % 2 === 0) lines.push(...other);
    else lines.unshift(...other);
  }
  return lines.slice(0, LARGE_FILE_LINES).join('\n');
}

async function main() {
  await ensureDependencies();
  const count = Number(flags.snippets ?? SNIPPETS);
  const seed = Number(flags.seed ?? 1);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed))
    throw new Error('--snippets takes a whole number from 1, --seed a whole number.');
  const { samples, drawn } = await draw(count, seed);
  const { FINDERS } = await import('./anchors/finders.mjs');
  const { judged } = await import('./anchors/truth.mjs');
  const { report, targetsOf } = await import('./anchors/report.mjs');
  const timed = (/** @type {() => import('./anchors/finders.mjs').Answer} */ ask) => {
    const before = process.cpuUsage();
    const answer = ask();
    const { user, system } = process.cpuUsage(before);
    return { answer, ms: (user + system) / 1000 };
  };
  /** @type {import('./anchors/report.mjs').Row[]} */
  const rows = samples.map((sample) => {
    const { name, truth, anchor } = sample;
    const answers = FINDERS.map(({ id, isTimed, ask }) => ({ id, isTimed, ...timed(() => ask(sample)) }));
    const verdicts = Object.fromEntries(answers.map(({ id, answer }) => [id, judged(answer, truth)]));
    if (flags.show && verdicts['ours'] !== 'right') show(sample, answers[0]?.answer, verdicts['ours']);
    return {
      ...{ name, lines: anchor.end - anchor.start + 1, verdicts },
      kind: truth === 'gone' ? 'gone' : truth.whole ? 'unchanged' : 'changed',
      ms: Object.fromEntries(answers.filter(({ isTimed }) => isTimed).map(({ id, ms }) => [id, ms])),
    };
  });
  const every = Math.ceil(samples.length / IN_LARGE_FILES);
  const largeFileMs = samples.flatMap((sample, at) => {
    const [ours] = FINDERS;
    if (!ours || at % every > 0) return [];
    const question = { ...sample, after: enlarged(samples, at) };
    return timed(() => ours.ask(question)).ms;
  });
  const results = { seed, drawn, rows, largeFileMs };
  const { targets, finders, parts } = report(results);
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.versions.node}`;
  const measured = `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine}. ${rows.length} snippets, seed ${seed}; ${drawn} were drawn, and for the others git is not certain.`;
  console.log([measured, targets, finders, parts].join('\n\n'));
  if (count < SNIPPETS) return;
  const { fillDoc } = await import('./fillDoc.mjs');
  await writeFile(path.join(ROOT, 'bench', 'results', 'anchors.json'), JSON.stringify(results));
  await fillDoc(path.join(ROOT, 'docs', 'ANCHORS.md'), { measured, targets, finders, parts });
  if (targetsOf(results).some(({ isMet }) => !isMet)) process.exitCode = 1;
}

/**
 * @param {import('./anchors/samples.mjs').Sample} sample
 * @param {unknown} answer
 * @param {string | undefined} verdict
 */
function show({ name, from, anchor: { code, start, end }, steps, truth }, answer, verdict) {
  const place = `${name} ${from.commit}:${from.path}:${start}-${end}, ${steps} steps`;
  console.log(`--- ${verdict}: ${place}: ${JSON.stringify({ truth, answer })}\n${code}\n`);
}

await main();
