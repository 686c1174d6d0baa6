import type { TextIndex } from './textIndex';

/** So many lines of copies are compared with the code at most, and so many copies told apart. */
const MAX_LINES = 1_000_000;
const MAX_COPIES = 10_000;

/** More copies than this are not told apart, where the code has so many lines. */
export const maxCopies = (lines: number): number =>
  Math.max(100, Math.min(MAX_COPIES, Math.floor(MAX_LINES / lines)));

/**
 * The lines, from 0, at which lines with these ids stand one after the other; copies may overlap. There are
 * {@link maxCopies} at most. By Knuth, Morris and Pratt:
 * the work is linear also where a file has one line again and again.
 */
export function occurrencesOf({ ids }: TextIndex, wanted: readonly number[]): number[] {
  const found: number[] = [];
  if (wanted.length === 0 || wanted.includes(-1)) return found;
  const borders = bordersOf(wanted);
  let matched = 0;
  for (let at = 0; at < ids.length && found.length < maxCopies(wanted.length); at++) {
    while (matched > 0 && ids[at] !== wanted[matched]) matched = borders[matched - 1] ?? 0;
    if (ids[at] === wanted[matched]) matched++;
    if (matched < wanted.length) continue;
    found.push(at + 1 - matched);
    matched = borders[matched - 1] ?? 0;
  }
  return found;
}

/** For each beginning of `wanted`, how long the longest shorter beginning is that it ends with. */
function bordersOf(wanted: readonly number[]): number[] {
  const borders = [0];
  let length = 0;
  for (let i = 1; i < wanted.length; i++) {
    while (length > 0 && wanted[i] !== wanted[length]) length = borders[length - 1] ?? 0;
    if (wanted[i] === wanted[length]) length++;
    borders.push(length);
  }
  return borders;
}
