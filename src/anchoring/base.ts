import { diffArrays } from 'diff';
import type { Anchor } from './anchor';
import { linesOfCode } from './lines';
import { occurrencesOf } from './occurrences';
import type { Piece } from './pieces';
import { TextIndex } from './textIndex';

/** Versions that differ in more lines are not compared. */
const MAX_EDITS = 1500;

/** What the version of a file that code was taken from tells of another version. */
export interface Mapped {
  /** The lines between those that stood around the code, from 0: it is there, if it was not moved. */
  readonly within: Piece;
  /** Whether a line is one that stood in the other version outside of the code. */
  readonly isOther: (line: number) => boolean;
}

/**
 * Compares the version that code was taken from, line by line, with the one that it is looked for in.
 * @returns undefined where the code is not in the first, or more than once but not where it should be, or where the two
 *   have too little in common
 */
export function mapFrom(base: string, { code, start, end }: Anchor, index: TextIndex): Mapped | undefined {
  const baseIndex = new TextIndex(base);
  const wanted = linesOfCode(code, end - start + 1);
  const copies = occurrencesOf(baseIndex, baseIndex.idsOf(wanted));
  const from = copies.includes(start - 1) || copies.length !== 1 ? start - 1 : (copies[0] ?? -1);
  if (!copies.includes(from)) return undefined;
  const to = from + wanted.length;
  const origins = originsIn(index, index.idsOf(baseIndex.lines));
  if (!origins) return undefined;
  const isOther = (line: number): boolean => {
    const origin = origins[line] ?? -1;
    return origin >= 0 && (origin < from || origin >= to);
  };
  const first = origins.findLastIndex((origin) => origin >= 0 && origin < from) + 1;
  const next = origins.findIndex((origin) => origin >= to);
  return { within: { start: first, end: next < 0 ? index.size : next }, isOther };
}

/** By line of the text: which line of the other version it is, -1 for none. */
function originsIn(index: TextIndex, baseIds: readonly number[]): Int32Array | undefined {
  const changes = diffArrays([...baseIds], [...index.ids], { maxEditLength: MAX_EDITS });
  if (!changes) return undefined;
  const origins = new Int32Array(index.size).fill(-1);
  let [at, there] = [0, 0];
  for (const { added, removed, count } of changes) {
    if (!added && !removed) for (let i = 0; i < count; i++) origins[there + i] = at + i;
    if (!added) at += count;
    if (!removed) there += count;
  }
  return origins;
}
