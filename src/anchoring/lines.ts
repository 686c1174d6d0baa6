/** A line break, as editors count them. */
const BREAK = /\r\n|\n|\r/;
const TELLING = /[\p{L}\p{N}]/u;

/** Lines of a file, counted from 1; both ends belong to them. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export const linesOf = (text: string): string[] => text.split(BREAK);

/** The lines of a piece of a file that has `count` of them: a break at its end begins no further line. */
export function linesOfCode(code: string, count: number): string[] {
  const lines = linesOf(code);
  if (lines.length > 1 && lines.length === count + 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

/** What stays of a line when spaces, tabs and a byte order mark do not count: equal keys, equal but for white space. */
export const keyOf = (line: string): string => line.replace(/\s+/g, '');

/** Whether a line can tell one place from another: brackets and blank lines stand everywhere. */
export const isTelling = (key: string): boolean => TELLING.test(key);

/** How far a line is indented, in columns. */
export function indentOf(line: string): number {
  let columns = 0;
  for (const unit of line) {
    if (unit === ' ') columns++;
    else if (unit === '\t') columns += TAB - (columns % TAB);
    else break;
  }
  return columns;
}
const TAB = 4;

/** FNV-1a, folded to the eight bits that are sent of a line (see docs/decisions/anchors.md for why so few). */
export function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  return (hash ^ (hash >>> 8)) & 0xff;
}
