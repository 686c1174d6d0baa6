// What markup takes away of a text, and nothing else does. test/panel/copied.test.ts copies from the panel itself.
import fc from 'fast-check';
import type { Block, Inline } from '../../../src/text/tree';

/** What is seen of a text, as it is copied where only a part of it is selected. */
export const seen = (blocks: readonly Block[]): string => blocks.map(ofBlock).join('\n');

function ofBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return ofInline(block.children);
    case 'quote':
      return seen(block.blocks);
    case 'list':
      return block.items.map(({ marker, blocks }) => `${marker} ${seen(blocks)}`).join('\n');
    case 'code':
      return block.text;
  }
}

const ofInline = (nodes: readonly Inline[]): string =>
  nodes.map((node) => ('children' in node ? ofInline(node.children) : node.text)).join('');

/** What begins a line: indentation, quotes, markers of lists. */
const BEGIN = String.raw`[ \t]|>[ \t]?|[-*•][ \t]|\d+[.)][ \t]`;
const BEGUN = `(?<=^(?:${BEGIN})*)`;
/** Behind a fence, and perhaps its language and its place. */
const FENCE = `(?<=^(?:${BEGIN})*(?:\`{3,}|~{3,})[ \\t]*(?:\\S+[ \\t]*){0,2})`;

/** The only things that may be seen no more, and where. */
const MARKUP: readonly RegExp[] = [
  // emphasis, but no character within a word or by itself; code; what hides other markup
  /(?<![a-z\d])[*_](?=\S)|(?<=\S)[*_](?![a-z\d])/iy,
  /~(?=~)|(?<=~)~/y,
  /`/y,
  /\\(?=[*_~`[\]@:])/y,
  // quotes, indentation, lines with nothing in them
  new RegExp(`${BEGUN}>`, 'my'),
  new RegExp(`${BEGUN}[ \\t]`, 'my'),
  /[ \t](?=[ \t]*$)/my,
  new RegExp(`${BEGUN}\\n`, 'my'),
  /\n(?=[\s>]*(?:\n|$))/y,
  // what keeps backticks from those of the code
  /(?<=`) | (?=`)/y,
  // fences, and the language and the place behind them, which stand above the code
  new RegExp(`${FENCE}(?:[ \\t]|\\S+\\n?|\\n)`, 'my'),
  new RegExp(`\\n(?=(?:${BEGIN})*(?:\`{3,}|~{3,}))`, 'y'),
  // the address of a link, which its words lead to
  /\]\(https:\/\/a\.example\)/y,
  /\[/y,
];

/** Whether `part` is all of `said` but for markup. */
export function isWithoutMarkup(said: string, part: string): boolean {
  const reached = new Map([[0, new Set([0])]]);
  for (let at = 0; at < said.length; at++) {
    for (const to of reached.get(at) ?? []) {
      const reach = (end: number, shown: number): void => {
        reached.set(end, (reached.get(end) ?? new Set()).add(shown));
      };
      if (said[at] === part[to]) reach(at + 1, to + 1);
      for (const pattern of MARKUP) {
        pattern.lastIndex = at;
        if (pattern.test(said)) reach(pattern.lastIndex, to);
      }
    }
    reached.delete(at);
  }
  return reached.get(said.length)?.has(part.length) ?? false;
}

/** Texts that are mostly markup; some mention ana. */
export const markedUp = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '*',
          '**',
          '_',
          '~~',
          '`',
          '``',
          '```',
          '```ts\n',
          '~~~',
          '> ',
          '>',
          '- ',
          '* ',
          '1. ',
          '3) ',
          '• ',
        ],
        ...['[', ']', '](', '(', ')', '\\', '[word](https://a.example)', '    ', '# '],
      ),
      fc.constantFrom(
        ...[
          '\n',
          '\n\n',
          ' ',
          '  ',
          '\t',
          'a',
          'b',
          'word',
          '7',
          ';',
          '{',
          '}',
          '.',
          ',',
          '(x);\n',
          '中',
          'é',
        ],
        ...[
          'https://a.example/ ',
          'ana@a.example',
          '@ana ',
          'a.ts:1',
          ':tada:',
          '\u202e',
          '\u200b',
          '🎉',
          'e\u0301',
          '<b>',
        ],
        ...['&amp;', '"', "'", '--', '...', '(c)', 'at f (a.js:1:2)\n', '| a | b |\n', '$ ls\n'],
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
