import assert from 'node:assert/strict';
import { panelStrings } from '../../../src/panel/strings';
import { Passing } from '../../../webview/passing';
import { Store } from '../../../webview/store';
import { ManualTimers } from './manualTimers';

describe('Passing', () => {
  let store: Store;
  let timers: ManualTimers;
  let said: string[];
  let passing: Passing;

  beforeEach(() => {
    store = new Store(
      () => undefined,
      () => undefined,
    );
    timers = new ManualTimers();
    said = [];
    passing = new Passing({
      ...{ store, timers, strings: panelStrings },
      announcer: { tell: (text) => said.push(text) },
    });
  });

  it('shows and says that something was copied, each time anew', () => {
    passing.copied('m1');
    timers.pass(1500);
    passing.copied('m2');
    timers.pass(1500);
    assert.equal(store.state.copied, 'm2');
    timers.pass(500);
    assert.equal(store.state.copied, undefined);
    assert.deepEqual(said, [panelStrings.copied, panelStrings.copied]);
  });

  it('marks a message for a moment', () => {
    passing.found('m1');
    assert.equal(store.state.found, 'm1');
    timers.pass(2000);
    assert.equal(store.state.found, undefined);
    assert.deepEqual(said, [], 'its text is read out with the focus');
  });

  it('says why a message is not there for as long as it takes to read', () => {
    passing.missing('gone');
    assert.deepEqual([store.state.missing, said], [panelStrings.messageGone, [panelStrings.messageGone]]);
    timers.pass(5000);
    passing.missing('away');
    timers.pass(5000);
    assert.equal(store.state.missing, panelStrings.messageAway);
    timers.pass(1000);
    assert.equal(store.state.missing, undefined);
  });

  it('says why a hidden message is not there', () => {
    passing.missing('hidden');
    assert.equal(store.state.missing, panelStrings.messageHidden);
  });

  it('shows that a message is looked for, until somebody is there', () => {
    passing.missing('away');
    passing.looking();
    timers.pass(60_000);
    assert.equal(store.state.missing, panelStrings.loadingOlder);
    passing.missing('gone');
    assert.equal(store.state.missing, panelStrings.messageGone);
  });

  it('shows one of them at a time', () => {
    passing.missing('gone');
    passing.found('m1');
    assert.deepEqual([store.state.missing, store.state.found], [undefined, 'm1']);
    passing.missing('away');
    assert.deepEqual([store.state.missing, store.state.found], [panelStrings.messageAway, undefined]);
  });
});
