import assert from 'node:assert/strict';
import { answerWithin, waitAtMost } from '../../../src/base/clock';
import { ManualClock } from '../client/manualClock';

describe('waiting for something, for a time at most', () => {
  it('ends with it, and leaves no timer', async () => {
    const clock = new ManualClock();
    await waitAtMost(clock, 1000, Promise.resolve());
    await assert.rejects(waitAtMost(clock, 1000, Promise.reject(new Error('broken'))), /broken/);
    assert.equal(clock.pending, 0);
  });

  it('ends when the time is over', async () => {
    const clock = new ManualClock();
    const waiting = waitAtMost(clock, 1000, new Promise(() => undefined));
    clock.advance(1000);
    await waiting;
    assert.equal(clock.pending, 0);
  });

  it('gives the answer, or what stands for a late one', async () => {
    const clock = new ManualClock();
    assert.equal(await answerWithin(clock, 1000, Promise.resolve('yes'), 'late'), 'yes');
    const waiting = answerWithin(clock, 1000, new Promise(() => undefined), 'late');
    clock.advance(1000);
    assert.equal(await waiting, 'late');
    await assert.rejects(answerWithin(clock, 1000, Promise.reject(new Error('broken')), 'late'), /broken/);
    assert.equal(clock.pending, 0);
  });
});
