import type { Anchor } from './anchor';
import { maxCopies } from './occurrences';
import { byLikelihood, type Candidate, MIN_LIKENESS, Search } from './search';
import { TextIndex } from './textIndex';
import type { Place, Uncertain, Whereabouts } from './whereabouts';

/** Longer texts are not searched, in UTF-16 units and lines. */
export const MAX_TEXT_UNITS = 8 * 1024 * 1024;
export const MAX_TEXT_LINES = 200_000;
/** Longer code is not looked for, in UTF-16 units. */
export const MAX_CODE_UNITS = 64 * 1024;

/** So many places are named where none is certain. */
const MAX_CANDIDATES = 5;
/** What one place must have more than every other one, and around it. */
const MARGIN_BITS = 12;
/** What speaks for the only place that has the code must come to this; without a context, to the second. */
const ENOUGH_BITS = 12;
const ENOUGH_BITS_ALONE = 24;
/** What must speak for brackets and blank lines on each side: a new one may stand below what was above the old one. */
const EITHER_SIDE_BITS = 4;
/** What must stand around code that changed: the more, the less it is alike; a line at least. */
const neededNear = (alike: number): number => Math.max(8, 40 * (1 - alike));
/** Code that is not where it was is worth naming if it is so much alike. */
const WORTH_NAMING = 0.75;

/**
 * Finds where code is now. Whatever is given, it never throws, and the work is bounded.
 * @param text the text to look in: another version of the file that the code was taken from, or another file
 * @param base the version of that file that the code was taken from, where it is known; it makes the answer more certain
 */
export function findAnchor(anchor: Anchor, text: string, base?: string): Whereabouts {
  if (anchor.code.length > MAX_CODE_UNITS || text.length > MAX_TEXT_UNITS) return tooLong;
  const index = new TextIndex(text);
  if (index.size > MAX_TEXT_LINES) return tooLong;
  const search = new Search(
    anchor,
    index,
    base !== undefined && base.length <= MAX_TEXT_UNITS ? base : undefined,
  );
  const copies = search.copies();
  if (search.starts.length >= maxCopies(search.lines.length)) return uncertain('repeated', copies);
  const sure = decideCopies(anchor, search, copies);
  if (sure) return found(sure);
  const all = [...copies, ...search.near(copies)].sort(byLikelihood);
  const [best, second] = all;
  // where no copy is missing, the code is one of them
  const mayHaveChanged = search.isTelling && copies.length < (anchor.context?.copies ?? 1);
  if (best && mayHaveChanged && isCertain(best, second)) return found(best);
  const worth = all.filter(
    ({ match, likeness: alike, support }) =>
      match !== 'near' || alike >= WORTH_NAMING || support >= neededNear(alike),
  );
  if (worth.length === 0) return { outcome: 'gone' };
  return uncertain(worth[0]?.match === 'near' ? 'changed' : 'repeated', worth);
}

const uncertain = (why: Uncertain['why'], candidates: readonly Candidate[]): Uncertain => ({
  outcome: 'uncertain',
  why,
  candidates: candidates.slice(0, MAX_CANDIDATES).map(placeOf),
});
const placeOf = ({ start, end, match, likeness: alike }: Candidate): Place => ({
  lines: { start: start + 1, end },
  match,
  likeness: alike,
});
const tooLong = uncertain('tooLong', []);
const found = (candidate: Candidate): Whereabouts => ({ outcome: 'found', ...placeOf(candidate) });

/** The place, if that much is certain from those that have the code as it was. */
function decideCopies(
  { context }: Anchor,
  search: Search,
  copies: readonly Candidate[],
): Candidate | undefined {
  const [best, second] = copies;
  if (!best) return undefined;
  if (!search.isTelling && best.weakerSide < EITHER_SIDE_BITS) return undefined;
  const isOnly = !second && (context?.copies ?? 1) <= 1;
  const enough = context ? ENOUGH_BITS : ENOUGH_BITS_ALONE;
  const isCertainly = isOnly ? search.codeBits + best.support >= enough : isCertain(best, second);
  return isCertainly ? best : undefined;
}

function isCertain(best: Candidate, second: Candidate | undefined): boolean {
  if (best.likeness < MIN_LIKENESS) return false;
  if (best.support < (best.match === 'near' ? neededNear(best.likeness) : MARGIN_BITS)) return false;
  return best.total - (second?.total ?? 0) >= MARGIN_BITS;
}
