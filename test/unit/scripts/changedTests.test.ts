import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Script from '../../../scripts/changedTests.mjs';

const script = async (): Promise<typeof Script> =>
  (await import(pathToFileURL(path.resolve('scripts/changedTests.mjs')).href)) as typeof Script;

const graph = new Map(
  Object.entries({
    'test/unit/outbox.test.ts': ['src/outbox.ts', 'test/unit/support.ts'],
    'test/unit/names.test.ts': ['src/names.ts'],
    'test/unit/docs/x.test.ts': [],
    'test/unit/tables.test.ts': ['scripts/tables.mjs', 'docs/pages'],
    'test/e2e/one.test.ts': ['src/names.ts', 'test/e2e/pages.ts'],
    'test/e2e/two.test.ts': [],
    'src/outbox.ts': ['src/names.ts'],
    'src/main.ts': ['src/outbox.ts'],
  }).map(([file, imports]) => [file, new Set(imports)] as const),
);
const inFolder = (folder: string) => [...graph.keys()].filter((file) => file.startsWith(`test/${folder}/`));

describe('the tests that a change can affect', () => {
  const affected = async (suite: Parameters<typeof Script.affectedTests>[0], ...changed: string[]) =>
    (await script()).affectedTests(suite, changed, graph);
  const unit = { files: inFolder('unit') };

  it('are those that import it, directly or not', async () => {
    assert.deepEqual(await affected(unit, 'src/names.ts'), [
      'test/unit/outbox.test.ts',
      'test/unit/names.test.ts',
    ]);
    assert.deepEqual(await affected(unit, 'src/outbox.ts'), ['test/unit/outbox.test.ts']);
    assert.deepEqual(await affected(unit, 'test/unit/support.ts'), ['test/unit/outbox.test.ts']);
    assert.deepEqual(await affected(unit, 'src/main.ts'), []);
  });

  it('are those that were changed themselves', async () => {
    assert.deepEqual(await affected(unit, 'test/unit/names.test.ts'), ['test/unit/names.test.ts']);
  });

  it('are those that name it as a file, or a folder that it is in', async () => {
    assert.deepEqual(await affected(unit, 'scripts/tables.mjs'), ['test/unit/tables.test.ts']);
    assert.deepEqual(await affected(unit, 'docs/pages/a.md'), ['test/unit/tables.test.ts']);
    assert.deepEqual(await affected(unit, 'docs/pages2/a.md'), []);
  });

  it('are all of a suite where the program changes that the suite runs', async () => {
    const suite = { files: inFolder('e2e'), programs: ['src/main.ts', 'l10n'] };
    assert.deepEqual(await affected(suite, 'src/outbox.ts'), inFolder('e2e'));
    assert.deepEqual(await affected(suite, 'l10n/bundle.json'), inFolder('e2e'));
    assert.deepEqual(await affected(suite, 'test/e2e/pages.ts'), ['test/e2e/one.test.ts']);
  });

  it('are all of them where what builds or installs everything changes', async () => {
    assert.deepEqual(await affected(unit, 'package-lock.json'), unit.files);
  });

  it('are in any case those that a suite says, and only for the folders that it says', async () => {
    assert.deepEqual(await affected({ ...unit, always: 'test/unit/docs' }, 'src/other.ts'), [
      'test/unit/docs/x.test.ts',
    ]);
    const slow = { files: inFolder('e2e'), programs: ['src/main.ts'], onlyFor: ['test/e2e'] };
    assert.deepEqual(await affected(slow, 'src/names.ts', 'package-lock.json'), []);
    assert.deepEqual(await affected(slow, 'test/e2e/pages.ts'), ['test/e2e/one.test.ts']);
  });
});

describe('a quick round', () => {
  it('has every step that is no suite, and of a suite what is affected, if anything is', async () => {
    const { quickRound } = await script();
    const plain = { command: ['a'], load: 80 };
    const chosen = quickRound(
      [
        ['types', plain],
        ['unit', { ...plain, suite: { files: inFolder('unit') } }],
        ['e2e', { ...plain, suite: { files: ['test/e2e/two.test.ts'] } }],
        ['whole', { ...plain, onlyWhole: true }],
      ],
      ['src/outbox.ts'],
      graph,
    );
    assert.deepEqual(
      chosen.map(([name, { suite }]) => [name, suite?.files]),
      [
        ['types', undefined],
        ['unit', ['test/unit/outbox.test.ts']],
      ],
    );
  });
});

describe('the import graph of the project', () => {
  it('leads from a test through what it imports, and to the program that it runs', async () => {
    const { importGraph, affectedTests } = await script();
    const [imports, runs] = ['test/unit/protocol/frame.test.ts', 'test/conformance/slice.test.ts'];
    const real = await importGraph([imports, runs, 'src/server/main.ts']);
    const affected = (...changed: string[]) => affectedTests({ files: [imports, runs] }, changed, real);
    assert.deepEqual(affected('src/protocol/utf8.ts'), [imports, runs]);
    assert.deepEqual(affected('src/server/delivery/outbox.ts'), [runs]);
    assert.deepEqual(affected('test/conformance/support/peer.ts'), [runs]);
    assert.deepEqual(affected('src/editor/wording/sentences.ts'), []);
  });

  it('knows the files that a source names', async () => {
    const { namedIn } = await script();
    assert.deepEqual(
      namedIn(`run('dist/server.js'); read("docs/PROTOCOL.md"); load('out/test/browser.js'); 'src/gone.ts'`),
      ['src/server/main.ts', 'docs/PROTOCOL.md', 'test/browser.ts'],
    );
  });
});
