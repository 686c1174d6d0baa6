import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Script from '../../../scripts/testSteps.mjs';

const script = async (): Promise<typeof Script> =>
  (await import(pathToFileURL(path.resolve('scripts/testSteps.mjs')).href)) as typeof Script;

describe('the steps of npm test', () => {
  it('run each test file once in the current VS Code, and the long ones by name', async () => {
    const { STEPS } = await script();
    const all = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => path.posix.join('test', ...file.split(path.sep)));
    const run = Object.entries(STEPS)
      .filter(([name, { edition, onlyByName }]) => edition !== 'oldest' && (!onlyByName || name === 'long'))
      .flatMap(([, { suite }]) => suite?.files ?? []);
    assert.deepEqual([...run].sort(), all.sort());
  });

  it('leave out no file of tests for its name', () => {
    const misnamed = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[cm]?[jt]s$/.test(file) && !/\.(?:test|planted)\.ts$/.test(file))
      .filter((file) => /^describe\(/m.test(readFileSync(path.join('test', file), 'utf8')));
    assert.deepEqual(misnamed, []);
  });

  it('fail where a test was left that runs alone', async () => {
    const { STEPS } = await script();
    const folder = mkdtempSync(path.join(tmpdir(), 'tilde-only-'));
    const file = path.join(folder, 'planted.test.js');
    const run = (test: string) => {
      writeFileSync(file, `${test}('one', () => {}); it('two', () => {});`);
      const env = { ...process.env, TILDE_TEST_COUNTS: undefined };
      return spawnSync(process.execPath, [...STEPS['conformance']!.command, file], { env }).status;
    };
    try {
      assert.deepEqual([run('it'), run('it.only')], [0, 1]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('can be asked for one by one, and the parts of one together', async () => {
    const { NAMES } = await script();
    for (const name of ['unit', 'e2e', 'e2e:1', 'integration', 'integration:oldest'])
      assert.ok(NAMES.includes(name), name);
  });

  it('are described in CONTRIBUTING', async () => {
    const { STEPS } = await script();
    const guide = readFileSync('CONTRIBUTING.md', 'utf8');
    const names = Object.entries(STEPS).map(([name, { of }]) => of ?? name);
    const described = (name: string) =>
      guide.includes(`\`${name}\``) || guide.includes(`npm run test:${name}`);
    assert.deepEqual(
      names.filter((name) => !described(name)),
      [],
    );
  });
});
