import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter';
import type { Disposable } from '../../../../src/base/disposable';
import { watchNetwork } from '../../../../src/editor/restoring/networkWatch';
import { ManualClock } from '../../client/manualClock';

describe('watchNetwork', () => {
  let clock: ManualClock;
  let addresses: string;
  let told: number;
  let watching: Disposable;
  const changed = new Emitter<void>();
  const session = {
    ...{ isActive: false, onDidChange: changed.event },
    current: { isReconnecting: false, changeNetwork: () => (told += 1) },
  };
  const be = (state: 'out' | 'in' | 'away'): void => {
    session.isActive = state !== 'out';
    session.current.isReconnecting = state === 'away';
    changed.fire();
  };

  beforeEach(() => {
    clock = new ManualClock();
    addresses = '10.0.0.1';
    told = 0;
    session.isActive = session.current.isReconnecting = false;
    watching = watchNetwork(session, clock, () => addresses);
  });
  afterEach(() => watching.dispose());

  for (const [state, withinMs] of [
    ['away', 2000],
    ['in', 10_000],
  ] as const) {
    it(`tells of another address, once, within ${withinMs} ms while ${state}`, () => {
      be(state);
      clock.advance(30_000);
      assert.equal(told, 0);
      addresses = '10.0.0.1,192.168.1.7';
      clock.advance(withinMs);
      assert.equal(told, 1);
      clock.advance(30_000);
      assert.equal(told, 1);
    });
  }

  it('does not miss the change that takes the connection away', () => {
    be('in');
    addresses = '192.168.1.7';
    be('away');
    clock.advance(2000);
    assert.equal(told, 1);
  });

  it('looks only while there is a room', () => {
    assert.equal(clock.pending, 0);
    be('in');
    be('in');
    assert.equal(clock.pending, 1);
    be('away');
    assert.equal(clock.pending, 1);
    be('out');
    assert.equal(clock.pending, 0);
    be('away');
    watching.dispose();
    assert.equal(clock.pending, 0);
  });
});
