import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainWords } from '../../../src/text/plainWords';

const words = (text: string, options = {}): string => plainWords({ text }, options);

describe('plainWords', () => {
  const rows: readonly (readonly [text: string, said: string])[] = [
    ['', ''],
    ['hello', 'hello'],
    ['**Ship** it _now_, ~~not~~ `later`', 'Ship it now, not later'],
    ['snake_case and 2 * 3 * 4', 'snake_case and 2 * 3 * 4'],
    ['see [the docs](https://docs.example/a)', 'see the docs'],
    ['see https://docs.example/a.', 'see https://docs.example/a.'],
    ['[bank.example](https://evil.example)', 'bank.example (evil.example)'],
    ['first\nsecond', 'first\nsecond'],
    ['> you said\nI say', '“you said”\nI say'],
    ['- one\n- two\n3. three', '• one\n• two\n3. three'],
    ['so:\n```ts\nconst a = 1;\nconst b = 2;\n```\nok?', 'so:\nconst a = 1; …\nok?'],
    ['```\n\n  only\n```', 'only'],
    ['at src/a.ts:12 it fails', 'at src/a.ts:12 it fails'],
    ['<b>no</b> &amp; html', '<b>no</b> &amp; html'],
  ];
  for (const [text, said] of rows) it(JSON.stringify(text), () => assert.equal(words(text), said));

  it('reads short codes as their emoji, outside of code', () => {
    const emojiOf = (code: string) => (code === 'tada' ? '🎉' : undefined);
    assert.equal(
      words('> **ok** :tada: `:tada:` :nonsense: 10:30:15', { emojiOf }),
      '“ok 🎉 :tada: :nonsense: 10:30:15”',
    );
    assert.equal(words(':tada:'), ':tada:');
    assert.equal(words(':tada:', { emojiOf, plain: true }), ':tada:');
  });

  it('names whom a text mentions as they are called now', () => {
    const mentions = [{ name: '_bob_', now: 'rob', own: false }];
    assert.equal(words('ask @_bob_ *today*', { mentions }), 'ask @rob today');
  });

  it('leaves everything where nothing is markup', () => {
    const text = '**a**\n```\nb\nc\n```';
    assert.equal(words(text, { plain: true }), text);
  });

  it('says where quoted lines stand, and how they begin', () => {
    const code = { path: 'src/a.ts', start: 3, end: 4, text: '  let a;\n  let b;' };
    assert.equal(plainWords({ text: '**look**', code }), 'look\nsrc/a.ts:3-4\nlet a; …');
    assert.equal(plainWords({ text: '', code: { ...code, text: 'let a;' } }), 'src/a.ts:3-4\nlet a;');
  });

  it('reads a long text only so far, and cuts no character in half', () => {
    assert.ok(words('😀'.repeat(100_000)).length <= 4000);
    assert.doesNotMatch(words(`x${'😀'.repeat(5000)}`), /\p{Surrogate}/u);
  });

  it('is total, and says something of every text that has something to say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        assert.equal(words(text) === '', text.trim() === '');
      }),
    );
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '*',
            '_',
            '~',
            '`',
            '[',
            ']',
            '(',
            ')',
            '>',
            '-',
            '\n',
            ' ',
            'a',
            '1',
            '.',
            '@',
          ),
          maxLength: 60,
        }),
        (text) => {
          assert.equal(typeof words(text), 'string');
        },
      ),
    );
  });
});
