import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '../../../../src/base/logger';
import { installationSecretIn } from '../../../../src/editor/storage/installationSecret';

describe('installationSecretIn', () => {
  let home: string;
  let folder: string;
  const windowOf = (where = folder) => installationSecretIn(where, silentLogger);

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'tilde-person-'));
    folder = path.join(home, 'storage', 'tilde');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('makes one secret for all windows that share a folder, and another for others', () => {
    const person = windowOf()();
    assert.match(person, /^[\w-]{32}$/);
    assert.equal(windowOf()(), person);
    assert.notEqual(windowOf(path.join(home, 'elsewhere'))(), person);
  });

  it('keeps it where only this account reads it, and nothing else beside it', function () {
    windowOf()();
    assert.deepEqual(readdirSync(folder), ['person']);
    if (process.platform === 'win32') this.skip();
    assert.equal(statSync(path.join(folder, 'person')).mode & 0o777, 0o600);
  });

  it('makes a new one in place of a damaged one', () => {
    windowOf()();
    writeFileSync(path.join(folder, 'person'), 'half');
    const person = windowOf()();
    assert.match(person, /^[\w-]{32}$/);
    assert.equal(readFileSync(path.join(folder, 'person'), 'utf8'), person);
    assert.equal(windowOf()(), person);
  });

  it('has one for this window where nothing can be kept', () => {
    const file = path.join(home, 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o400);
    const person = windowOf(path.join(file, 'storage'));
    assert.match(person(), /^[\w-]{32}$/);
    assert.equal(person(), person());
  });
});
