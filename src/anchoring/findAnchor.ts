import type { Anchor } from './anchor';
import { type Mapped, mapFrom } from './base';
import { bitsAround, type Surroundings, surroundingsOf } from './evidence';
import { likeness } from './likeness';
import { type LineRange, linesOfCode } from './lines';
import { occurrencesOf } from './occurrences';
import { nearPieces, type Piece } from './pieces';
import { bitsOfLine, TextIndex } from './textIndex';

/** A place that is less like the code than this is none. */
export const MIN_LIKENESS = 0.5;
/** Longer texts are not searched, in UTF-16 units and lines. */
export const MAX_TEXT_UNITS = 8 * 1024 * 1024;
export const MAX_TEXT_LINES = 200_000;
/** Longer code is not looked for, in UTF-16 units. */
export const MAX_CODE_UNITS = 64 * 1024;

/** So many places are named where none is certain. */
const MAX_CANDIDATES = 5;
/** The code by itself counts so much at most, in bits: what stands around it must be able to outweigh it. */
const MAX_CODE_BITS = 64;
/** What one place must have more than every other one. */
const MARGIN_BITS = 12;
/** What speaks for the only place that has the code must come to this; without a context, to the second. */
const ENOUGH_BITS = 12;
const ENOUGH_BITS_ALONE = 24;
/** What must stand around code that changed: two lines and something. */
const NEAR_SUPPORT_BITS = 20;
/** Being the same line of a file of the same length; the same copy of as many; where the other version says it is. */
const SAME_LINE_BITS = 6;
const SAME_COPY_BITS = 12;
const MAPPED_BITS = 64;
/** The same white space as well. */
const EXACT_BITS = 4;
/** Code that is not where it was is worth naming if it is so much alike. */
const WORTH_NAMING = 0.75;

/** Whether code is there as it was, but for white space, or changed. */
export type Match = 'exact' | 'normalised' | 'near';

export interface Place {
  readonly lines: LineRange;
  readonly match: Match;
  /** How much it is like the code, from {@link MIN_LIKENESS} to 1. */
  readonly likeness: number;
}

/** Where code is now. A wrong place is worse than none: what is not certain is said to be so. */
export type Whereabouts =
  | ({ readonly outcome: 'found' } & Place)
  | {
      readonly outcome: 'uncertain';
      /** There are several such places; it is there, but changed too much; the text or the code is too long. */
      readonly why: 'repeated' | 'changed' | 'tooLong';
      /** The likeliest first. */
      readonly candidates: readonly Place[];
    }
  | { readonly outcome: 'gone' };

/** A place with what speaks for it, in bits. */
export interface Candidate extends Piece {
  readonly match: Match;
  readonly likeness: number;
  /** What stands around it, and where it is. */
  readonly support: number;
  /** Together with the code itself. */
  readonly total: number;
}

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
    base === undefined || base.length > MAX_TEXT_UNITS ? undefined : base,
  );
  const copies = search.copies();
  const sure = decideCopies(anchor, copies, search.codeBits);
  if (sure) return found(sure);
  const all = [...copies, ...search.near(copies)].sort((some, others) => others.total - some.total);
  const [best, second] = all;
  if (best && isCertain(best, second)) return found(best);
  const worth = all.filter(
    ({ match, likeness: alike, support }) =>
      match !== 'near' || alike >= WORTH_NAMING || support >= NEAR_SUPPORT_BITS,
  );
  if (worth.length === 0) return { outcome: 'gone' };
  return {
    outcome: 'uncertain',
    why: worth[0]?.match === 'near' ? 'changed' : 'repeated',
    candidates: worth.slice(0, MAX_CANDIDATES).map(placeOf),
  };
}

const tooLong: Whereabouts = { outcome: 'uncertain', why: 'tooLong', candidates: [] };

const placeOf = ({ start, end, match, likeness: alike }: Candidate): Place => ({
  lines: { start: start + 1, end },
  match,
  likeness: alike,
});
const found = (candidate: Candidate): Whereabouts => ({ outcome: 'found', ...placeOf(candidate) });

/** The place, if that much is certain from those that have the code as it was. */
function decideCopies(
  { context }: Anchor,
  copies: readonly Candidate[],
  codeBits: number,
): Candidate | undefined {
  const [best, second] = copies;
  if (!best) return undefined;
  const isOnly = !second && (context?.copies ?? 1) <= 1;
  if (isOnly)
    return codeBits + best.support >= (context ? ENOUGH_BITS : ENOUGH_BITS_ALONE) ? best : undefined;
  return isCertain(best, second) ? best : undefined;
}

function isCertain(best: Candidate, second: Candidate | undefined): boolean {
  if (best.support < (best.match === 'near' ? NEAR_SUPPORT_BITS : MARGIN_BITS)) return false;
  return best.total - (second?.total ?? 0) >= MARGIN_BITS;
}

class Search {
  /** What the code itself counts, in bits. */
  readonly codeBits: number;
  private readonly lines: readonly string[];
  private readonly ids: readonly number[];
  private readonly surroundings: Surroundings | undefined;
  private readonly mapped: Mapped | undefined;

  constructor(
    private readonly anchor: Anchor,
    private readonly index: TextIndex,
    base: string | undefined,
  ) {
    this.lines = linesOfCode(anchor.code, anchor.end - anchor.start + 1);
    this.ids = index.idsOf(this.lines);
    this.codeBits = Math.min(
      MAX_CODE_BITS,
      this.lines.reduce((sum, line) => sum + bitsOfLine(line), 0),
    );
    this.surroundings = anchor.context && surroundingsOf(anchor.context);
    this.mapped = base === undefined ? undefined : mapFrom(base, anchor, index);
  }

  /** The places that have the code as it was, but for white space; the likeliest first. */
  copies(): Candidate[] {
    const starts = occurrencesOf(this.index, this.ids);
    const { context } = this.anchor;
    const same = context?.copies === starts.length ? starts[context.copy - 1] : undefined;
    return starts
      .map((start) => {
        const piece = { start, end: start + this.lines.length };
        const isExact = this.lines.every((line, i) => line === this.index.lines[start + i]);
        const copy = starts.length > 1 && start === same ? SAME_COPY_BITS : 0;
        return this.rated(piece, isExact ? 'exact' : 'normalised', 1, copy + (isExact ? EXACT_BITS : 0));
      })
      .filter((candidate) => this.isPossible(candidate))
      .sort((some, others) => others.total - some.total);
  }

  /** Places that are like the code, but for those that lie over its copies. */
  near(copies: readonly Candidate[]): Candidate[] {
    const wanted = { lines: this.lines, ids: this.ids };
    const candidates = nearPieces(this.index, wanted, this.surroundings, this.mapped?.within)
      .filter(({ start, end }) => !copies.some((copy) => copy.start < end && start < copy.end))
      .map((piece) =>
        this.rated(piece, 'near', likeness(this.lines, this.index.lines.slice(piece.start, piece.end))),
      )
      .filter((candidate) => candidate.likeness >= MIN_LIKENESS && this.isPossible(candidate))
      .sort((some, others) => others.total - some.total);
    // of those that lie over each other, the likeliest
    return candidates.filter(
      ({ start, end }, i) => !candidates.slice(0, i).some((other) => other.start < end && start < other.end),
    );
  }

  private rated(piece: Piece, match: Match, alike: number, more = 0): Candidate {
    const support =
      bitsAround(this.index, this.surroundings, piece.start, piece.end) + this.bitsOfPosition(piece);
    return { ...piece, match, likeness: alike, support, total: alike * this.codeBits + support + more };
  }

  private bitsOfPosition({ start, end }: Piece): number {
    const { anchor, mapped } = this;
    const isSameLine = start + 1 === anchor.start;
    // without a context, nothing else could tell
    const line = anchor.context
      ? isSameLine && this.index.size === anchor.context.lines && SAME_LINE_BITS
      : isSameLine && MARGIN_BITS;
    const isWithin = mapped && start >= mapped.within.start && end <= mapped.within.end;
    return (line || 0) + (isWithin ? MAPPED_BITS : 0);
  }

  /** Whether most of its lines were not elsewhere in the version that the code was taken from. */
  private isPossible({ start, end }: Piece): boolean {
    const { mapped } = this;
    if (!mapped) return true;
    let others = 0;
    for (let line = start; line < end; line++) if (mapped.isOther(line)) others++;
    return others * 2 <= end - start;
  }
}
