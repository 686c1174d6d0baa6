import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/emitter';
import type { Disposable } from '../../../src/base/disposable';
import { watchNetwork } from '../../../src/editor/networkWatch';
import { ManualClock } from '../client/manualClock';

describe('watchNetwork', () => {
  let clock: ManualClock;
  let addresses: string;
  let woken: number;
  let watching: Disposable;
  const changed = new Emitter<void>();
  const session = { isReconnecting: false, onDidChange: changed.event, wake: () => (woken += 1) };
  const be = (isReconnecting: boolean): void => {
    session.isReconnecting = isReconnecting;
    changed.fire();
  };

  beforeEach(() => {
    clock = new ManualClock();
    addresses = '10.0.0.1';
    woken = 0;
    session.isReconnecting = false;
    watching = watchNetwork(session, clock, () => addresses);
  });
  afterEach(() => watching.dispose());

  it('wakes a connection that is away when there is another address, once', () => {
    be(true);
    clock.advance(10_000);
    assert.equal(woken, 0);
    addresses = '10.0.0.1,192.168.1.7';
    clock.advance(2000);
    assert.equal(woken, 1);
    clock.advance(10_000);
    assert.equal(woken, 1);
  });

  it('looks only while one is away', () => {
    assert.equal(clock.pending, 0);
    be(true);
    be(true);
    assert.equal(clock.pending, 1);
    be(false);
    assert.equal(clock.pending, 0);
    be(true);
    watching.dispose();
    assert.equal(clock.pending, 0);
  });
});
