import assert from 'node:assert/strict';
import { openFence } from '../../../src/panel/openFence';

describe('openFence', () => {
  it('is the one that is open at the end', () => {
    assert.deepEqual(openFence('```ts\nlet x'), { line: '```ts', marks: '```', at: 0 });
    assert.deepEqual(openFence('a\n  ~~~\nb'), { line: '~~~', marks: '~~~', at: 2 });
    assert.deepEqual(openFence('````\n```\nx'), { line: '````', marks: '````', at: 0 });
    assert.equal(openFence('```\nx\n```\n\n```go')?.at, 11);
  });

  it('is none where every fence is closed', () => {
    for (const text of ['', 'x', '```\nx\n```', '```\n````\n', 'a ```b'])
      assert.equal(openFence(text), undefined, text);
  });
});
