import { type Context, hashesIn } from './anchor';
import type { TextIndex } from './textIndex';

/** So many lines may have come between those that were told of, for each side. */
const COME_BETWEEN = 4;

/** The hashes that were sent, read once. */
export interface Surroundings {
  readonly above: readonly number[];
  readonly below: readonly number[];
  readonly outline: readonly number[];
}

export const surroundingsOf = (context: Context | undefined): Surroundings => ({
  above: hashesIn(context?.above ?? ''),
  below: hashesIn(context?.below ?? ''),
  outline: hashesIn(context?.outline ?? ''),
});

/** How much speaks for what was above the code being above the line `at`, in bits. */
export const bitsAbove = (index: TextIndex, above: readonly number[], at: number): number =>
  above.length === 0 ? 0 : commonBits(index, above, index.hashesAbove(at, above.length + COME_BETWEEN));

/** How much speaks for what was below the code standing from the line `at` on, in bits. */
export const bitsBelow = (index: TextIndex, below: readonly number[], at: number): number =>
  below.length === 0 ? 0 : commonBits(index, below, index.hashesBelow(at, below.length + COME_BETWEEN));

/** How much what stands around the lines from `start` up to `end` speaks for them, in bits. */
export function bitsAround(index: TextIndex, sent: Surroundings, start: number, end: number): number {
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
