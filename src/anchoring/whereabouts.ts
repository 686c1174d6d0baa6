import type { LineRange } from './lines';

/** Whether code is there as it was, but for white space, or changed. */
export type Match = 'exact' | 'normalised' | 'near';

export interface Place {
  readonly lines: LineRange;
  readonly match: Match;
  /** How much it is like the code, up to 1; from `MIN_LIKENESS` on, where it was found. */
  readonly likeness: number;
}

export interface Uncertain {
  readonly outcome: 'uncertain';
  /** There are several such places; it is there, but changed too much; the text or the code is too long. */
  readonly why: 'repeated' | 'changed' | 'tooLong';
  /** The likeliest first. */
  readonly candidates: readonly Place[];
}

/** Where code is now. A wrong place is worse than none: what is not certain is said to be so. */
export type Whereabouts = ({ readonly outcome: 'found' } & Place) | Uncertain | { readonly outcome: 'gone' };
