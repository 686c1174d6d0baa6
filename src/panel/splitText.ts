// A text that is too long for one message, as several. Pure.
import { openFence } from './openFence';

/** A text that takes more messages is not split: nobody would read them, and others could not get a word in. */
export const MAX_PARTS = 10;
/** A longer line in front of a block of code is not written again in front of each part of it. */
const MAX_FENCE_UNITS = 100;

/** One of the messages. */
export interface TextPart {
  readonly text: string;
  /** All from here on, in one. */
  readonly rest: string;
}

/**
 * `text` as messages of at most `maxBytes` of UTF-8. It is parted between paragraphs if possible, otherwise between lines,
 * words, and at last characters as people see them. A block of code is closed at the end of a message and opened again in
 * the next.
 * @returns undefined: it takes more than {@link MAX_PARTS}
 */
export function splitText(text: string, maxBytes: number): readonly TextPart[] | undefined {
  const parts: TextPart[] = [];
  for (let rest: string | undefined = text.trimEnd(); rest;) {
    if (parts.length === MAX_PARTS) return undefined;
    const [front, next] = partOff(rest, maxBytes);
    if (front.trim() !== '') parts.push({ text: front, rest });
    // a limit that not even the fence fits into
    if (next.length >= rest.length) return undefined;
    rest = next;
  }
  return parts;
}

/** The first message, and what is left for those behind it. */
function partOff(text: string, maxBytes: number): readonly [front: string, next: string] {
  const fitting = unitsIn(text, maxBytes);
  if (fitting === text.length) return [text, ''];
  let end = cutBefore(text, fitting);
  let open = openFence(text.slice(0, end));
  if (open) {
    end = cutBefore(text, unitsIn(text, maxBytes - open.marks.length - 1));
    open = openFence(text.slice(0, end));
  }
  const front = text.slice(0, end);
  const behind = text.slice(end);
  if (!open) return [front.trimEnd(), withoutLead(behind)];
  const code = behind.replace(/^\n/, '');
  const closed = `${front}\n${open.marks}`;
  const [line = ''] = code.split('\n', 1);
  if (code !== behind && !openFence(`${front}\n${line}`))
    return [closed, withoutLead(code.slice(line.length))];
  const again = open.line.length > MAX_FENCE_UNITS ? open.marks : open.line;
  return [closed, `${again}\n${code}`];
}

/** Where a text is best parted, at `end` or before. */
function cutBefore(text: string, end: number): number {
  // nothing is won by a block of code that ends where it begins
  const head = openFence(text.slice(0, Math.max(0, text.indexOf('\n'))));
  const start = head ? text.indexOf('\n') + 1 : 0;
  const half = start + (end - start) / 2;
  const open = openFence(text.slice(0, end));
  if (open && open.at > half) return open.at;
  const paragraph = text.lastIndexOf('\n\n', end);
  if (paragraph > half) return paragraph;
  const line = text.lastIndexOf('\n', end);
  if (line > (open ? start : half)) return line;
  for (let i = end; i > half; i -= 1) if (/\s/.test(text.charAt(i))) return i;
  // where a character begins depends on what follows by one code point
  const character = new Intl.Segmenter().segment(text.slice(0, end + 2)).containing(end)?.index ?? end;
  return character > start ? character : end;
}

/** How much of `text` fits into so many bytes, in UTF-16 units. No code point is cut. */
function unitsIn(text: string, maxBytes: number): number {
  // no text takes more than three bytes for each unit
  const room = new Uint8Array(Math.max(0, Math.min(maxBytes, 3 * text.length)));
  return new TextEncoder().encodeInto(text, room).read;
}

/** What stands behind a cut, without the empty lines or the spaces at which it was made. */
const withoutLead = (text: string): string => text.replace(/^(?:[^\S\n]*\n)+|^[^\S\n]+/, '');
