import assert from 'node:assert/strict';
import { directedTo } from '../../../src/panel/directedTo';

const here = [
  { mid: 'b', name: 'bob' },
  { mid: 't', name: 'Bob Tables' },
  { mid: 'm', name: 'Мария' },
];

describe('directedTo', () => {
  const found: readonly (readonly [what: string, words: string, mid: string, text: string])[] = [
    ['a name alone', 'bob', 'b', ''],
    ['a name and a text', 'bob hi there', 'b', 'hi there'],
    ['an @ in front', '@bob hi', 'b', 'hi'],
    ['other case, and spaces around', '  BOB   hi', 'b', 'hi'],
    ['the longer name, where one begins with the other and nothing is to be said', 'bob tables', 't', ''],
    ['the shorter name, where the longer one is not written to its end', 'bob table hi', 'b', 'table hi'],
    ['a name in another script', 'мария привет', 'm', 'привет'],
    ['a text of several lines', 'bob\nfirst\n  second', 'b', 'first\n  second'],
    ['an accent that is written in two parts', 'Мари\u044f й\u0306', 'm', 'й\u0306'],
  ];
  for (const [what, words, mid, text] of found)
    it(`finds: ${what}`, () => assert.deepEqual(directedTo(words, here), { mid, text }));

  for (const words of ['', '@', ' ', 'bobby hi', 'hi bob', 'b', `${'a'.repeat(200_000)} bob`])
    it(`finds nobody in "${words.slice(0, 20)}"`, () => assert.equal(directedTo(words, here), undefined));

  it('means who was picked, also after others took that name, or one that begins so', () => {
    const picked = { mid: 'picked', name: 'bob' };
    assert.deepEqual(directedTo('@bob hi', here, picked), { mid: 'picked', text: 'hi' });
    assert.deepEqual(directedTo('@bob tables hi', here, picked), { mid: 'picked', text: 'tables hi' });
    assert.deepEqual(directedTo('@мария hi', here, picked), { mid: 'm', text: 'hi' });
  });

  it('guesses not who gets a text, where one name begins with the other', () => {
    assert.equal(directedTo('bob tables hi', here), 'unclear');
    assert.equal(directedTo('@Bob Tables hi', here), 'unclear');
  });

  it('looks no further than a name can reach, however many words there are', () => {
    assert.equal(directedTo('a '.repeat(200_000), here), undefined);
  });
});
