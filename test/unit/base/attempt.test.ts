import assert from 'node:assert/strict';
import { attempt } from '../../../src/base/attempt';

describe('attempt', () => {
  it('returns what the action returns', () => {
    assert.equal(
      attempt(
        () => 7,
        () => assert.fail('nothing to report'),
      ),
      7,
    );
  });

  it('reports what the action throws, and returns undefined', () => {
    const reported: unknown[] = [];
    const error = new Error('no');
    const act = (): number => {
      throw error;
    };
    assert.equal(
      attempt(act, (why) => reported.push(why)),
      undefined,
    );
    assert.deepEqual(reported, [error]);
  });
});
