import assert from 'node:assert/strict';
import { RecentlyLeft } from '../../../../src/server/admission/recentlyLeft';
import { FakeClock } from '../support';

describe('who has just left', () => {
  it('P-14.3 is remembered for its time, from when it left last', () => {
    const clock = new FakeClock();
    const left = new RecentlyLeft(clock, 1000);
    left.add('ann');
    clock.advance(400);
    left.add('bob');
    clock.advance(400);
    left.add('ann');
    assert.deepEqual(left.memberIds, ['bob', 'ann']);
    clock.advance(600);
    assert.deepEqual(left.memberIds, ['ann']);
    clock.advance(400);
    assert.deepEqual(left.memberIds, []);
  });

  for (const leapMs of [31_536_000_000, -31_536_000_000])
    it(`P-14.3 is so no longer and no shorter where the date is set by ${leapMs} ms`, () => {
      const clock = new FakeClock();
      const left = new RecentlyLeft(clock, 1000);
      left.add('ann');
      clock.leap(leapMs);
      clock.advance(999);
      assert.deepEqual(left.memberIds, ['ann']);
      clock.advance(1);
      assert.deepEqual(left.memberIds, []);
    });

  it('P-14.3 is not remembered where there is no grace', () => {
    const left = new RecentlyLeft(new FakeClock(), 0);
    left.add('ann');
    assert.deepEqual(left.memberIds, []);
  });

  it('is bounded, whatever storm goes through the room', () => {
    const left = new RecentlyLeft(new FakeClock(), 1000);
    for (let n = 0; n < 5000; n++) left.add(`${n}`);
    assert.equal(left.memberIds.length, 1000);
    assert.equal(left.memberIds.at(-1), '4999');
  });
});
