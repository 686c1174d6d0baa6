import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { silentLogger } from '../../../src/base/logger';
import { HistoryFiles } from '../../../src/hosting/historyFiles';
import { needsModes, useHome } from '../support/othersFiles';

describe('what other accounts of the computer leave for the editor', () => {
  const home = useHome();
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
  const storage = () => path.join(home(), 'storage');

  beforeEach(function () {
    needsModes(this);
    warnings.length = 0;
    mkdirSync(storage(), { mode: 0o700 });
  });

  it('is no history of a room whose name they may choose', async () => {
    const files = new HistoryFiles(path.join(storage(), 'history'), logger);
    const file = files.claim({ workspace: '', room: 'Lab', lan: false, access: 'open' });
    writeFileSync(file, '');
    assert.deepEqual(
      (await files.list()).map(({ room }) => room),
      ['Lab'],
    );
    chmodSync(file.replace(/history$/, 'json'), 0o666);
    assert.deepEqual(
      (await files.list()).map(({ room }) => room),
      [''],
    );
  });
});
