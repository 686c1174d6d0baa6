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

  it('quotes what both quote, in that order', () => {
    assert.deepEqual(inFront({ text: '', codes: [code] }, { text: 'a' }), { text: 'a', codes: [code] });
    assert.deepEqual(inFront({ text: 'a' }, { text: '', codes: [code] }), { text: 'a', codes: [code] });
    const other = { ...code, path: 'b.ts', language: 'typescript' };
    assert.deepEqual(inFront({ text: 'a', codes: [other] }, { text: 'b', codes: [code] }), {
      text: 'a\nb',
      codes: [other, code],
    });
  });
});
