import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

describe('src/protocol/names/confusableData.ts', () => {
  it('is made from the data that the package ships', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/confusables.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });
});
