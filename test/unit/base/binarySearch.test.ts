import assert from 'node:assert/strict';
import { firstIndex } from '../../../src/base/binarySearch';

describe('binary search', () => {
  it('finds the first index for which the condition holds, in lists of every length', () => {
    for (let length = 0; length < 20; length++) {
      for (let turn = 0; turn <= length; turn++) {
        assert.equal(
          firstIndex(length, (index) => index >= turn),
          turn,
        );
      }
    }
  });

  it('asks for no index outside of the list', () => {
    const asked: number[] = [];
    firstIndex(5, (index) => {
      asked.push(index);
      return false;
    });
    assert.ok(asked.every((index) => index >= 0 && index < 5));
  });
});
