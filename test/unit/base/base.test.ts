import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/systemClock';
import { fail, ok } from '../../../src/base/result';

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

describe('results', () => {
  it('tell what went well from what did not', () => {
    assert.deepEqual(
      [ok(1), fail('why')],
      [
        { ok: true, value: 1 },
        { ok: false, error: 'why' },
      ],
    );
  });
});
