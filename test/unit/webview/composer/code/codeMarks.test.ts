import assert from 'node:assert/strict';
import { asCode, endsInCode } from '../../../../../webview/composer/code/codeMarks';

describe('asCode', () => {
  const cases: readonly (readonly [what: string, marked: string, expected: string])[] = [
    ['a part of a line in backticks', 'the [rest] of it', 'the `[rest]` of it'],
    ['a part with backticks in more of them', 'a [b`c] d', 'a `` [b`c] `` d'],
    ['several lines in a block', '[one\ntwo]', '```\n[one\ntwo]\n```'],
    ['a block on lines of its own', 'look: [one\ntwo] there', 'look: \n```\n[one\ntwo]\n```\n there'],
    ['lines with a fence in a longer one', '[```\nx\n```]', '````\n[```\nx\n```]\n````'],
    ['nothing in an empty block', 'so:\n[]', 'so:\n```\n[]\n```'],
  ];
  for (const [what, marked, expected] of cases) {
    it(`puts ${what}`, () => {
      const start = marked.indexOf('[');
      const end = marked.lastIndexOf(']') - 1;
      const value = marked.slice(0, start) + marked.slice(start + 1, end + 1) + marked.slice(end + 2);
      const { text, selectionStart, selectionEnd } = asCode(value, start, end);
      const written = value.slice(0, start) + text + value.slice(end);
      const body = `${written.slice(0, selectionStart)}[${written.slice(selectionStart, selectionEnd)}]`;
      assert.equal(body + written.slice(selectionEnd), expected);
    });
  }
});

describe('endsInCode', () => {
  it('knows code in a line', () => {
    assert.equal(endsInCode('a `b'), true);
    assert.equal(endsInCode('a ``b`c'), false);
    assert.equal(endsInCode('a `b` c'), false);
    assert.equal(endsInCode('a `b\nc'), false);
  });
});
