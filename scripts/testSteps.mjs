// The steps of npm test, in the order in which they begin.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * @typedef {object} Step
 * @property {string[]} command `npm …`, or a script for Node
 * @property {number} load how much of a core it keeps busy, in percent; steps run side by side as far as the cores go
 * @property {string} [of] the name under which it can be asked for together with others
 * @property {Suite} [suite] mocha runs it, and its tests count one by one; any other step counts as one
 * @property {boolean} [built] it needs what is built
 * @property {boolean} [vsix] it needs the VSIX, too
 * @property {boolean} [window] it opens VS Code or a browser
 * @property {boolean} [pinned] it opens only the VS Code that we install
 * @property {string} [edition] the VS Code it opens, a folder of vscode/manifests; else the current one
 * @property {string} [reads] what it reads: nothing that writes there runs beside it
 * @property {string} [writes] what it writes: nothing that reads or writes there runs beside it
 * @property {boolean} [onlyByName] it is not part of a run of everything
 * @property {boolean} [onlyWhole] it is not part of a quick round (`--changed`)
 */

/**
 * @typedef {object} Suite
 * @property {readonly string[]} files its test files, relative to the project's root
 * @property {string} [flag] what stands before each file in the command
 * @property {readonly string[]} [programs] what each of its tests runs: entry points of bundles, folders, files. In a
 *   quick round, a change of one of them chooses the whole suite
 * @property {string} [always] a folder of tests that a quick round has in any case
 * @property {readonly string[]} [onlyFor] a quick round has it only for changes in these folders
 * @property {number} [timeoutMs] after this it is ended, with all that it started; 0 = never; default 30 minutes
 */

/** The bundles, and what else is in the VSIX. */
const MANIFEST = ['package.json', 'package.nls.json', 'package.nls.de.json'];
const SERVER = ['src/server/main.ts', 'src/server/admission/certificate.ts'];
const GUARD = 'src/editor/guard/guardThread.ts';
const EXTENSION = [
  'src/extension.ts',
  'src/tilde.ts',
  GUARD,
  'webview/main.ts',
  ...SERVER,
  'l10n',
  ...MANIFEST,
];
const PACKED_TEXTS = [
  ...['LICENSE', 'THIRD-PARTY-NOTICES.txt', 'docs/MARKETPLACE.md', 'CHANGELOG.md', 'SUPPORT.md'],
];
const VSCODE = ['scripts/vscode', '.vscode-test.mjs'];
/** Fails a test that leaves something behind. */
const LEAKS = 'test/support/leaks.ts';

const bin = (/** @type {string} */ file) => path.join(ROOT, 'node_modules', file);
const mocha = (/** @type {string[]} */ ...args) => [
  bin('mocha/bin/mocha.js'),
  ...['--forbid-only', '--reporter', path.join('scripts', 'mochaReporter.cjs')],
  ...args,
];

/** @param {string} folder below test/ @returns {string[]} its test files, in a fixed order */
const testsIn = (folder) =>
  readdirSync(path.join(ROOT, 'test', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => ['test', folder, ...file.split(path.sep)].join('/'))
    .sort();

const E2E = testsIn('e2e');

/** @param {readonly string[]} files @param {string} [edition] @returns {Step} */
const e2e = (files, edition) => ({
  command: mocha(),
  load: 60,
  suite: { files, programs: VSCODE, onlyFor: ['test/e2e', 'scripts/vscode'] },
  built: true,
  vsix: true,
  window: true,
  pinned: true,
  ...(edition && { edition }),
});

/** @param {string} edition @returns {Step} */
const integration = (edition) => ({
  command: [bin('@vscode/test-cli/out/bin.mjs')],
  load: 60,
  of: 'integration',
  suite: {
    files: testsIn('integration'),
    flag: '--run',
    programs: [...EXTENSION, ...VSCODE, LEAKS, 'test/integration/workspace'],
  },
  built: true,
  window: true,
  edition,
  writes: '.vscode-test',
});

/** @type {Record<string, Step>} */
export const STEPS = {
  types: { command: ['npm', 'run', 'types'], load: 80, reads: 'sources' },
  // the longest suite, in two halves that run side by side
  'e2e:1': { ...e2e(E2E.filter((_, i) => i % 2 === 0)), of: 'e2e' },
  'e2e:2': { ...e2e(E2E.filter((_, i) => i % 2 === 1)), of: 'e2e' },
  lint: { command: ['npm', 'run', 'lint'], load: 80, reads: 'sources' },
  floors: { command: ['scripts/check-floors.mjs'], load: 80, writes: 'sources' },
  l10n: { command: ['scripts/l10n.mjs'], load: 80, reads: 'sources' },
  unit: {
    command: mocha('--require', 'out/test/support/leaks.js'),
    load: 80,
    // the tests of the documents read the sources
    suite: { ...suite('unit'), programs: [LEAKS], always: 'test/unit/docs' },
    built: true,
    reads: 'sources',
  },
  conformance: {
    command: mocha(),
    load: 60,
    suite: { ...suite('conformance'), programs: SERVER },
    built: true,
  },
  panel: {
    command: mocha(),
    load: 80,
    suite: { ...suite('panel'), programs: ['webview/main.ts', 'scripts/vscode'] },
    built: true,
    window: true,
  },
  'integration:current': integration('current'),
  'integration:oldest': { ...integration('oldest'), onlyWhole: true },
  package: {
    command: mocha(),
    load: 20,
    suite: {
      ...suite('package'),
      programs: [...EXTENSION, '.vscodeignore', 'media', ...PACKED_TEXTS],
    },
    built: true,
    vsix: true,
  },
  'e2e:core': { ...e2e(['test/e2e/firstSlice.test.ts'], 'oldest'), onlyWhole: true },
  'e2e:oldest': { ...e2e(E2E, 'oldest'), onlyByName: true },
  long: {
    command: mocha('--timeout', '3600000'),
    load: 100,
    suite: { ...suite('long'), timeoutMs: 0 },
    built: true,
    vsix: true,
    onlyByName: true,
  },
};

/** @param {string} folder @returns {Suite} */
function suite(folder) {
  return { files: testsIn(folder) };
}

/** The names that `npm test --` takes. */
export const NAMES = [
  ...new Set([...Object.keys(STEPS), ...Object.values(STEPS).flatMap(({ of }) => of ?? [])]),
];
