import assert from 'node:assert/strict';
import { bytesLeft, excessCharacters } from '../../../../../webview/composer/length/textLength';

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

describe('bytesLeft', () => {
  it('counts the last tenth only, in bytes', () => {
    assert.equal(bytesLeft('a'.repeat(899), 1000), undefined);
    assert.equal(bytesLeft('a'.repeat(900), 1000), 100);
    assert.equal(bytesLeft('ä'.repeat(499), 1000), 2);
    assert.equal(bytesLeft('a'.repeat(1000), 1000), 0);
  });

  it('counts nothing where there is too little', () => {
    assert.equal(bytesLeft('a'.repeat(1001), 1000), undefined);
  });
});
