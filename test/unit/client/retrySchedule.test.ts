import assert from 'node:assert/strict';
import { backoffMs } from '../../../src/client/retrySchedule';

describe('backoffMs', () => {
  it('doubles up to its cap', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 40, 4000].map((attempt) => backoffMs(attempt, 500, 3000, 0)),
      [500, 1000, 2000, 3000, 3000, 3000],
    );
  });

  it('takes up to half away by chance', () => {
    assert.equal(backoffMs(1, 500, 3000, 0.5), 375);
    assert.equal(backoffMs(9, 500, 3000, 0.999_999), 1500);
  });
});
