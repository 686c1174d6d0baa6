import assert from 'node:assert/strict';
import { asQuoted, longText } from '../../../../../webview/composer/length/longText';

describe('longText', () => {
  const long = (text: string, maxTextBytes: number, maxCodeBytes?: number, sent = text) =>
    longText({ text, sent, maxTextBytes, maxCodeBytes });

  it('is none where what is sent of it fits', () => {
    assert.equal(long('hello', 5, 10), undefined);
    assert.equal(long('//hello', 6, 10, '/hello'), undefined);
  });

  it('goes by what is sent, and is code as it is written', () => {
    const code = { path: 'text.txt', start: 1, end: 1, text: '//one two' };
    assert.deepEqual(long('//one two', 5, 10, '/one two'), { excess: 3, messages: 2, code });
  });

  it('is as many messages as it takes, or code, as far as either is possible', () => {
    const code = { path: 'text.txt', start: 1, end: 1, text: 'one two' };
    assert.deepEqual(long('one two', 4, 10), { excess: 3, messages: 2, code });
    assert.deepEqual(long('one two', 4, 6), { excess: 3, messages: 2, code: undefined });
    assert.deepEqual(long('one two', 4), { excess: 3, messages: 2, code: undefined });
    assert.deepEqual(long('abc'.repeat(20), 3, 10), { excess: 57, messages: undefined, code: undefined });
  });
});

describe('asQuoted', () => {
  it('takes the fences from a block, and goes by what they say', () => {
    const text = '\ta\n\n  b';
    assert.deepEqual(asQuoted(`\`\`\`ts src/a.ts:7-9\n${text}\n\`\`\``), {
      ...{ path: 'src/a.ts', start: 7, end: 9, text, language: 'ts' },
    });
    assert.deepEqual(asQuoted(`~~~~\n${text}\n~~~~`), { path: 'text.txt', start: 1, end: 3, text });
  });

  it('takes everything else as it is', () => {
    for (const text of ['a\nb', '```\na\n```\nb', '```\na\n```\n```\nb\n```', 'so\n```\na\n```', '```\na'])
      assert.deepEqual(asQuoted(text), { path: 'text.txt', start: 1, end: text.split('\n').length, text });
  });
});
