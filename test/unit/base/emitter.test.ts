import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/emitter';
import { expectFaults } from '../support/faults';
import { useOwn } from '../support/own';

describe('emitter', () => {
  const own = useOwn();
  const faults = expectFaults();

  it('calls its listeners in the order they subscribed, and the same one twice if it did so twice', () => {
    const emitter = own(new Emitter<number>());
    const calls: string[] = [];
    const listener = (value: number) => calls.push(`same ${value}`);
    emitter.event(listener);
    emitter.event((value) => calls.push(`other ${value}`));
    emitter.event(listener);
    emitter.fire(1);
    assert.deepEqual(calls, ['same 1', 'other 1', 'same 1']);
  });

  it('leaves out who unsubscribed meanwhile, and who subscribed only now', () => {
    const emitter = own(new Emitter<undefined>());
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
    const emitter = own(new Emitter<undefined>());
    const calls: string[] = [];
    emitter.event(() => calls.push('before'));
    emitter.dispose();
    emitter.event(() => calls.push('after')).dispose();
    emitter.fire(undefined);
    assert.deepEqual(calls, []);
  });

  it('calls the others when one throws, and reports its fault', () => {
    const emitter = own(new Emitter<number>());
    const calls: number[] = [];
    emitter.event((value) => calls.push(value));
    emitter.event((value) => {
      throw new Error(`no ${value}`);
    });
    emitter.event((value) => calls.push(-value));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(calls, [1, -1, 2, -2]);
    assert.deepEqual(faults(), ['no 1', 'no 2']);
  });
});
