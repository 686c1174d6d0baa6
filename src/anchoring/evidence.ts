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
  return commonBits(index, sent, found) + (isByEnd ? END_BITS : 0);
}

/** How much what stands around the lines from `start` up to `end` speaks for them, in bits. */
export function bitsAround(
  index: TextIndex,
  sent: Surroundings | undefined,
  start: number,
  end: number,
): number {
  if (!sent) return 0;
  const { above, below, outline } = sent;
  const around = outline.length === 0 ? [] : index.hashesAround(start, outline.length);
  return bitsAbove(index, above, start) + bitsBelow(index, below, end) + commonBits(index, outline, around);
}

/** The greatest weight of hashes that both have in the same order. Both are short. */
function commonBits(index: TextIndex, sent: readonly number[], found: readonly number[]): number {
  let row = new Array<number>(found.length + 1).fill(0);
  for (const hash of sent) {
    const bits = index.bitsOfHash(hash);
    const next = [0];
    found.forEach((other, i) => {
      const apart = Math.max(row[i + 1] ?? 0, next[i] ?? 0);
      next.push(hash === other ? Math.max(apart, (row[i] ?? 0) + bits) : apart);
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}
