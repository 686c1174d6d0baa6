// The steps of npm test, in the order in which they run where one follows the other.
import path from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * @typedef {object} Step
 * @property {string[]} command `npm …`, or a script for Node
 * @property {boolean} [suite] mocha runs it, and its tests count one by one; any other step counts as one
 * @property {boolean} [built] it tests what is built
 * @property {boolean} [window] it opens VS Code or a browser
 * @property {boolean} [pinned] it opens only the VS Code that we install
 * @property {readonly string[]} [editions] it runs once in each of these, folders of vscode/manifests; else in the
 *   current one
 * @property {boolean} [longest] it begins first, beside all others
 * @property {boolean} [sources] it reads all sources, or plants some: two of these never run side by side
 * @property {boolean} [onlyByName] it is not part of a run of everything
 */

const bin = (/** @type {string} */ file) => path.join(ROOT, 'node_modules', file);
const mocha = (/** @type {string[]} */ ...args) => [
  bin('mocha/bin/mocha.js'),
  ...['--reporter', path.join('scripts', 'mochaReporter.cjs')],
  ...args,
];

const e2e = (/** @type {string} */ files) => ({
  command: mocha('--timeout', '120000', files),
  suite: true,
  built: true,
  window: true,
  pinned: true,
});

/** @type {Record<string, Step>} */
export const STEPS = {
  types: { command: ['npm', 'run', 'types'], sources: true },
  lint: { command: ['npm', 'run', 'lint'], sources: true },
  floors: { command: ['scripts/check-floors.mjs'], sources: true },
  l10n: { command: ['scripts/l10n.mjs'], sources: true },
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
  e2e: { ...e2e('out/test/e2e/**/*.test.js'), longest: true },
  'e2e:core': { ...e2e('out/test/e2e/firstSlice.test.js'), editions: ['oldest'] },
  'e2e:oldest': { ...e2e('out/test/e2e/**/*.test.js'), editions: ['oldest'], onlyByName: true },
  long: {
    command: mocha('--timeout', '3600000', 'out/test/long/**/*.test.js'),
    suite: true,
    built: true,
    onlyByName: true,
  },
};
