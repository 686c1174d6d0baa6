import assert from 'node:assert/strict';
import { DisposableStore, toDisposable } from '../../../src/base/disposable';
import { expectFaults } from '../support/faults';

describe('disposables', () => {
  const faults = expectFaults();

  it('run once, however often they are disposed', () => {
    let runs = 0;
    const one = toDisposable(() => runs++);
    one.dispose();
    one.dispose();
    assert.equal(runs, 1);
  });

  it('run once, also when disposing disposes again', () => {
    let runs = 0;
    const one = toDisposable(() => {
      runs++;
      one.dispose();
    });
    one.dispose();
    assert.equal(runs, 1);
  });

  it('in a store go together, the newest first', () => {
    const store = new DisposableStore();
    const gone: string[] = [];
    for (const name of ['first', 'second', 'third']) store.add(toDisposable(() => gone.push(name)));
    assert.equal(store.isDisposed, false);
    store.dispose();
    store.dispose();
    assert.deepEqual([gone, store.isDisposed], [['third', 'second', 'first'], true]);
  });

  it('are disposed at once by a store that is gone', () => {
    const store = new DisposableStore();
    store.dispose();
    let runs = 0;
    const late = toDisposable(() => runs++);
    assert.equal(store.add(late), late);
    assert.equal(runs, 1);
  });

  it('in a store all go, also where some throw; each fault is reported', () => {
    const store = new DisposableStore();
    const gone: string[] = [];
    store.add(toDisposable(() => gone.push('first')));
    for (const name of ['second', 'third'])
      store.add(
        toDisposable(() => {
          throw new Error(name);
        }),
      );
    store.add(toDisposable(() => gone.push('fourth')));
    store.dispose();
    assert.deepEqual(gone, ['fourth', 'first']);
    assert.deepEqual(faults(), ['third', 'second']);
  });

  it('that throw, and come too late for their store, do not stop who adds them', () => {
    const store = new DisposableStore();
    store.dispose();
    store.add(
      toDisposable(() => {
        throw new Error('late');
      }),
    );
    assert.deepEqual(faults(), ['late']);
  });
});
