import assert from 'node:assert/strict';
import { excessCharacters } from '../../../../webview/composer/excess';

describe('excessCharacters', () => {
  const cases: readonly (readonly [what: string, text: string, maxBytes: number, excess: number])[] = [
    ['nothing where it fits', 'hello', 5, 0],
    ['nothing of an empty text', '', 5, 0],
    ['what is beyond the limit', 'hello', 3, 2],
    ['characters, not bytes', 'äöü', 4, 1],
    ['a character that fits in part only', 'aäö', 4, 1],
    ['an emoji as one', 'a😀😀', 5, 1],
    ['everything where there is no room', 'hello', 0, 5],
  ];
  for (const [what, text, maxBytes, excess] of cases) {
    it(`counts ${what}`, () => assert.equal(excessCharacters(text, maxBytes), excess));
  }
});
