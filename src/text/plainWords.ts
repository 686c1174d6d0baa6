// What a text says in plain words, for where nothing is drawn: screen readers, notifications, quoted lines.
import { parseText, type TextOptions } from './parseText';
import type { Block, Inline } from './tree';

/** A longer text is read only so far, in UTF-16 units: nobody is told more of it in one go. */
const MAX_UNITS = 4000;

/** What somebody said: a text, and perhaps lines of a file that it quotes. */
export interface Said {
  readonly text: string;
  readonly code?:
    | { readonly path: string; readonly start: number; readonly end: number; readonly text: string }
    | undefined;
}

/**
 * What was said, line by line, without its markup. Of code, there is its first line, and an ellipsis for the others.
 * Pure; the work is bounded.
 */
export function plainWords({ text, code }: Said, options: TextOptions = {}): string {
  const beginning = text.slice(0, MAX_UNITS).replace(/[\ud800-\udbff]$/u, '');
  const lines = linesOf(parseText(beginning, options));
  const quoted = code ? [`${code.path}:${code.start}-${code.end}`, firstLineOf(code.text)] : [];
  return [...lines, ...quoted].join('\n');
}

const linesOf = (blocks: readonly Block[]): readonly string[] => blocks.flatMap(linesOfBlock);

function linesOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return wordsOf(block.children).split('\n');
    case 'quote':
      return linesOf(block.blocks).map((line) => (line.trim() === '' ? line : `“${line}”`));
    case 'list':
      return block.items.flatMap(({ marker, blocks }) => {
        const [first = '', ...more] = linesOf(blocks);
        return [`${markerText(marker)} ${first}`, ...more];
      });
    case 'code':
      return [firstLineOf(block.text)];
  }
}

/** How the marker of an item is shown: a number as it was written. */
export const markerText = (marker: string): string => (/\d/.test(marker) ? marker : '•');

function firstLineOf(code: string): string {
  const [first = '', ...more] = code
    .slice(0, MAX_UNITS)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return more.length > 0 ? `${first.trim()} …` : first.trim();
}

const wordsOf = (nodes: readonly Inline[]): string => nodes.map(wordsOfNode).join('');

function wordsOfNode(node: Inline): string {
  switch (node.kind) {
    case 'text':
    case 'place':
      return node.text;
    case 'mention':
      return `@${node.now}`;
    case 'link':
      return `${wordsOf(node.children)}${node.leadsTo === undefined ? '' : ` (${node.leadsTo})`}`;
    default:
      return wordsOf(node.children);
  }
}
