import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseText as relayed } from '../../../src/protocol/wire/text';
import { parseText } from '../../../src/text/parseText';
import type { Block, Inline } from '../../../src/text/tree';
import { isWithoutMarkup, markedUp, seen } from './copied';
import { drawn } from './drawn';
import { MENTIONED, PASTED_CRLF, TABLE } from './table';

const depth = (blocks: readonly Block[]): number =>
  1 +
  Math.max(0, ...blocks.map((block) => ('children' in block ? inlineDepth(block.children) : below(block))));
const below = (block: Block): number =>
  block.kind === 'quote'
    ? depth(block.blocks)
    : block.kind === 'list'
      ? Math.max(...block.items.map((item) => depth(item.blocks)))
      : 0;
const inlineDepth = (nodes: readonly Inline[]): number =>
  1 + Math.max(0, ...nodes.map((node) => ('children' in node ? inlineDepth(node.children) : 0)));

describe('parseText', () => {
  for (const [kind, rows] of Object.entries(TABLE)) {
    describe(kind, () => {
      for (const [said, expected = said] of rows) {
        it(JSON.stringify(said), () =>
          assert.equal(drawn(parseText(said, { mentions: MENTIONED })), expected),
        );
      }
    });
  }

  describe('pasted with CRLF', () => {
    for (const [pasted, expected] of PASTED_CRLF)
      it(JSON.stringify(pasted), () => {
        const said = relayed(pasted, 1000);
        assert.equal(said.ok && drawn(parseText(said.value)), expected);
      });
  });

  it('leaves a plain text as it was written, but for what is an address, a place or a mention', () => {
    const [only, more] = parseText('# **a**\n- @ana https://a.example', { mentions: MENTIONED, plain: true });
    assert.equal(more, undefined);
    assert.equal(drawn([only!]), '# **a**\n- <@ana!> <a https://a.example/>https://a.example</a>');
  });

  describe('whatever is said', () => {
    /** Texts that are mostly markup, and other ones. */
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.oneof(
            fc.constantFrom(
              '*',
              '**',
              '_',
              '~~',
              '`',
              '```',
              '~~~',
              '> ',
              '>',
              '- ',
              '1. ',
              '[',
              '](',
              ')',
              '\\',
            ),
            fc.constantFrom(
              '\n',
              '\n\n',
              ' ',
              '  ',
              '\t',
              'a',
              'b',
              'https://a.example',
              '@ana',
              'a.ts:1',
              '\u202e',
            ),
          ),
          { maxLength: 60 },
        )
        .map((parts) => parts.join('')),
    );

    it('has blocks that can be drawn', () => {
      fc.assert(
        fc.property(texts, (text) => {
          assert.ok(depth(parseText(text, { mentions: MENTIONED })) < 40);
        }),
        { numRuns: 2000 },
      );
    });

    it('is all seen, but for its markup', () => {
      for (const [text, part] of [
        ['snake_case', 'snakecase'],
        ['2 * 3', '2  3'],
        ['a ~ b', 'a  b'],
        ['a b', 'ab'],
        ['a\nb', 'ab'],
        ['# a', 'a'],
        ['a', 'ab'],
        ['a [b](https://b.example)', 'a b'],
        ['a > b', 'a  b'],
        ['C:\\x', 'C:x'],
      ] as const)
        assert.ok(!isWithoutMarkup(text, part), 'nothing else counts as markup');
      fc.assert(
        fc.property(markedUp, (text) => {
          const part = seen(parseText(text, { mentions: MENTIONED }));
          assert.ok(isWithoutMarkup(text, part), JSON.stringify([text, part]));
        }),
        { numRuns: 5000 },
      );
    });

    it('opens http, https and mailto, and nothing else', () => {
      const schemes = fc.constantFrom(
        'http:',
        'https:',
        'mailto:',
        'file:',
        'command:',
        'vscode:',
        'data:',
        'javascript:',
      );
      const target = fc
        .tuple(schemes, fc.constantFrom('', '//'), fc.string({ maxLength: 12 }))
        .map((all) => all.join(''));
      const urls: string[] = [];
      const collect = (nodes: readonly Inline[]): void => {
        for (const node of nodes) {
          if (node.kind === 'link') urls.push(node.url);
          if ('children' in node) collect(node.children);
        }
      };
      fc.assert(
        fc.property(target, (url) => {
          for (const block of parseText(`${url} [a](${url}) <${url}>`))
            if ('children' in block) collect(block.children);
        }),
        { numRuns: 2000 },
      );
      assert.ok(urls.length > 0);
      assert.deepEqual(
        urls.filter((url) => !/^(?:https?|mailto):/.test(url)),
        [],
      );
    });
  });

  // that the work is linear in the length: parseText.work.test.ts
  describe('has an end', () => {
    it('space between what may be markup', () => {
      const ends = ['', '```', '~~~', '- ', '1. ', '> ', '* ', '[a](', '| ', '$ ', 'at ', 'a', '"', ')', '`'];
      for (const space of [' ', '\t', '\u00a0', ' \t'])
        for (const head of ends)
          for (const tail of ends) assert.ok(parseText(head + space.repeat(8000) + tail).length >= 0);
    });

    it('quotes and lists within each other', () => {
      assert.ok(depth(parseText('>'.repeat(100_000))) < 40);
      assert.ok(depth(parseText(`${'> '.repeat(100_000)}a`)) < 40);
      const stairs = Array.from({ length: 5000 }, (_, i) => `${' '.repeat(i % 50)}- a`).join('\n');
      assert.ok(depth(parseText(stairs)) < 40);
      assert.ok(depth(parseText(`${'*a '.repeat(9000)}${'a* '.repeat(9000)}`)) < 40);
    });
  });
});
