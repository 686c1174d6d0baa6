import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { uptime } from 'node:os';
import { processAlive } from '../../../src/hosting/processAlive';

describe('processAlive', () => {
  const kill = process.kill.bind(process);
  afterEach(() => {
    process.kill = kill;
  });

  it('knows who lives and who is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    assert.equal(processAlive(process.pid, Date.now()), true);
    assert.equal(processAlive(child.pid!, Date.now()), false);
  });

  it('takes one that may not be signalled for alive', () => {
    process.kill = () => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    };
    assert.equal(processAlive(1, Date.now()), true);
  });

  it('takes one of before the computer was started for gone, whoever has its number now', () => {
    const started = Date.now() - uptime() * 1000;
    assert.equal(processAlive(process.pid, started - 60_000), false);
    assert.equal(processAlive(process.pid, started + 60_000), true);
  });
});
