import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/systemClock';

describe('the system clock', () => {
  it('runs what is due and not what was disposed', async () => {
    const calls: string[] = [];
    const before = systemClock.now();
    systemClock.after(1, () => calls.push('disposed')).dispose();
    await new Promise<void>((resolve) => systemClock.after(2, resolve));
    assert.deepEqual(calls, []);
    assert.ok(systemClock.now() >= before + 1);
  });
});
