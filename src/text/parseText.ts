// From a text to a tree. The blocks are those of chat, not of documents: a quote or a list ends with its last line, nothing is
// a heading, numbers stay as they were written, and so do line breaks and indentation. Within them, markdown-it reads.
import { parseInline, parsePlain } from './inline';
import { goesWithCode, looksLikeCode } from './looksLikeCode';
import { codeInfo } from './codeInfo';
import type { Block, CodeBlock, Inline, ListItem, Mentioned } from './tree';

export interface TextOptions {
  /** Whom the text mentions. */
  readonly mentions?: readonly Mentioned[] | undefined;
  /** Nothing is markup. */
  readonly plain?: boolean | undefined;
}

/** A longer text is drawn as it was written, in UTF-16 units: more than any room lets through. */
const MAX_UNITS = 128 * 1024;
/** What is nested deeper is drawn as it was written: quotes in quotes, lists in lists. */
const MAX_DEPTH = 6;

const FENCE = /^([ \t]*)(`{3,}|~{3,})([^`]*)$/;
const QUOTE = /^ {0,3}>(?:[ \t]|(?=>*(?:[ \t]|$)))/;
const ITEM = /^( {0,12})([-*•]|\d{1,9}[.)]) +(?=\S)(?![-*_ ]+$)/;

/** The blocks of a text. Total: any text has some. Linear in the length of the text. */
export function parseText(
  text: string,
  { mentions = [], plain = false }: TextOptions = {},
): readonly Block[] {
  if (plain || text.length > MAX_UNITS) return [{ kind: 'paragraph', children: parsePlain(text, mentions) }];
  return new Blocks(mentions, 0).parse(text.split('\n'));
}

/** Reads the lines of one level. */
class Blocks {
  private readonly blocks: Block[] = [];

  constructor(
    private readonly mentions: readonly Mentioned[],
    private readonly depth: number,
  ) {}

  /** The lines between fences are read by themselves. */
  parse(lines: readonly string[]): readonly Block[] {
    let from = 0;
    for (let at = 0; at < lines.length; at++) {
      const fence = FENCE.exec(lines[at] ?? '');
      const code = fence && codeAt(lines, at, fence);
      if (!code) continue;
      // where there is nothing to draw in it, its fences are text, and open nothing else
      if (isFull(code.block.text)) {
        this.betweenFences(lines.slice(from, at));
        this.blocks.push(code.block);
        from = code.next;
      }
      at = code.next - 1;
    }
    this.betweenFences(lines.slice(from));
    return this.blocks;
  }

  /** What looks like code in it, from its first to its last such lines, is left alone. */
  private betweenFences(lines: readonly string[]): void {
    const all = chunks(lines);
    const linesOf = ({ from, to }: Chunk): readonly string[] => lines.slice(from, to);
    let first = all.findIndex((chunk) => looksLikeCode(linesOf(chunk)));
    let last = all.findLastIndex((chunk, i) => i === first || (i > first && looksLikeCode(linesOf(chunk))));
    const goesWith = (chunk: Chunk | undefined): boolean =>
      chunk !== undefined && goesWithCode(linesOf(chunk));
    if (first >= 0) {
      while (goesWith(all[first - 1])) first--;
      while (goesWith(all[last + 1])) last++;
    }
    const [from, to] = [all[first]?.from ?? lines.length, all[last]?.to ?? lines.length];
    this.prose(lines.slice(0, from));
    if (from < to) {
      const children = parsePlain(lines.slice(from, to).join('\n'), this.mentions);
      this.blocks.push({ kind: 'paragraph', verbatim: true, children });
    }
    this.prose(lines.slice(to));
  }

  private prose(lines: readonly string[]): void {
    let plain: string[] = [];
    const endPlain = (): void => {
      this.paragraph(plain);
      plain = [];
    };
    for (let at = 0; at < lines.length;) {
      const taken =
        this.depth < MAX_DEPTH ? (this.takeQuote(lines, at) ?? this.takeList(lines, at)) : undefined;
      const next = taken?.next ?? at + 1;
      if (taken?.block) {
        endPlain();
        this.blocks.push(taken.block);
      } else for (const line of lines.slice(at, next)) plain.push(line);
      at = next;
    }
    endPlain();
  }

  private paragraph(lines: readonly string[]): void {
    const first = lines.findIndex(isFull);
    if (first < 0) return;
    const text = lines.slice(first, lines.findLastIndex(isFull) + 1).join('\n');
    this.blocks.push({ kind: 'paragraph', children: this.inline(text) });
  }

  private inline(text: string): readonly Inline[] {
    return parseInline(text, this.mentions);
  }

  /** Quoted lines with nothing in them are text, all at once: else each of them would be looked at again and again. */
  private takeQuote(lines: readonly string[], at: number): Partial<Taken> | undefined {
    let next = at;
    while (next < lines.length && QUOTE.test(lines[next] ?? '')) next++;
    if (next === at) return undefined;
    const inner = lines.slice(at, next).map((line) => line.replace(QUOTE, ''));
    if (!inner.some(isFull)) return { next };
    return { block: { kind: 'quote', blocks: this.below(inner) }, next };
  }

  private takeList(lines: readonly string[], start: number): Taken | undefined {
    const first = itemAt(lines, start);
    if (!first) return undefined;
    const items: ListItem[] = [];
    let at = start;
    for (let item = itemAt(lines, at); item && isSibling(item, first); item = itemAt(lines, at)) {
      const end = endOfItem(lines, at, item);
      const [, ...rest] = lines.slice(at, end);
      const more = rest.map((line) => withoutIndent(line, item.width));
      items.push({ marker: item.marker, blocks: this.below([item.text, ...more]) });
      let next = end;
      while (next < lines.length && !isFull(lines[next] ?? '')) next++;
      const follows = itemAt(lines, next);
      at = follows && isSibling(follows, first) ? next : end;
    }
    // a single dash before a sentence, or a minus, is no list
    if (items.length === 1 && !first.ordered && this.depth === 0) return undefined;
    return { block: { kind: 'list', ordered: first.ordered, items }, next: at };
  }

  private below(lines: readonly string[]): readonly Block[] {
    return new Blocks(this.mentions, this.depth + 1).parse(lines);
  }
}

interface Taken<B extends Block = Block> {
  readonly block: B;
  /** The first line behind it. */
  readonly next: number;
}

/** The code that begins with the fence of that line. */
function codeAt(
  lines: readonly string[],
  at: number,
  [, indent = '', fence = '', info = '']: RegExpExecArray,
): Taken<CodeBlock> {
  let end = at + 1;
  while (end < lines.length && !closes(lines[end] ?? '', fence)) end++;
  const code = lines.slice(at + 1, end);
  if (end === lines.length) {
    // as people do it in a hurry: behind the last line of the code
    const hurried = code.findIndex((line) => line.trimEnd().endsWith(fence));
    if (hurried >= 0) {
      code.splice(hurried, Infinity, (code[hurried] ?? '').trimEnd().slice(0, -fence.length));
      end = at + 1 + hurried;
    }
  }
  const words = info.trim();
  const known = codeInfo(words);
  const text = [...(known ? [] : [words]), ...code.map((line) => withoutIndent(line, indent.length))].join(
    '\n',
  );
  return { block: { kind: 'code', text, ...known }, next: end + 1 };
}

/** Whether a line is a fence that closes the one. */
function closes(line: string, fence: string): boolean {
  const mark = line.trim();
  return mark.length >= fence.length && mark === fence.charAt(0).repeat(mark.length);
}

interface Item {
  readonly marker: string;
  readonly ordered: boolean;
  /** Of what stands before its marker. */
  readonly indent: number;
  /** Of all that stands before its text. */
  readonly width: number;
  readonly text: string;
}

function itemAt(lines: readonly string[], at: number): Item | undefined {
  const line = lines[at] ?? '';
  const match = ITEM.exec(line);
  if (!match) return undefined;
  const [before, indent = '', marker = ''] = match;
  const text = line.slice(before.length);
  return { marker, ordered: marker.length > 1, indent: indent.length, width: before.length, text };
}

const isSibling = (item: Item, first: Item): boolean =>
  item.indent < first.indent + 2 && item.indent + 2 > first.indent && item.ordered === first.ordered;

/** Behind the last line that is indented under the item's marker. */
function endOfItem(lines: readonly string[], at: number, { indent }: Item): number {
  let end = at + 1;
  for (let next = end; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (!isFull(line)) continue;
    if (!/^(?: {2}|\t)/.test(line.slice(indent)) || isFull(line.slice(0, indent))) break;
    end = next + 1;
  }
  return end;
}

const isFull = (line: string): boolean => /\S/.test(line);

/** The line without its indentation, of `width` characters at most. */
function withoutIndent(line: string, width: number): string {
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  return line.slice(Math.min(indent, width));
}

/** The first line, and the one behind the last. */
interface Chunk {
  readonly from: number;
  readonly to: number;
}

/** Runs of lines without an empty one between. */
function chunks(lines: readonly string[]): readonly Chunk[] {
  const found: Chunk[] = [];
  let from = 0;
  for (let at = 0; at <= lines.length; at++) {
    if (at < lines.length && isFull(lines[at] ?? '')) continue;
    if (at > from) found.push({ from, to: at });
    from = at + 1;
  }
  return found;
}
