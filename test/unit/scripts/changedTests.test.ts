import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Script from '../../../scripts/changedTests.mjs';
import type * as Steps from '../../../scripts/testSteps.mjs';

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

describe('what was changed', () => {
  let root: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@localhost', ...args], {
      cwd: root,
      stdio: 'ignore',
    });
  const write = (file: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), String(Math.random()));
  };
  const commit = (...files: string[]) => {
    for (const file of files) write(file);
    git('add', '--all');
    git('commit', '--message', files.join());
  };
  const changed = async (below = '') => (await script()).changedFiles(path.join(root, below));

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'tilde-changed-'));
    git('init', '--initial-branch', 'main');
    commit('src/a.ts', 'src/b.ts', 'src/c.ts', 'tools/d.ts');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is what the branch has committed, and what is new, deleted, renamed or edited and not committed', async () => {
    git('checkout', '-b', 'work');
    commit('src/committed.ts');
    write('src/a.ts');
    write('src/new.ts');
    rmSync(path.join(root, 'src/b.ts'));
    renameSync(path.join(root, 'src/c.ts'), path.join(root, 'src/renamed.ts'));
    const all = ['a', 'b', 'c', 'committed', 'new', 'renamed'].map((name) => `src/${name}.ts`);
    assert.deepEqual(await changed(), all);
    git('add', '--all');
    assert.deepEqual(await changed(), all);
    git('checkout', '--detach');
    assert.deepEqual(await changed(), all);
  });

  it('is all of a branch that has been pushed, too', async () => {
    git('checkout', '-b', 'work');
    commit('src/pushed.ts');
    git('update-ref', 'refs/remotes/origin/work', 'work');
    git('config', 'remote.origin.url', 'nowhere');
    git('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
    git('branch', '--set-upstream-to', 'origin/work');
    commit('src/more.ts');
    assert.deepEqual(await changed(), ['src/more.ts', 'src/pushed.ts']);
  });

  it('is what main has that was not pushed', async () => {
    git('update-ref', 'refs/remotes/origin/main', 'main');
    commit('src/more.ts');
    assert.deepEqual(await changed(), ['src/more.ts']);
  });

  it('has names as they are, and as the project says them where it is a part of a repository', async () => {
    write('src/größe "x".ts');
    write('tools/d.ts');
    assert.deepEqual(await changed(), ['src/größe "x".ts', 'tools/d.ts']);
    assert.deepEqual(await changed('src'), ['größe "x".ts']);
    assert.deepEqual(await changed('tools'), ['d.ts']);
  });

  it('is not known where there is no main to compare with, or no repository', async () => {
    git('branch', '--move', 'trunk');
    commit('src/more.ts');
    assert.equal(await changed(), undefined);
    rmSync(path.join(root, '.git'), { recursive: true });
    assert.equal(await changed(), undefined);
  });
});

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
    const [imports, runs] = ['test/unit/protocol/wire/frame.test.ts', 'test/conformance/slice.test.ts'];
    const real = await importGraph([imports, runs, 'src/server/main.ts']);
    const affected = (...changed: string[]) => affectedTests({ files: [imports, runs] }, changed, real);
    assert.deepEqual(affected('src/protocol/wire/utf8.ts'), [imports, runs]);
    assert.deepEqual(affected('src/server/delivery/outbox.ts'), [runs]);
    assert.deepEqual(affected('test/conformance/support/peer.ts'), [runs]);
    assert.deepEqual(affected('src/editor/wording/sentences.ts'), []);
  });

  it('knows the files that a source names, also where they are gone', async () => {
    const { namedIn } = await script();
    assert.deepEqual(
      namedIn(
        `run('dist/server.js'); read("docs/PROTOCOL.md"); load('out/test/browser.js'); 'src/gone.ts'; path.join(OUT, 'examples', 'bot.js')`,
      ),
      ['src/server/main.ts', 'docs/PROTOCOL.md', 'test/browser.ts', 'src/gone.ts', 'examples/bot.ts'],
    );
  });
});

describe('each suite', () => {
  it('is run for what it runs besides what its tests import', async () => {
    const { affectedTests } = await script();
    const { STEPS } = (await import(
      pathToFileURL(path.resolve('scripts/testSteps.mjs')).href
    )) as typeof Steps;
    const suitesFor = (file: string) =>
      Object.entries(STEPS)
        .filter(
          ([, { suite }]) =>
            suite && affectedTests({ ...suite, always: 'none' }, [file], new Map()).length > 0,
        )
        .map(([name]) => name);
    const integration = ['integration:current', 'integration:oldest'];
    assert.deepEqual(suitesFor('test/support/leaks.ts'), ['unit', ...integration]);
    assert.deepEqual(suitesFor('package.nls.de.json'), [...integration, 'package']);
    assert.deepEqual(suitesFor('test/integration/workspace/notes.md'), integration);
    assert.deepEqual(suitesFor('LICENSE'), ['package']);
    assert.ok(suitesFor('scripts/mochaReporter.cjs').includes('conformance'));
  });
});
