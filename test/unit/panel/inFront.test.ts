import assert from 'node:assert/strict';
import { inFront } from '../../../src/panel/inFront';

describe('inFront', () => {
  const code = { path: 'a.ts', start: 1, end: 1, text: 'one' };
  const bob = { mid: 'b', name: 'bob' };

  it('puts a text on a line of its own in front of another, and keeps whom both name', () => {
    const since = { text: '@ana', mentions: [{ mid: 'a', name: 'ana' }] };
    assert.deepEqual(inFront({ text: '@bob', mentions: [bob] }, since), {
      text: '@bob\n@ana',
      mentions: [bob, ...since.mentions],
    });
    assert.deepEqual(inFront({ text: 'a' }, { text: '' }), { text: 'a' });
  });

  it('quotes what one of them quotes; what there is no room for becomes a block in the text', () => {
    assert.deepEqual(inFront({ text: '', code }, { text: 'a' }), { text: 'a', code });
    assert.deepEqual(inFront({ text: 'a' }, { text: '', code }), { text: 'a', code });
    const other = { ...code, path: 'b.ts', language: 'typescript' };
    assert.deepEqual(inFront({ text: 'a', code: other }, { text: 'b', code }), {
      text: 'a\n```typescript b.ts:1\none\n```\nb',
      code,
    });
  });
});
