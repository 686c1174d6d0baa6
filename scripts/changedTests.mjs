// npm test -- --changed: which tests the changes can affect, by what imports what.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

/** @typedef {import('./testSteps.mjs').Step} Step */
/** @typedef {import('./testSteps.mjs').Suite} Suite */
/** @typedef {ReadonlyMap<string, ReadonlySet<string>>} Graph file -> the files that it imports or names */

/** Where any of these was changed, every test may be affected. */
const EVERYTHING = [
  'package-lock.json',
  'esbuild.js',
  'tsconfig.base.json',
  '.mocharc.json',
  'scripts/mochaReporter.cjs',
  'scripts/toolkitCsp.js',
];

/** A file of ours, as a test names one that it reads or runs. */
const NAMED = /['"`]((?:src|webview|test|scripts|docs|examples|bench|l10n|media|dist|out)\/[\w./-]+)['"`]/g;
/** The compiled form of a source, in `out/` or below a folder that a test knows. */
const COMPILED = /^(?:out\/)?((?:src|webview|test|examples)\/.*)\.js$/;
/** What is built from a file. */
const BUNDLES = new Map([
  ['dist/server.js', 'src/server/main.ts'],
  ['dist/certificate.js', 'src/server/admission/certificate.ts'],
  ['dist/guard.js', 'src/editor/guard/guardThread.ts'],
  ['dist/extension.js', 'src/extension.ts'],
  ['dist/tilde.js', 'src/tilde.ts'],
  ['dist/webview.js', 'webview/main.ts'],
]);

/**
 * What was changed, added or deleted since this branch left main and what it was pushed to, committed or not.
 * @param {string} [root] of the project; what git has outside it does not count
 * @returns {string[] | undefined} paths relative to `root`, with `/`; undefined where git cannot tell
 */
export function changedFiles(root = ROOT) {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const known = ['origin/main', 'main', '@{upstream}'].filter((name) => {
      try {
        return git('rev-parse', '--verify', '--quiet', `${name}^{commit}`) !== '';
      } catch {
        return false;
      }
    });
    if (known.length === 0) return undefined;
    // the oldest: a branch may be pushed already, and main be behind
    const base = git('merge-base', '--octopus', 'HEAD', ...known).trim();
    const paths = [
      git('diff', '-z', '--name-only', '--no-renames', '--relative', base),
      git('ls-files', '-z', '--others', '--exclude-standard'),
    ];
    return [...new Set(paths.flatMap((text) => text.split('\0')).filter((file) => file !== ''))].sort();
  } catch {
    return undefined;
  }
}

/**
 * What the tests and the programs import, and which files of ours they name in a text.
 * @param {readonly string[]} entryPoints
 * @returns {Promise<Graph>}
 */
export async function importGraph(entryPoints) {
  const { build, stop } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [...entryPoints],
    bundle: true,
    metafile: true,
    write: false,
    outdir: 'unused',
    platform: 'node',
    format: 'esm',
    packages: 'external',
    external: ['vscode'],
    logLevel: 'error',
  });
  await stop(); // its process
  return new Map(
    Object.entries(metafile.inputs).map(([file, { imports }]) => {
      const imported = imports.filter(({ external }) => !external).map((one) => one.path);
      return [file, new Set([...imported, ...namedIn(readFileSync(path.join(ROOT, file), 'utf8'))])];
    }),
  );
}

/**
 * @param {string} source
 * @returns {string[]} the files and folders of ours that it names; also those that are gone, since that is a change
 */
export function namedIn(source) {
  // path.join('dist', 'server.js')
  const joined = source.replace(/(['"`]), \1/g, '/');
  const names = [source, joined].flatMap((text) => [...text.matchAll(NAMED)].map(([, name = '']) => name));
  return [...new Set(names)].map((name) => BUNDLES.get(name) ?? name.replace(COMPILED, '$1.ts'));
}

/**
 * The tests of a suite that the changes can affect.
 * @param {Pick<Suite, 'files' | 'programs' | 'always' | 'onlyFor'>} suite
 * @param {readonly string[]} changes
 * @param {Graph} graph
 */
export function affectedTests({ files, programs = [], always, onlyFor }, changes, graph) {
  const changed = onlyFor ? changes.filter((file) => onlyFor.some((folder) => isIn(folder, file))) : changes;
  if (changed.some((file) => EVERYTHING.includes(file))) return [...files];
  const isChanged = (/** @type {string} */ name) => changed.some((file) => isIn(name, file));
  if ([...reachable(programs, graph)].some(isChanged)) return [...files];
  return files.filter(
    (file) => (always !== undefined && isIn(always, file)) || [...reachable([file], graph)].some(isChanged),
  );
}

/**
 * @param {string} where a folder, or the file itself
 * @param {string} file
 */
const isIn = (where, file) => file === where || file.startsWith(`${where}/`);

/**
 * @param {readonly string[]} from
 * @param {Graph} graph
 */
function reachable(from, graph) {
  const found = new Set(from);
  for (const file of found) for (const next of graph.get(file) ?? []) found.add(next);
  return found;
}

/**
 * The quick round: what is no suite runs always; of a suite, the tests that the changes can affect.
 * @param {readonly (readonly [string, Step])[]} steps
 * @param {readonly string[]} changed
 * @param {Graph} graph
 * @returns {(readonly [string, Step])[]}
 */
export function quickRound(steps, changed, graph) {
  return steps.flatMap(([name, step]) => {
    if (step.onlyWhole) return [];
    if (!step.suite) return [[name, step]];
    const files = affectedTests(step.suite, changed, graph);
    return files.length === 0 ? [] : [[name, { ...step, suite: { ...step.suite, files } }]];
  });
}

/**
 * All that the graph of these steps has to begin with.
 * @param {readonly Step[]} steps
 */
export function entryPointsOf(steps) {
  const all = steps.flatMap(({ suite }) => [...(suite?.files ?? []), ...(suite?.programs ?? [])]);
  return [...new Set(all)].filter((file) => file.endsWith('.ts') && statSync(path.join(ROOT, file)).isFile());
}
