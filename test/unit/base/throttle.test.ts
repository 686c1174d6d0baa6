import assert from 'node:assert/strict';
import { Throttle } from '../../../src/base/throttle';
import { ManualClock } from '../client/manualClock';

describe('Throttle', () => {
  let clock: ManualClock;
  let runs: number[];
  let throttle: Throttle;
  beforeEach(() => {
    clock = new ManualClock();
    runs = [];
    const begin = clock.now();
    throttle = new Throttle(clock, 100, () => runs.push(clock.now() - begin));
  });

  it('runs at once, and makes one run of all that is asked meanwhile', () => {
    for (let i = 0; i < 1000; i++) throttle.ask();
    assert.deepEqual(runs, [0]);
    clock.advance(1000);
    assert.deepEqual(runs, [0, 100]);
    throttle.ask();
    assert.deepEqual(runs, [0, 100, 1000], 'after a pause at once again');
  });

  it('keeps the distance also after what was made to run early', () => {
    throttle.ask();
    throttle.ask();
    clock.advance(30);
    throttle.flush();
    throttle.flush();
    throttle.ask();
    clock.advance(99);
    assert.deepEqual(runs, [0, 30]);
    clock.advance(1);
    assert.deepEqual(runs, [0, 30, 130]);
  });

  it('runs no more when it is disposed', () => {
    throttle.ask();
    throttle.ask();
    throttle.dispose();
    throttle.flush();
    throttle.ask();
    clock.advance(1000);
    assert.deepEqual(runs, [0]);
  });
});
