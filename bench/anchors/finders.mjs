// The ways to find code again that are compared: ours, and two that others use.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from '../../scripts/paths.mjs';
import { hunksIn } from './history.mjs';
import { FOLDER } from './packages.mjs';
import { through } from './truth.mjs';

/**
 * @typedef {{ start: number, end: number } | 'uncertain' | 'gone'} Answer
 *
 * Lines of one version, looked for in a later one.
 * @typedef {{ repository: string, from: Version, to: Version, before: string, after: string,
 *   anchor: import('../../src/anchoring/anchor').Anchor }} Question
 * @typedef {import('./history.mjs').Version} Version
 */

/** Ours, bundled. @returns {Promise<typeof import('../../src/anchoring/anchor') & typeof import('../../src/anchoring/findAnchor')>} */
async function load() {
  const outfile = path.join(FOLDER, 'anchoring.mjs');
  await build({
    stdin: {
      contents: "export * from './anchor'; export * from './findAnchor';",
      resolveDir: path.join(ROOT, 'src', 'anchoring'),
    },
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' },
  });
  return import(pathToFileURL(outfile).href);
}

export const { anchorOf, findAnchor } = await load();

/** @param {import('../../src/anchoring/whereabouts').Whereabouts} whereabouts @returns {Answer} */
const answerOf = (whereabouts) =>
  whereabouts.outcome === 'found'
    ? whereabouts.lines
    : whereabouts.outcome === 'uncertain'
      ? 'uncertain'
      : 'gone';

/**
 * What each is called in the tables, and how it is asked. Only ours are timed: git is another process.
 * @type {readonly { id: string, what: string, isTimed: boolean, ask: (question: Question) => Answer }[]}
 */
export const FINDERS = [
  {
    ...{ id: 'ours', what: 'Tilde: the code and what stood around it', isTimed: true },
    ask: ({ anchor, after }) => answerOf(findAnchor(anchor, after)),
  },
  {
    ...{ id: 'base', what: 'Tilde, with the sender’s version of the file', isTimed: true },
    ask: ({ anchor, before, after }) => answerOf(findAnchor(anchor, after, before)),
  },
  {
    ...{ id: 'bare', what: 'Tilde, the code and its line alone', isTimed: true },
    ask: ({ anchor: { code, start, end }, after }) => answerOf(findAnchor({ code, start, end }, after)),
  },
  {
    ...{ id: 'number', what: 'the bare line number', isTimed: false },
    ask: ({ anchor: { start, end } }) => ({ start, end }),
  },
  {
    ...{ id: 'lines', what: 'lines mapped by git, with the sender’s version of the file', isTimed: false },
    ask: byLines,
  },
];

/**
 * The lines of the later version, from the first to the last that git has for the code when it compares both versions.
 * @param {Question} question
 * @returns {Answer}
 */
function byLines({ repository, from, to, anchor: { start, end } }) {
  const hunks = hunksBetween(repository, nameOf(from), nameOf(to));
  const kept = [];
  for (let line = start; line <= end; line++) {
    const now = through(line, hunks);
    if ('line' in now) kept.push(now.line);
  }
  const [first, last] = [kept[0], kept.at(-1)];
  return first === undefined || last === undefined ? 'gone' : { start: first, end: last };
}

const nameOf = (/** @type {Version} */ { commit, path: file }) => `${commit}:${file}`;

/** By pair of versions: several snippets are looked for in each. @type {Map<string, import('./history.mjs').Hunk[]>} */
const compared = new Map();

/**
 * @param {string} repository
 * @param {string} from
 * @param {string} to
 */
function hunksBetween(repository, from, to) {
  const pair = `${from} ${to}`;
  const known = compared.get(pair);
  if (known) return known;
  const patch = execFileSync('git', ['diff', '--unified=0', '--no-color', '--no-ext-diff', from, to], {
    cwd: repository,
    encoding: 'latin1',
    maxBuffer: 2 ** 28,
  });
  const hunks = hunksIn(patch);
  compared.set(pair, hunks);
  return hunks;
}
