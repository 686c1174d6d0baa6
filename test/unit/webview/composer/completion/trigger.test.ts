import assert from 'node:assert/strict';
import { triggerAt } from '../../../../../webview/composer/completion/trigger';

describe('triggerAt', () => {
  /** `|` is the caret. */
  const at = (marked: string) => {
    const caret = marked.indexOf('|');
    return triggerAt(marked.replace('|', ''), caret);
  };
  const mentions: readonly (readonly [what: string, marked: string, start: number, query: string])[] = [
    ['an @ at the start', '@|', 0, ''],
    ['an @ behind a space', 'hi @bo|', 3, 'bo'],
    ['an @ behind a bracket', '(@bo|)', 1, 'bo'],
    ['an @ in a new line', 'hi\n@bo|', 3, 'bo'],
    ['a name with a space', '@Ana Ma|', 0, 'Ana Ma'],
    ['a name in another script', 'Привет, @Ма|', 8, 'Ма'],
    ['an @ behind a word of a script without spaces', '你好@小|', 2, '小'],
    ['the part before the caret', '@bo|b', 0, 'bo'],
  ];
  for (const [what, marked, start, query] of mentions) {
    it(`mentions: ${what}`, () => assert.deepEqual(at(marked), { kind: 'mention', start, query }));
  }

  const recipients: readonly (readonly [what: string, marked: string, start: number, query: string])[] = [
    ['a command about somebody', '/msg |', 5, ''],
    ['the beginning of a name', '/msg bo|', 5, 'bo'],
    ['a name with a space', '/MSG  Ana Ma|', 6, 'Ana Ma'],
    ['another command', '/ignore bo|', 8, 'bo'],
    ['a command as an input method writes it', '／ｍｓｇ\u3000bo|', 5, 'bo'],
  ];
  for (const [what, marked, start, query] of recipients) {
    it(`recipients: ${what}`, () => assert.deepEqual(at(marked), { kind: 'recipient', start, query }));
  }

  it('mentions: an @ behind a command', () => {
    assert.deepEqual(at('/msg @bo|'), { kind: 'mention', start: 5, query: 'bo' });
  });

  const emoji: readonly (readonly [what: string, marked: string, start: number, query: string])[] = [
    ['a short code', ':smi|', 0, 'smi'],
    ['behind a space', 'nice :+1|', 5, '+1'],
    ['behind a bracket', '(:ta|', 1, 'ta'],
    ['behind a mention', 'see @bob :ta|', 9, 'ta'],
  ];
  for (const [what, marked, start, query] of emoji) {
    it(`emoji: ${what}`, () => assert.deepEqual(at(marked), { kind: 'emoji', start, query }));
  }

  it('commands: a slash and a word, and nothing else', () => {
    assert.deepEqual(at('/ni|'), { kind: 'command', start: 0, query: 'ni' });
    assert.deepEqual(at('／ni|'), { kind: 'command', start: 0, query: 'ni' });
    for (const marked of ['/ni|ck', 'a /ni|', '/nick |', 'a\n/ni|'])
      assert.equal(at(marked), undefined, marked);
  });

  const nothing: readonly (readonly [what: string, marked: string])[] = [
    ['nothing', '|'],
    ['a plain word', 'hello|'],
    ['an address', 'me@host|'],
    ['what is behind the caret', '|@bob'],
    ['an @ in code', '`@Over|`'],
    ['an @ in a block of code', '```\n@Over|'],
    ['an @ and a space', '@ |'],
    ['a time', '12:30|'],
    ['a single letter behind a colon', ':s|'],
    ['an address of the web', 'https://exam|'],
    ['two colons', 'std::vec|'],
    ['what is no command about somebody', '/nick bo|'],
    ['a command in another line', 'hi\n/msg bo|'],
    ['a name far back', `@${'a'.repeat(80)}|`],
  ];
  for (const [what, marked] of nothing) {
    it(`nothing: ${what}`, () => assert.equal(at(marked), undefined));
  }

  it('mentions behind code that is closed', () => {
    assert.equal(at('`x` @bo|')?.kind, 'mention');
    assert.equal(at('```\nx\n```\n@bo|')?.kind, 'mention');
  });
});
