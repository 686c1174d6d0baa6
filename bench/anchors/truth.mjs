// Where lines are in a later version, by git alone: each line is followed from commit to commit through the hunks. It is
// certain only where all of git's ways to compare two versions agree about it, at every step.

/**
 * Where the code is, lines from 1: `first` to `last` are its lines that git followed, `kept` those of them that tell
 * something (all, if none does), and no line before `from` or after `to` can be its. Or it is gone. undefined: not certain.
 * @typedef {{ from: number, first: number, last: number, to: number, kept: readonly number[], whole: boolean } | 'gone'
 *   | undefined} Truth
 */

/**
 * @param {number} line
 * @param {readonly import('./history.mjs').Hunk[]} hunks
 * @returns {{ line: number } | { replacedBy: number }} by how many lines it was replaced, where it was deleted
 */
export function through(line, hunks) {
  let shift = 0;
  for (const { oldStart, oldCount, newCount } of hunks) {
    // a hunk that only inserts stands behind the line `oldStart`
    const first = oldCount === 0 ? oldStart + 1 : oldStart;
    if (line < first) break;
    if (line < first + oldCount) return { replacedBy: newCount };
    shift += newCount - oldCount;
  }
  return { line: line + shift };
}

/**
 * Follows one line.
 * @param {number} line
 * @param {readonly import('./history.mjs').Hunk[][][]} steps
 * @returns {number | 'deleted' | 'replaced' | undefined} its number at the end; undefined where it is not certain
 */
function follow(line, steps) {
  let at = line;
  for (const ways of steps) {
    const [some, ...others] = ways.map((hunks) => through(at, hunks));
    if (
      !some ||
      others.some((other) => ('line' in some ? some.line : 0) !== ('line' in other ? other.line : 0))
    )
      return undefined;
    if ('replacedBy' in some) {
      const all = [some, ...others].map((way) => ('replacedBy' in way ? way.replacedBy : 0));
      return all.every((count) => count === 0) ? 'deleted' : 'replaced';
    }
    at = some.line;
  }
  return at;
}

const key = (/** @type {string} */ line) => line.replace(/\s+/g, '');
const isTelling = (/** @type {string} */ line) => /[\p{L}\p{N}]/u.test(line);
/** How many lines beside the code are tried for one that git followed. */
const BESIDE = 200;

/**
 * @param {readonly string[]} before the lines of the earlier version
 * @param {readonly string[]} after the lines of the later version
 * @param {number} start of the code, from 1
 * @param {number} end
 * @param {readonly import('./history.mjs').Hunk[][][]} steps
 * @returns {Truth}
 */
export function truthOf(before, after, start, end, steps) {
  const code = before.slice(start - 1, end);
  const followed = code.map((_, i) => follow(start + i, steps));
  if (followed.includes(undefined)) return undefined;
  const kept = followed.filter((line) => typeof line === 'number');
  const [first, last] = [kept[0], kept.at(-1)];
  if (first === undefined || last === undefined) {
    const left = new Set(after.map(key));
    const isCertain =
      followed.every((line) => line === 'deleted') &&
      code.some(isTelling) &&
      code.every((line) => !isTelling(line) || !left.has(key(line)));
    return isCertain ? 'gone' : undefined;
  }
  const telling = code.flatMap((line, i) => (isTelling(line) ? [followed[i]] : []));
  const keptTelling = telling.filter((line) => typeof line === 'number');
  if (keptTelling.length * 2 < Math.max(telling.length, 1) && kept.length < code.length) return undefined;
  const from = neighbour(start - 1, -1, 0) + 1;
  const to = neighbour(end + 1, 1, after.length + 1) - 1;
  if (!(from <= first && last <= to)) return undefined;
  const whole = kept.length === code.length && last - first + 1 === code.length;
  return { from, first, last, to, kept: keptTelling.length > 0 ? keptTelling : kept, whole };

  /**
   * Where the nearest line is that was not of the code.
   * @param {number} line
   * @param {number} step
   * @param {number} none what stands for the end of the file
   */
  function neighbour(line, step, none) {
    for (let i = 0; i < BESIDE && line >= 1 && line <= before.length; i++, line += step) {
      const now = follow(line, steps);
      if (typeof now === 'number') return now;
    }
    return line < 1 || line > before.length ? none : NaN;
  }
}

/**
 * Code that is whole must be found to the line. Of code that changed, no more can be said than between which lines it is:
 * the answer must have at least half of the lines that git followed, and at least half of it must lie between them.
 * @param {import('./finders.mjs').Answer} answer
 * @param {Exclude<Truth, undefined>} truth
 * @returns {'right' | 'uncertain' | 'wrong' | 'missed'}
 */
export function judged(answer, truth) {
  if (answer === 'uncertain') return 'uncertain';
  if (truth === 'gone') return answer === 'gone' ? 'right' : 'wrong';
  if (answer === 'gone') return 'missed';
  const { start, end } = answer;
  const { from, first, last, to, kept, whole } = truth;
  if (whole) return start === first && end === last ? 'right' : 'wrong';
  const has = kept.filter((line) => start <= line && line <= end).length;
  const between = Math.min(end, to) - Math.max(start, from) + 1;
  return 2 * has >= kept.length && 2 * between >= end - start + 1 ? 'right' : 'wrong';
}
