import assert from 'node:assert/strict';
import { fenced, placeText } from '../../../src/panel/fencedCode';

describe('fences around code', () => {
  it('say the language and the place of what was copied', () => {
    const place = { path: 'src/a.ts', start: 3, end: 9 };
    assert.equal(fenced('a\nb', { language: 'typescript', place }), '```typescript src/a.ts:3-9\na\nb\n```');
    assert.equal(fenced('a\nb\n', { place: { ...place, end: 3 } }), '```src/a.ts:3\na\nb\n```');
    assert.equal(fenced('\ta\n  b', { language: 'go' }), '```go\n\ta\n  b\n```');
    assert.equal(fenced('a\nb', {}), '```\na\nb\n```');
  });

  it('leave out a place that could not be read again', () => {
    const place = { path: 'my notes/a.ts', start: 3, end: 9 };
    assert.equal(fenced('a\nb', { language: 'typescript', place }), '```typescript\na\nb\n```');
  });

  it('are longer than any within them', () => {
    assert.equal(fenced('```\nx\n`````', {}), '``````\n```\nx\n`````\n``````');
  });

  it('name a place as people write it', () => {
    assert.equal(placeText({ path: 'my notes/a.ts', start: 3, end: 9 }), 'my notes/a.ts:3-9');
    assert.equal(placeText({ path: 'a.ts', start: 3, end: 3 }), 'a.ts:3');
  });
});
