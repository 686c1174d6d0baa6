import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/systemClock';
import { DisposableStore, toDisposable } from '../../../src/base/disposable';
import { Emitter } from '../../../src/base/emitter';
import { fail, ok } from '../../../src/base/result';

describe('disposables', () => {
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
});

describe('emitter', () => {
  it('calls its listeners in the order they subscribed, and the same one twice if it did so twice', () => {
    const emitter = new Emitter<number>();
    const calls: string[] = [];
    const listener = (value: number) => calls.push(`same ${value}`);
    emitter.event(listener);
    emitter.event((value) => calls.push(`other ${value}`));
    emitter.event(listener);
    emitter.fire(1);
    assert.deepEqual(calls, ['same 1', 'other 1', 'same 1']);
  });

  it('leaves out who unsubscribed meanwhile, and who subscribed only now', () => {
    const emitter = new Emitter<undefined>();
    const calls: string[] = [];
    emitter.event(() => {
      calls.push('first');
      second.dispose();
      emitter.event(() => calls.push('late'));
    });
    const second = emitter.event(() => calls.push('second'));
    emitter.fire(undefined);
    assert.deepEqual(calls, ['first']);
  });

  it('is silent once disposed', () => {
    const emitter = new Emitter<undefined>();
    const calls: string[] = [];
    emitter.event(() => calls.push('before'));
    emitter.dispose();
    emitter.event(() => calls.push('after')).dispose();
    emitter.fire(undefined);
    assert.deepEqual(calls, []);
  });
});

describe('the system clock', () => {
  it('runs what is due and not what was disposed', async () => {
    const calls: string[] = [];
    const before = systemClock.now();
    systemClock.after(1, () => calls.push('disposed')).dispose();
    await new Promise<void>((resolve) => systemClock.after(2, resolve));
    assert.deepEqual(calls, []);
    assert.ok(systemClock.now() >= before + 1);
  });
});

describe('results', () => {
  it('tell what went well from what did not', () => {
    assert.deepEqual(
      [ok(1), fail('why')],
      [
        { ok: true, value: 1 },
        { ok: false, error: 'why' },
      ],
    );
  });
});
