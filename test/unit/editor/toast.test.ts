import assert from 'node:assert/strict';
import { firstLine, mentions, withoutLinks } from '../../../src/editor/toast';

describe('what a notification says', () => {
  it('is the first line that says something', () => {
    assert.equal(firstLine('\n  \n\tMorning!\tAll well?\nNo.'), 'Morning! All well?');
    assert.equal(firstLine(''), '');
  });

  it('is cut between characters', () => {
    const line = firstLine('😀'.repeat(500));
    assert.equal(line, `${'😀'.repeat(160)}…`);
    assert.equal(firstLine('😀'.repeat(160)), '😀'.repeat(160));
  });

  it('cannot be turned around', () => {
    assert.equal(firstLine('a\u202eb\u2066c\u200fd'), 'abcd');
  });

  // what VS Code makes links of, in notifications
  const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

  for (const message of [
    'Bob: [look](command:workbench.action.quit)',
    'Bob: [look](https://example.org "title")',
    'Bob: [[a]](file:///x)[b](COMMAND:x)',
    '[x: ](command:x)',
  ]) {
    it(`has no link in it: ${message}`, () => {
      assert.match(message, LINK);
      assert.doesNotMatch(withoutLinks(message), LINK);
    });
  }

  it('is left alone otherwise', () => {
    const text = 'a[0] (see below) f(x)[1]';
    assert.equal(withoutLinks(text), text);
  });
});

describe('mentions', () => {
  for (const [text, name, expected] of [
    ['Bob, look', 'Bob', true],
    ['ask @bob!', 'Bob', true],
    ['Bobby is here', 'Bob', false],
    ['kabob', 'Bob', false],
    ['für Jürgen.', 'jürgen', true],
    ['(bob-2)?', 'bob-2', true],
    ['a+b', 'a+b', true],
    ['aab', 'a+b', false],
    ['what?', '?', true],
    ['你好小明', '小明', true],
    ['anything', '', false],
  ] as const) {
    it(`${JSON.stringify(text)} ${expected ? 'names' : 'does not name'} ${JSON.stringify(name)}`, () => {
      assert.equal(mentions(text, name), expected);
    });
  }
});
