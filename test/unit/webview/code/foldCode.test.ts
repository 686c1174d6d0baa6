import assert from 'node:assert/strict';
import { foldCode } from '../../../../webview/code/foldCode';

const lines = (count: number): string => Array.from({ length: count }, (_, i) => `\tline ${i}`).join('\n');

describe('folded code', () => {
  it('shows the beginning of long code, and counts the rest', () => {
    assert.deepEqual(foldCode(lines(212)), { shown: lines(12), hidden: 200 });
    assert.deepEqual(foldCode(lines(18)), { shown: lines(12), hidden: 6 });
  });

  it('hides no few lines', () => {
    for (const count of [1, 12, 17])
      assert.deepEqual(foldCode(lines(count)), { shown: lines(count), hidden: 0 });
  });
});
