import assert from 'node:assert/strict';
import { IDLE_MS, REPEAT_MS, TypingSignal } from '../../../../../webview/composer/input/typingSignal';
import { ManualTimers } from '../../manualTimers';

describe('TypingSignal', () => {
  let timers: ManualTimers;
  let told: [at: number, on: boolean][];
  let signal: TypingSignal;
  beforeEach(() => {
    timers = new ManualTimers();
    told = [];
    signal = new TypingSignal((on) => told.push([timers.now(), on]), timers);
  });

  it('tells at the first key, then at most once in two seconds', () => {
    for (let i = 0; i < 45; i++) {
      signal.typed();
      timers.pass(100);
    }
    assert.deepEqual(told, [
      [0, true],
      [REPEAT_MS, true],
      [2 * REPEAT_MS, true],
    ]);
  });

  it('tells once that the person has stopped, and begins anew', () => {
    signal.typed();
    signal.stopped();
    signal.stopped();
    signal.typed();
    assert.deepEqual(told, [
      [0, true],
      [0, false],
      [0, true],
    ]);
  });

  it('has nothing to tell about who stops without having begun', () => {
    signal.stopped();
    assert.deepEqual(told, []);
  });

  it('takes five seconds without a key as an end', () => {
    signal.typed();
    timers.pass(1500);
    signal.typed();
    timers.pass(IDLE_MS - 1);
    assert.deepEqual(told, [[0, true]]);
    timers.pass(1);
    assert.deepEqual(told.at(-1), [1500 + IDLE_MS, false]);
    timers.pass(10 * IDLE_MS);
    assert.equal(told.length, 2);
  });
});
