import type { Anchor } from './anchor';
import { type Mapped, mapFrom } from './base';
import { evidenceAround, type Surroundings, surroundingsOf } from './evidence';
import { likeness } from './likeness';
import { isTelling, keyOf, linesOfCode } from './lines';
import { occurrencesOf } from './occurrences';
import { nearPieces, type Piece } from './pieces';
import { bitsOfLine, type TextIndex } from './textIndex';
import type { Match } from './whereabouts';

/** What is less like the code than this is not found. */
export const MIN_LIKENESS = 0.5;
/** What is less like it than this is not even named. */
const MIN_NAMED = 0.2;
/** The code by itself counts so much at most, in bits: what stands around it must be able to outweigh it. */
export const MAX_CODE_BITS = 64;
/** Being the same line of a file of the same length, or of any file where nothing else could tell. */
const SAME_LINE_BITS = 6;
const SAME_LINE_BITS_ALONE = 12;
/** Being the same copy of as many. */
const SAME_COPY_BITS = 12;
/** Being where the other version says it is. */
const MAPPED_BITS = 64;
/** The same white space as well. */
const EXACT_BITS = 4;

/** A place with what speaks for it, in bits. */
export interface Candidate extends Piece {
  readonly match: Match;
  readonly likeness: number;
  /** What stands around it, and where it is. */
  readonly support: number;
  /** Together with the code itself. */
  readonly total: number;
  /** Of what stands above and what stands below, the one that speaks less for it. */
  readonly weakerSide: number;
}

/** What may be found before what may only be named; then what most speaks for. */
export const byLikelihood = (some: Candidate, others: Candidate): number =>
  Number(others.likeness >= MIN_LIKENESS) - Number(some.likeness >= MIN_LIKENESS) ||
  others.total - some.total;

const overlaps = (some: Piece, others: Piece): boolean => some.start < others.end && others.start < some.end;

/** Gathers the places that may be that of some code in a text, with what speaks for each. */
export class Search {
  /** What the code itself counts, in bits. */
  readonly codeBits: number;
  readonly lines: readonly string[];
  /** Whether any of them can tell one place from another. */
  readonly isTelling: boolean;
  /** The lines, from 0, at which the code stands as it was, but for white space. */
  readonly starts: readonly number[];
  private readonly ids: readonly number[];
  private readonly surroundings: Surroundings | undefined;
  private readonly mapped: Mapped | undefined;

  constructor(
    private readonly anchor: Anchor,
    private readonly index: TextIndex,
    base: string | undefined,
  ) {
    this.lines = linesOfCode(anchor.code, anchor.end - anchor.start + 1);
    this.isTelling = this.lines.some((line) => isTelling(keyOf(line)));
    this.ids = index.idsOf(this.lines);
    this.starts = occurrencesOf(index, this.ids);
    this.codeBits = Math.min(
      MAX_CODE_BITS,
      this.lines.reduce((sum, line) => sum + bitsOfLine(line), 0),
    );
    this.surroundings = anchor.context && surroundingsOf(anchor.context);
    this.mapped = base === undefined ? undefined : mapFrom(base, anchor, index);
  }

  /** The places that have the code as it was, as far as they are possible; the likeliest first. */
  copies(): Candidate[] {
    const { starts } = this;
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
      .sort(byLikelihood);
  }

  /** Places that are like the code, but for those that lie over its copies. */
  near(copies: readonly Candidate[]): Candidate[] {
    const wanted = { lines: this.lines, ids: this.ids };
    const candidates = nearPieces(this.index, wanted, this.surroundings, this.mapped?.within)
      .filter((piece) => !copies.some((copy) => overlaps(copy, piece)))
      .map((piece) =>
        this.rated(piece, 'near', likeness(this.lines, this.index.lines.slice(piece.start, piece.end))),
      )
      .filter((candidate) => candidate.likeness >= MIN_NAMED && this.isPossible(candidate))
      .sort(byLikelihood);
    return candidates.filter(
      (candidate, i) => !candidates.slice(0, i).some((other) => overlaps(other, candidate)),
    );
  }

  private rated(piece: Piece, match: Match, alike: number, more = 0): Candidate {
    const { above, below, outline } = evidenceAround(this.index, this.surroundings, piece);
    const support = above + below + outline + this.bitsOfPosition(piece);
    const total = alike * this.codeBits + support + more;
    return { ...piece, match, likeness: alike, support, total, weakerSide: Math.min(above, below) };
  }

  private bitsOfPosition({ start, end }: Piece): number {
    const { anchor, mapped } = this;
    const isSameLine = start + 1 === anchor.start;
    const line = anchor.context
      ? isSameLine && this.index.size === anchor.context.lines && SAME_LINE_BITS
      : isSameLine && SAME_LINE_BITS_ALONE;
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
