// Code in a text that is being written. Pure.
import { openFence } from '../../../src/panel/openFence';

/** Whether what is written at the end of `text` is code: in a fenced block, or behind an odd backtick in its line. */
export function endsInCode(text: string): boolean {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  return (line.match(/`+/g)?.length ?? 0) % 2 === 1 || openFence(text) !== undefined;
}

/** What is to be written in place of the selection, and what is selected then. */
export interface Replacement {
  readonly text: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
}

/** What stands from `start` to `end`, as code: a part of a line in backticks, and anything else in a block of its own. */
export function asCode(value: string, start: number, end: number): Replacement {
  const selected = value.slice(start, end);
  const longest = Math.max(0, ...(selected.match(/`+/g) ?? []).map(({ length }) => length));
  const inLine = selected.trim() !== '' && !selected.includes('\n');
  const marks = '`'.repeat(Math.max(longest + 1, inLine ? 1 : 3));
  const isFree = (beside: string | undefined): boolean => beside === undefined || beside === '\n';
  const gap = longest > 0 ? ' ' : '';
  const open = inLine ? marks + gap : `${isFree(value[start - 1]) ? '' : '\n'}${marks}\n`;
  const close = inLine ? gap + marks : `\n${marks}${isFree(value[end]) ? '' : '\n'}`;
  const body = inLine ? selected : selected.replace(/\n$/, '');
  const from = start + open.length;
  return { text: open + body + close, selectionStart: from, selectionEnd: from + body.length };
}
