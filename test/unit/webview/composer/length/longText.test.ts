import assert from 'node:assert/strict';
import { asQuoted, longText } from '../../../../../webview/composer/length/longText';

describe('longText', () => {
  it('is none where it fits', () => {
    assert.equal(longText('hello', 5, 10), undefined);
  });

  it('is as many messages as it takes, or code, as far as either is possible', () => {
    const code = { path: 'text.txt', start: 1, end: 1, text: 'one two' };
    assert.deepEqual(longText('one two', 4, 10), { excess: 3, messages: 2, code });
    assert.deepEqual(longText('one two', 4, 6), { excess: 3, messages: 2, code: undefined });
    assert.deepEqual(longText('one two', 4, undefined), { excess: 3, messages: 2, code: undefined });
    assert.deepEqual(longText('abc'.repeat(20), 3, 10), { excess: 57, messages: undefined, code: undefined });
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
