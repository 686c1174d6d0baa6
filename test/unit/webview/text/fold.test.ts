import assert from 'node:assert/strict';
import { folded } from '../../../../webview/text/fold';

const lines = (count: number): string => Array.from({ length: count }, (_, i) => `line ${i + 1}`).join('\n');

describe('folded', () => {
  it('leaves what is not long, or longer by a few lines only', () => {
    for (const text of ['', 'hello', lines(24), lines(31), 'x'.repeat(2700)])
      assert.equal(folded(text), undefined, text.slice(0, 20));
  });

  it('ends what is long behind a line, and says how many it has', () => {
    assert.deepEqual(folded(lines(60)), { shown: lines(24), lines: 60 });
  });

  it('counts a line as high as it will be', () => {
    const text = Array.from({ length: 20 }, () => 'x'.repeat(400)).join('\n');
    const { shown } = folded(text)!;
    assert.ok(text.startsWith(shown));
    assert.equal(shown.split('\n').length, 4);
  });

  it('leaves code as a whole, which is folded by itself', () => {
    assert.equal(folded(`look:\n\`\`\`ts\n${lines(300)}\n\`\`\`\nand this`), undefined);
    assert.equal(folded(`~~~\n\`\`\`\n${lines(300)}\n~~~`), undefined);
  });

  it('ends one very long line between two characters as a person sees them', () => {
    const family = '👩‍👩‍👧‍👦';
    const { shown, lines: count } = folded(`a${family.repeat(2000)}`)!;
    assert.equal(count, 1);
    assert.equal(shown.length % family.length, 2, 'the letter, whole families, and the ellipsis');
    assert.ok(shown.endsWith(`${family}…`));
  });
});
