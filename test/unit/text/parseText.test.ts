import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseText } from '../../../src/text/parseText';
import type { Block, Inline } from '../../../src/text/tree';
import { drawn } from './drawn';
import { MENTIONED, TABLE } from './table';

/** All that is drawn of a text, one after the other. */
const shown = (blocks: readonly Block[]): string => blocks.map(ofBlock).join('\n');
function ofBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return ofInline(block.children);
    case 'quote':
      return shown(block.blocks);
    case 'list':
      return block.items.map(({ marker, blocks }) => `${marker} ${shown(blocks)}`).join('\n');
    case 'code':
      return `${block.language ?? ''} ${block.place?.path ?? ''}\n${block.text}`;
  }
}
const ofInline = (nodes: readonly Inline[]): string =>
  nodes.map((node) => ('children' in node ? ofInline(node.children) : node.text)).join('');

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

    it('loses no letter of it', () => {
      const words = fc.array(
        fc.constantFrom(
          ...[
            '*',
            '**',
            '_',
            '~~',
            '`',
            '```',
            '~~~',
            '> ',
            '- ',
            '\\',
            '\n',
            '\n\n',
            ' ',
            '  ',
            '\t',
            '(',
            '[',
          ],
          ...['a', 'b', 'word', ';', '{', '.'],
        ),
        { maxLength: 60 },
      );
      const letters = (text: string): string => text.replace(/[^a-z]/g, '');
      fc.assert(
        fc.property(words, (parts) => {
          const text = parts.join('');
          assert.equal(letters(shown(parseText(text))), letters(text));
        }),
        { numRuns: 2000 },
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

  // a quadratic way through one of these takes minutes
  describe('takes a time that grows as the text does', () => {
    const parts = [
      ...[
        '[',
        '*',
        '`',
        '>',
        '_',
        '~',
        '~~ ',
        '* ',
        '[a](',
        '](',
        '- a\n',
        '> ',
        '**a ',
        'a** ',
        '`` ` ',
        '@ana ',
        '@',
      ],
      ...[
        'http://',
        'https://a.example ',
        'a.ts:1 ',
        ':1',
        '(1,2)',
        '\\*',
        'a\n\n',
        '  a\n',
        '```\n',
        '~~~\n- ',
        'x',
      ],
      ...[
        '\u0301',
        '**a** ',
        '*a *b ',
        '1. ',
        '[[a](http://x)',
        '", line 1',
        '<!-- ',
        '&amp;',
        '\u200b',
        '()',
        ' ',
      ],
    ];
    for (const part of parts) {
      it(JSON.stringify(part), () => {
        for (const size of [64 * 1024, 1024 * 1024]) {
          const text = part.repeat(size / part.length);
          assert.ok(parseText(text, { mentions: MENTIONED }).length >= 0);
        }
      });
    }

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
