import assert from 'node:assert/strict';
import { type FaultReporter, setFaultReporter } from '../../../src/base/faults';

/**
 * For each test of a suite that plants faults: takes those that are reported, which would fail the test otherwise.
 * @returns takes the messages of those so far. What a test has not taken fails it
 */
export function expectFaults(): () => readonly string[] {
  let reported: string[] = [];
  let before: FaultReporter;
  beforeEach(() => {
    reported = [];
    before = setFaultReporter((fault) =>
      reported.push(fault instanceof Error ? fault.message : String(fault)),
    );
  });
  afterEach(() => {
    setFaultReporter(before);
    assert.deepEqual(reported, []);
  });
  return () => reported.splice(0);
}
