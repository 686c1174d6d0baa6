import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MOCHA = path.join('node_modules', 'mocha', 'bin', 'mocha.js');
const SUPPORT = path.join('out', 'test', 'support');
/** What was planted stays for ever: each waits so long. */
const PATIENCE = { TILDE_LEAK_PATIENCE_MS: '2000' };

interface Report {
  readonly failures: readonly { readonly title: string; readonly err: { readonly message: string } }[];
}

describe('what a test leaves behind', () => {
  it('fails it, whatever it is; what is let go of does not', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tilde-planted-'));
    const options = ['--reporter', 'json', '--require', path.join(SUPPORT, 'leaks.js')];
    const { stdout } = spawnSync(
      process.execPath,
      [MOCHA, ...options, path.join(SUPPORT, 'leaks.planted.js')],
      { encoding: 'utf8', env: { ...process.env, ...PATIENCE, TMPDIR: folder, TEMP: folder, TMP: folder } },
    );
    rmSync(folder, { recursive: true });
    const { failures } = JSON.parse(stdout) as Report;
    const kinds = ['a server', 'a socket', 'a process', 'a watcher', 'a timer'];
    const all = [...kinds, 'a store of disposables', 'a listener', 'the folder'];
    assert.deepEqual(
      failures.map(({ title }) => title),
      all,
    );
    for (const { title, err } of failures) assert.ok(err.message.includes(`\n      ${title}`), err.message);
  });
});
