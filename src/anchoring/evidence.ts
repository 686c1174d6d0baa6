import { type Context, hashesIn, NEIGHBOURS } from './anchor';
import type { TextIndex } from './textIndex';

/** So many lines may have come between those that were told of, for each side. */
const COME_BETWEEN = 4;

/** Being as near to an end of the file as the code was, in bits. */
const END_BITS = 10;

/** The hashes that were sent, read once. */
export interface Surroundings {
  readonly above: readonly number[];
  readonly below: readonly number[];
  readonly outline: readonly number[];
}

export const surroundingsOf = ({ above, below, outline }: Context): Surroundings => ({
  above: hashesIn(above),
  below: hashesIn(below),
  outline: hashesIn(outline),
});

/** How much speaks for what was above the code being above the line `at`, in bits. */
export const bitsAbove = (index: TextIndex, above: readonly number[], at: number): number =>
  bitsBeside(index, above, index.hashesAbove(at, above.length + COME_BETWEEN));

/** How much speaks for what was below the code standing from the line `at` on, in bits. */
export const bitsBelow = (index: TextIndex, below: readonly number[], at: number): number =>
  bitsBeside(index, below, index.hashesBelow(at, below.length + COME_BETWEEN));

/** Where fewer lines were sent than can be, the end of the file was next: that tells a place as well. */
function bitsBeside(index: TextIndex, sent: readonly number[], found: readonly number[]): number {
  const isByEnd = sent.length < NEIGHBOURS && found.length < sent.length + COME_BETWEEN;
  return commonBits(index, sent, found) + (isByEnd ? END_BITS * faded(found.length - sent.length) : 0);
}

/** Each line that came in between, or is missing, halves what a line says: with a few of them, it may belong to a neighbour. */
const faded = (lines: number): number => 0.5 ** Math.abs(lines);

/** What speaks for a place, in bits. */
export interface Evidence {
  readonly above: number;
  readonly below: number;
  readonly outline: number;
}

const NONE: Evidence = { above: 0, below: 0, outline: 0 };

/** How much what stands around the lines from `start` up to `end` speaks for them. */
export function evidenceAround(
  index: TextIndex,
  sent: Surroundings | undefined,
  { start, end }: { readonly start: number; readonly end: number },
): Evidence {
  if (!sent) return NONE;
  const around = index.hashesAround(start, sent.outline.length);
  return {
    above: bitsAbove(index, sent.above, start),
    below: bitsBelow(index, sent.below, end),
    outline: commonBits(index, sent.outline, around),
  };
}

/** The greatest weight of hashes that both have in the same order. Both are short. */
function commonBits(index: TextIndex, sent: readonly number[], found: readonly number[]): number {
  let row = new Array<number>(found.length + 1).fill(0);
  sent.forEach((hash, at) => {
    const bits = index.bitsOfHash(hash);
    const next = [0];
    found.forEach((other, there) => {
      const apart = Math.max(row[there + 1] ?? 0, next[there] ?? 0);
      const together = (row[there] ?? 0) + bits * faded(there - at);
      next.push(hash === other ? Math.max(apart, together) : apart);
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}
