import assert from 'node:assert/strict';
import {
  askedBy,
  COMMAND_NAMES,
  isCommand,
  textSentBy,
} from '../../../../../webview/composer/completion/slashCommands';

describe('askedBy', () => {
  const texts: readonly (readonly [what: string, written: string, sent: string])[] = [
    ['a plain text', 'hello', 'hello'],
    ['a slash inside', 'and/or', 'and/or'],
    ['a slash alone', '/', '/'],
    ['a slash before a space', '/ me', '/ me'],
    ['a path', '/usr/bin/env', '/usr/bin/env'],
    ['two slashes before a word', '//help', '/help'],
    ['two slashes before a word that is no command', '//x and more', '/x and more'],
    ['a comment of code', '// a comment', '// a comment'],
    ['a comment of several lines', '//first\n//second', '//first\n//second'],
    ['a comment above code', '//help\nhelp();', '//help\nhelp();'],
    ['two slashes and a line that is empty', '//x\n', '/x\n'],
    ['a share', '//host/share', '//host/share'],
    ['a path that begins as a command does', '/help/index.html', '/help/index.html'],
    ['a file that is called as a command', '/raw.txt of it', '/raw.txt of it'],
    ['an indented path', '  /usr', '  /usr'],
    ['full-width slashes before a word that is no command', '／／人 です', '／人 です'],
    ['two slashes, one of them full-width', '/／msg ann', '／msg ann'],
    ['the same the other way round', '／/msg ann', '/msg ann'],
    ['a path with a full-width slash', '／usr／bin', '／usr／bin'],
    ['two slashes before a command that sticks to what follows', '//msg: how', '/msg: how'],
    ['/me', '/me waves', '_waves_'],
    ['/shrug', '/shrug', '¯\\_(ツ)_/¯'],
    ['/shrug with words', '/shrug who knows', 'who knows ¯\\_(ツ)_/¯'],
  ];
  for (const [what, written, text] of texts) {
    it(`sends: ${what}`, () => assert.deepEqual(askedBy(written), { kind: 'text', text }));
  }

  it('runs a command with what follows it', () => {
    assert.deepEqual(askedBy('/nick  Ana Maria '), { kind: 'command', name: 'nick', rest: 'Ana Maria' });
    assert.deepEqual(askedBy('/msg bob hi\nyou'), { kind: 'command', name: 'msg', rest: 'bob hi\nyou' });
    assert.deepEqual(askedBy('/WHO'), { kind: 'command', name: 'who', rest: '' });
  });

  it('knows a command however it is typed, so that what is for one alone does not go to all', () => {
    const typed = [
      '／msg ann hi',
      '/ｍｓｇ ann hi',
      '／ＭＳＧ\u3000ann hi',
      ' /msg ann hi',
      '\n/msg\u00a0ann hi',
    ];
    for (const one of typed)
      assert.deepEqual(askedBy(one), { kind: 'command', name: 'msg', rest: 'ann hi' }, one);
  });

  it('never sends what begins with the name of a command', () => {
    for (const name of ['msg@ann', 'msg:', 'msg,ann', 'msg"ann"', 'msg\u200bann', 'who?'])
      assert.deepEqual(askedBy(`/${name} hi`), { kind: 'unknown', name }, name);
  });

  it('never sends what looks like a command', () => {
    for (const name of ['hepl', 'x', 'помощь', 'सहायता', 'no-such', '人'])
      for (const slash of ['/', '／'])
        assert.deepEqual(askedBy(`${slash}${name}`), { kind: 'unknown', name });
    for (const name of COMMAND_NAMES) assert.notEqual(askedBy(`/${name}`).kind, 'unknown');
    assert.deepEqual(askedBy('/me'), { kind: 'command', name: 'me', rest: '' });
  });
});

describe('textSentBy', () => {
  const withoutName = (words: string): string => words.replace(/^bob /, '');
  const rows: readonly (readonly [text: string, sent: string])[] = [
    ['hello', 'hello'],
    ['//hello', '/hello'],
    ['/me waves', '_waves_'],
    ['/shrug so', 'so ¯\\_(ツ)_/¯'],
    ['/msg bob hi', 'hi'],
    ['/nick Ann', ''],
    ['/hepl', ''],
  ];
  for (const [text, sent] of rows)
    it(`is "${sent}" of "${text}"`, () => assert.equal(textSentBy(text, withoutName), sent));
});

describe('isCommand', () => {
  it('is so of what is taken for one, and not of a text or a path', () => {
    for (const text of ['/me waves', '/hepl', '／who']) assert.equal(isCommand(text), true, text);
    for (const text of ['hello', '//me', '/usr/bin', '// a comment'])
      assert.equal(isCommand(text), false, text);
  });
});
