import assert from 'node:assert/strict';
import fc from 'fast-check';
import { grammars, highlight } from '../../../../webview/code/highlighter';
import type { TokenKind } from '../../../../webview/code/tokens';

const pieces = (grammar: string, code: string, kind: TokenKind): string[] =>
  highlight(grammar, code)
    .filter((token) => token.kind === kind)
    .map(({ text }) => text.trim());

describe('highlighting', () => {
  it('tells the pieces of code apart', () => {
    const code = '// why\nexport class Lines { read(s: string) { return `a${s + 1}` ?? /b+/ ?? true; } }';
    assert.deepEqual(pieces('typescript', code, 'comment'), ['// why']);
    assert.deepEqual(pieces('typescript', code, 'keyword'), ['export', 'class', 'return']);
    assert.deepEqual(pieces('typescript', code, 'string'), ['`a', '`']);
    assert.deepEqual(pieces('typescript', code, 'number'), ['1']);
    assert.deepEqual(pieces('typescript', code, 'function'), ['read']);
    assert.deepEqual(pieces('typescript', code, 'type'), ['Lines', 'string']);
    assert.deepEqual(pieces('typescript', code, 'literal'), ['true']);
    assert.deepEqual(pieces('diff', '+ new\n- old\n', 'added'), ['+ new']);
    assert.deepEqual(pieces('diff', '+ new\n- old\n', 'deleted'), ['- old']);
  });

  it('keeps every character, whatever it is', () => {
    const piece = fc.constantFrom(
      '<',
      '"',
      "'",
      '`',
      '/*',
      '\t',
      '\r\n',
      '{',
      '${',
      '<script>',
      '\u202e',
      '&amp;',
      'def ',
    );
    const text = fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }).map((all) => all.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...grammars), text, (grammar, code) => {
        const tokens = highlight(grammar, code);
        assert.equal(tokens.map((token) => token.text).join(''), code);
      }),
      { numRuns: 500 },
    );
  });

  it('takes brackets in brackets, however deep', () => {
    for (const grammar of grammars)
      for (const open of ['(', '[', '{', '<a ']) {
        const code = open.repeat(2000 / open.length);
        assert.equal(
          highlight(grammar, code)
            .map(({ text }) => text)
            .join(''),
          code,
        );
      }
  });

  it('never makes more elements than can be drawn', () => {
    const tokens = highlight('typescript', '1 a '.repeat(5000));
    assert.deepEqual(tokens, [{ text: '1 a '.repeat(5000) }]);
  });
});
