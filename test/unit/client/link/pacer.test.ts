import assert from 'node:assert/strict';
import { Pacer } from '../../../../src/client/link/pacer';
import { ManualClock } from '../manualClock';

describe('Pacer', () => {
  it('lets a burst through, then keeps to the rate', () => {
    const clock = new ManualClock();
    let calls = 0;
    const pacer = new Pacer(clock, 5, 4, () => calls++);
    const taken = () => {
      let count = 0;
      while (pacer.take()) count++;
      return count;
    };
    assert.equal(taken(), 3, 'one below the burst');
    clock.advance(199);
    assert.equal(calls, 0);
    clock.advance(1);
    assert.equal(calls, 1, 'told once when there is a token again');
    assert.equal(taken(), 1);
    clock.advance(400);
    assert.equal(taken(), 2);
    clock.advance(60_000);
    assert.equal(taken(), 3, 'never more than the burst');
    pacer.dispose();
    assert.equal(clock.pending, 0);
  });

  it('holds nobody back where there is no rate', () => {
    const pacer = new Pacer(new ManualClock(), 0, 1, () => assert.fail('nobody waits'));
    for (let i = 0; i < 100; i++) assert.ok(pacer.take());
  });
});
