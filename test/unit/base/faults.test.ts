import assert from 'node:assert/strict';
import { faultText, guarded } from '../../../src/base/faults';
import { expectFaults } from '../support/faults';

describe('faults', () => {
  const faults = expectFaults();

  it('of a guarded listener are reported, and who calls it goes on', () => {
    const calls: string[] = [];
    const listener = guarded((name: string, fails: boolean) => {
      if (fails) throw new Error(name);
      calls.push(name);
    });
    listener('first', true);
    listener('second', false);
    assert.deepEqual([calls, faults()], [['second'], ['first']]);
  });

  it('stand in a log with their stack, where they have one', () => {
    const fault = new Error('why');
    assert.equal(faultText(fault), fault.stack);
    assert.match(faultText(fault), /why\n\s+at /);
    assert.equal(faultText('no error at all'), 'no error at all');
  });
});
