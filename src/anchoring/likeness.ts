import { diffArrays } from 'diff';
import { keyOf } from './lines';

/** Two pieces that differ in more lines or words than this are not alike: it bounds the work of a comparison. */
const MAX_EDITS = 300;
const WORD = /[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu;
/** So many steps are spent on words at most: lines that differ beyond that have nothing in common. */
const MAX_WORD_STEPS = 400_000;
/** No more of a line is compared word by word, in UTF-16 units. */
const MAX_UNITS = 2000;

/**
 * How alike two pieces of code are, from 0 to 1: twice what they have in common in the same order, line by line and, where
 * lines differ, word by word, by the size of both. White space does not count.
 */
export function likeness(some: readonly string[], others: readonly string[]): number {
  const [keys, otherKeys] = [some.map(keyOf), others.map(keyOf)];
  const size = sizeOf(keys) + sizeOf(otherKeys);
  if (size === 0) return 1;
  let [common, at, otherAt, steps] = [0, 0, 0, MAX_WORD_STEPS];
  const changes = diffArrays(keys, otherKeys, { maxEditLength: MAX_EDITS });
  if (!changes) return 0;
  let removed: readonly string[] = [];
  for (const change of changes) {
    if (change.removed) {
      removed = some.slice(at, (at += change.count));
      continue;
    }
    if (change.added) {
      const [words, otherWords] = [
        wordsOf(removed),
        wordsOf(others.slice(otherAt, (otherAt += change.count))),
      ];
      steps -= stepsFor(words, otherWords);
      if (steps >= 0) common += commonOf(words, otherWords);
    } else {
      common += sizeOf(change.value);
      at += change.count;
      otherAt += change.count;
    }
    removed = [];
  }
  return (2 * common) / size;
}

const sizeOf = (parts: readonly string[]): number => parts.reduce((sum, { length }) => sum + length, 0);

const wordsOf = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.slice(0, MAX_UNITS).match(WORD) ?? []);

/** What a comparison costs at most, in steps of `diff`: the square of the edits, and the words. */
const stepsFor = (words: readonly string[], others: readonly string[]): number =>
  Math.min(MAX_EDITS, words.length + others.length) ** 2 + words.length + others.length;

/** How much both say in the same words in the same order, in UTF-16 units. */
function commonOf(words: string[], others: string[]): number {
  if (words.length === 0 || others.length === 0) return 0;
  const changes = diffArrays(words, others, { maxEditLength: MAX_EDITS }) ?? [];
  return changes.reduce(
    (sum, { added, removed, value }) => (added || removed ? sum : sum + sizeOf(value)),
    0,
  );
}
