/** What a piece of code is, as far as it has a colour: `.code-keyword` and so on in `webview/code/tokens.css`. */
export type TokenKind =
  | 'comment'
  | 'keyword'
  | 'literal'
  | 'number'
  | 'string'
  | 'regexp'
  | 'function'
  | 'type'
  | 'variable'
  | 'tag'
  | 'attribute'
  | 'meta'
  | 'added'
  | 'deleted';

/** A piece of code. All pieces together are the code, character by character. */
export interface Token {
  readonly text: string;
  readonly kind?: TokenKind;
}
