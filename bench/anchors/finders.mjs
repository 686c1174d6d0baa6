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
 * @typedef {{ repository: string, from: Version, to: Version, before: string, after: string, start: number, end: number }} Question
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

const { anchorOf, findAnchor } = await load();

/** @param {import('../../src/anchoring/findAnchor').Whereabouts} whereabouts @returns {Answer} */
const answerOf = (whereabouts) =>
  whereabouts.outcome === 'found'
    ? whereabouts.lines
    : whereabouts.outcome === 'uncertain'
      ? 'uncertain'
      : 'gone';

/** What each is called in the tables, and how it is asked. What the sender does is not measured. */
export const FINDERS = [
  {
    id: 'ours',
    what: 'Tilde: the code and what stood around it',
    /** @param {Question} question */
    prepare: ({ before, after, start, end }) => {
      const anchor = anchorOf(before, { start, end });
      return () => answerOf(findAnchor(anchor, after));
    },
  },
  {
    id: 'base',
    what: 'Tilde, with the sender’s version of the file',
    /** @param {Question} question */
    prepare: ({ before, after, start, end }) => {
      const anchor = anchorOf(before, { start, end });
      return () => answerOf(findAnchor(anchor, after, before));
    },
  },
  {
    id: 'bare',
    what: 'Tilde, the code and its line alone',
    /** @param {Question} question */
    prepare: ({ before, after, start, end }) => {
      const { code } = anchorOf(before, { start, end });
      return () => answerOf(findAnchor({ code, start, end }, after));
    },
  },
  {
    id: 'number',
    what: 'the bare line number',
    /** @param {Question} question */
    prepare:
      ({ start, end }) =>
      () =>
        /** @type {Answer} */ ({ start, end }),
  },
  {
    id: 'lines',
    what: 'lines mapped as `git blame` does, with the sender’s version',
    /** @param {Question} question */
    prepare: (question) => () => byLines(question),
  },
];

/**
 * The lines of the later version, from the first to the last that git has for the code when it compares both versions.
 * @param {Question} question
 * @returns {Answer}
 */
function byLines({ repository, from, to, start, end }) {
  const hunks = hunksIn(
    execFileSync('git', ['diff', '--unified=0', '--no-color', '--no-ext-diff', nameOf(from), nameOf(to)], {
      cwd: repository,
      encoding: 'latin1',
      maxBuffer: 2 ** 28,
    }),
  );
  const kept = [];
  for (let line = start; line <= end; line++) {
    const now = through(line, hunks);
    if ('line' in now) kept.push(now.line);
  }
  const [first, last] = [kept[0], kept.at(-1)];
  return first === undefined || last === undefined ? 'gone' : { start: first, end: last };
}

const nameOf = (/** @type {{ commit: string, path: string }} */ { commit, path: file }) =>
  `${commit}:${file}`;
