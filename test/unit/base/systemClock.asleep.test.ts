import assert from 'node:assert/strict';
import { countingSleep } from '../../../src/base/systemClock';

describe('a clock that counts the time asleep', () => {
  let [awake, boot] = [100, 5000];
  const pass = (ms: number, sleptMs = 0) => {
    awake += ms;
    boot += ms + sleptMs;
  };
  let now: () => number;
  beforeEach(
    () =>
      (now = countingSleep(
        () => awake,
        () => boot,
      )),
  );

  it('goes on by as much as passes, awake and asleep', () => {
    const since = now();
    pass(1500);
    assert.equal(now() - since, 1500);
    pass(1000, 3_600_000);
    assert.equal(now() - since, 3_602_500);
    pass(500);
    assert.equal(now() - since, 3_603_000);
    pass(1000, 7_200_000);
    assert.equal(now() - since, 10_804_000);
  });

  it('never goes back, also where the uptime is coarse, goes back, or is not known', () => {
    const since = now();
    for (const drift of [-999, 999, -5000, NaN, 0, 1500]) {
      pass(1000);
      boot += drift;
      now();
    }
    const passed = now() - since;
    assert.ok(passed === 6000, `${passed}`);
  });
});
