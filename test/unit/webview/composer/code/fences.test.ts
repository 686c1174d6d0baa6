import assert from 'node:assert/strict';
import { hasSeveralLines, isInsideFence } from '../../../../../webview/composer/code/fences';

/** `|` is the caret. */
const isInside = (text: string): boolean => isInsideFence(text.replace('|', ''), text.indexOf('|'));

describe('fences in what is written', () => {
  it('have the caret between them, or not', () => {
    for (const text of [
      '```\n|',
      '```ts\nif (a) {\n|\n}\n```',
      'look:\n~~~\na|b',
      '````\n```\n|',
      '```\na|',
      '  ```\n|x',
    ])
      assert.equal(isInside(text), true, text);
    for (const text of [
      '|',
      'a|',
      '```|',
      '``|`\na\n```',
      '```\na\n```|',
      '```\na\n```\n|',
      '``\n|',
      'a ```\n|',
      '```\na\n``|`',
    ])
      assert.equal(isInside(text), false, text);
  });

  it('are for several lines that say something', () => {
    for (const text of ['a\nb', '\n\na\n\n  b', 'a\r\nb']) assert.equal(hasSeveralLines(text), true, text);
    for (const text of ['', 'a', 'a\n', '\na', '\n \n', 'a\n  \n'])
      assert.equal(hasSeveralLines(text), false, text);
  });

  // the square of this would take hours
  it('are no matter of one very long line', () => {
    assert.equal(hasSeveralLines('x'.repeat(5_000_000)), false);
    assert.equal(hasSeveralLines(`${' '.repeat(5_000_000)}x`), false);
  });
});
