import assert from 'node:assert/strict';
import { AUTHOR_COLORS, authorColor } from '../../../../webview/views/authorColor';

describe('authorColor', () => {
  it('is the same for the same author and within the palette', () => {
    assert.equal(authorColor('m-1'), authorColor('m-1'));
    const seen = new Set(Array.from({ length: 300 }, (_, i) => authorColor(`m-${i}`)));
    assert.equal(seen.size, AUTHOR_COLORS);
    for (const name of seen) assert.ok(Number(name.replace('author-', '')) < AUTHOR_COLORS);
  });
});
