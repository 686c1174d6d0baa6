// Code between fences, in a text that is being written. Pure.
import { openFence } from './codeMarks';

/** What is known of code that was copied from an editor. */
export interface CopiedFrom {
  /** As VS Code calls it. */
  readonly language?: string | undefined;
  /** Lines are from 1. */
  readonly place?: { readonly path: string; readonly start: number; readonly end: number } | undefined;
}

/** Whether the caret is in a line between an opening fence and the closing one, which may not be there yet. */
export function isInsideFence(text: string, caret: number): boolean {
  const lineStart = caret === 0 ? 0 : text.lastIndexOf('\n', caret - 1) + 1;
  if (lineStart === 0 || openFence(text.slice(0, lineStart - 1)) === undefined) return false;
  // the line itself may close it
  const lineEnd = text.indexOf('\n', caret);
  return openFence(text.slice(0, lineEnd < 0 ? text.length : lineEnd)) !== undefined;
}

/** Code as a block with fences, with its language and place behind the first, as far as they are known. */
export function fenced(code: string, { language, place }: CopiedFrom): string {
  const runs = code.match(/`{3,}/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  // a place with a space in it would not be read again
  const where = place && !/\s/.test(place.path) ? `${place.path}:${linesText(place)}` : undefined;
  const info = [language, where].filter((part) => part !== undefined).join(' ');
  return `${fence}${info}\n${code}${code.endsWith('\n') ? '' : '\n'}${fence}`;
}

const linesText = ({ start, end }: { readonly start: number; readonly end: number }): string =>
  start === end ? String(start) : `${start}-${end}`;

/** Whether what is pasted may be code of several lines. Linear in its length: people paste whole files. */
export function hasSeveralLines(text: string): boolean {
  const first = text.search(/\S/);
  const lineEnd = first < 0 ? -1 : text.indexOf('\n', first);
  return lineEnd >= 0 && /\S/.test(text.slice(lineEnd));
}
