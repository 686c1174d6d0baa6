// What a text says in plain words, for where nothing is drawn: screen readers, notifications, quoted lines.
import { parseText, type TextOptions } from './parseText';
import type { EmojiOf } from './shortCodes';
import type { Block, Inline } from './tree';

/** A longer text is read only so far, in UTF-16 units: nobody is told more of it in one go. */
const MAX_UNITS = 4000;

export interface WordsOptions extends TextOptions {
  /** Without it, short codes stay as they are. */
  readonly emojiOf?: EmojiOf;
}

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
export function plainWords({ text, code }: Said, options: WordsOptions = {}): string {
  const beginning = text.slice(0, MAX_UNITS).replace(/[\ud800-\udbff]$/u, '');
  const lines = new Words(options.emojiOf ?? (() => undefined)).linesOf(parseText(beginning, options));
  const quoted = code ? [`${code.path}:${code.start}-${code.end}`, firstLineOf(code.text)] : [];
  return [...lines, ...quoted].join('\n');
}

class Words {
  constructor(private readonly emojiOf: EmojiOf) {}

  linesOf(blocks: readonly Block[]): readonly string[] {
    return blocks.flatMap((block) => this.linesOfBlock(block));
  }

  private linesOfBlock(block: Block): readonly string[] {
    switch (block.kind) {
      case 'paragraph':
        return this.wordsOf(block.children).split('\n');
      case 'quote':
        return this.linesOf(block.blocks).map((line) => (line.trim() === '' ? line : `“${line}”`));
      case 'list':
        return block.items.flatMap(({ marker, blocks }) => {
          const [first = '', ...more] = this.linesOf(blocks);
          return [`${markerText(marker)} ${first}`, ...more];
        });
      case 'code':
        return [firstLineOf(block.text)];
    }
  }

  private wordsOf(nodes: readonly Inline[]): string {
    return nodes.map((node) => this.wordsOfNode(node)).join('');
  }

  private wordsOfNode(node: Inline): string {
    switch (node.kind) {
      case 'text':
      case 'place':
        return node.text;
      case 'mention':
        return `@${node.now}`;
      case 'shortCode':
        return this.emojiOf(node.code) ?? node.text;
      case 'link':
        return `${this.wordsOf(node.children)}${node.leadsTo === undefined ? '' : ` (${node.leadsTo})`}`;
      default:
        return this.wordsOf(node.children);
    }
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
