import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openFence } from '../../../src/panel/openFence';
import { MAX_PARTS, splitText } from '../../../src/panel/splitText';

const texts = (text: string, maxBytes: number) => splitText(text, maxBytes)?.map((part) => part.text);

describe('splitText', () => {
  it('leaves alone what fits', () => {
    assert.deepEqual(splitText(' one\n', 5), [{ text: ' one', rest: ' one' }]);
    assert.deepEqual(splitText('', 5), []);
  });

  it('parts paragraphs, then lines, then words, and writes none of what stood between them', () => {
    assert.deepEqual(texts('one two\n\nthree four', 12), ['one two', 'three four']);
    assert.deepEqual(texts('one two\nthree four', 12), ['one two', 'three four']);
    assert.deepEqual(texts('one two three four', 12), ['one two', 'three four']);
    assert.deepEqual(texts('one two three', 7), ['one two', 'three']);
    assert.deepEqual(texts('a\n\n\n   b', 5), ['a', '   b'], 'what indents a line stays');
  });

  it('never cuts a character as a person sees it, unless that is all there is', () => {
    const family = '👨‍👩‍👧';
    assert.deepEqual(texts(`ab${family}${family}`, 20), [`ab${family}`, family]);
    assert.deepEqual(
      texts('éé'.normalize('NFD'), 5),
      ['é', 'é'].map((one) => one.normalize('NFD')),
    );
    assert.equal(texts(`a${'\u0301'.repeat(20)}`, 15)?.join(''), `a${'\u0301'.repeat(20)}`);
  });

  it('closes a block of code, and opens it again as it was', () => {
    assert.deepEqual(texts('```ts\none\n  two\n```', 15), ['```ts\none\n```', '```ts\n  two\n```']);
    assert.deepEqual(texts('~~~~\n\none\n\ntwo!', 14), ['~~~~\n\none\n~~~~', '~~~~\n\ntwo!']);
  });

  it('begins no block of code at the end of a message, and none that is empty', () => {
    assert.deepEqual(texts('a few words\n```ts\none\n```', 20), ['a few words', '```ts\none\n```']);
    assert.deepEqual(texts('```\nabcd\n```\nefgh', 12), ['```\nabcd\n```', 'efgh']);
    assert.deepEqual(texts('```\nabcdefgh\n```', 12), ['```\nabcd\n```', '```\nefgh\n```']);
  });

  it('has with each part all from there on, which is split in the same way', () => {
    const [, second] = splitText('```ts\none\ntwo\nsix\n```\nso', 14)!;
    assert.equal(second!.rest, '```ts\ntwo\nsix\n```\nso');
    assert.equal(texts(second!.rest, 14)![0], second!.text);
  });

  it('gives up where it would be too many', () => {
    assert.equal(splitText('word '.repeat(MAX_PARTS), 5)?.length, MAX_PARTS);
    assert.equal(splitText('word '.repeat(MAX_PARTS + 1), 5), undefined);
    assert.equal(splitText('a'.repeat(5_000_000), 16_384), undefined);
  });

  it('loses nothing but white space, and keeps to the limit', () => {
    const word = fc.constantFrom(
      'a',
      'bc',
      'défg',
      '👍🏽',
      ' ',
      '  ',
      '\n',
      '\n\n',
      '\t',
      '\n```\n',
      '\n~~~ x\n',
      '`',
    );
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 24, max: 60 }), (whole, maxBytes) => {
        const parts = splitText(whole, maxBytes);
        if (!parts) return;
        const ink = (one: string): string => one.replaceAll(/\s|```|~~~|x/g, '');
        assert.equal(ink(parts.map((part) => part.text).join('')), ink(whole));
        for (const [i, part] of parts.entries()) {
          assert.ok(new TextEncoder().encode(part.text).length <= maxBytes, part.text);
          assert.notEqual(part.text.trim(), '');
          if (i < parts.length - 1) assert.equal(openFence(part.text), undefined, part.text);
        }
      }),
    );
  });
});
