// Code between fences, in a text that is being written. Pure.
import { openFence } from '../../../src/panel/openFence';

/** Whether the caret is in a line between an opening fence and the closing one, which may not be there yet. */
export function isInsideFence(text: string, caret: number): boolean {
  const lineStart = caret === 0 ? 0 : text.lastIndexOf('\n', caret - 1) + 1;
  if (lineStart === 0 || openFence(text.slice(0, lineStart - 1)) === undefined) return false;
  // the line itself may close it
  const lineEnd = text.indexOf('\n', caret);
  return openFence(text.slice(0, lineEnd < 0 ? text.length : lineEnd)) !== undefined;
}

/** Whether what is pasted may be code of several lines. Linear in its length: people paste whole files. */
export function hasSeveralLines(text: string): boolean {
  const first = text.search(/\S/);
  const lineEnd = first < 0 ? -1 : text.indexOf('\n', first);
  return lineEnd >= 0 && /\S/.test(text.slice(lineEnd));
}
