import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Disposable } from '../../src/base/disposable';
import { Emitter } from '../../src/base/emitter';
import { watchForWake } from '../../src/editor/restoring/wakeWatch';
import { ManualClock } from '../unit/client/manualClock';

const HOUR_MS = 3_600_000;
const TICK_MS = 10_000;

describe('the watch for a computer or a person that is back', () => {
  let clock: ManualClock;
  let focus: vscode.EventEmitter<{ focused: boolean }>;
  let changed: Emitter<void>;
  let session: { isActive: boolean; onDidChange: Emitter<void>['event']; current: { wake: () => number } };
  let woken: number;
  let watch: Disposable;

  const be = (isActive: boolean): void => {
    session.isActive = isActive;
    changed.fire();
  };

  beforeEach(() => {
    clock = new ManualClock();
    focus = new vscode.EventEmitter();
    changed = new Emitter();
    woken = 0;
    session = { isActive: false, onDidChange: changed.event, current: { wake: () => (woken += 1) } };
    watch = watchForWake(session, clock, focus.event);
  });
  afterEach(() => watch.dispose());

  it('tries the connection at once when the computer has slept, each time', () => {
    be(true);
    for (const times of [1, 2]) {
      clock.advance(TICK_MS / 2);
      clock.sleep(HOUR_MS);
      clock.advance(TICK_MS);
      assert.equal(woken, times);
    }
  });

  it('leaves it alone as long as time only passes, also when the computer is slow', () => {
    be(true);
    clock.advance(HOUR_MS);
    clock.sleep(TICK_MS);
    clock.advance(TICK_MS);
    assert.equal(woken, 0);
  });

  it('tries it once too often where somebody set the date on, and not at all where it was set back', () => {
    be(true);
    clock.leap(-HOUR_MS);
    clock.advance(2 * TICK_MS);
    assert.equal(woken, 0);
    clock.leap(2 * HOUR_MS);
    clock.advance(2 * TICK_MS);
    assert.equal(woken, 1);
  });

  it('looks at no clock while there is no room', () => {
    assert.equal(clock.pending, 0);
    be(true);
    changed.fire();
    assert.equal(clock.pending, 1);
    be(false);
    assert.equal(clock.pending, 0);
  });

  it('tries it when the window gets the focus, not when it loses it', () => {
    be(true);
    focus.fire({ focused: false });
    assert.equal(woken, 0);
    focus.fire({ focused: true });
    assert.equal(woken, 1);
  });

  it('is over when it is disposed', () => {
    be(true);
    watch.dispose();
    assert.equal(clock.pending, 0);
    focus.fire({ focused: true });
    be(true);
    assert.equal(clock.pending, 0);
    assert.equal(woken, 0);
  });
});
