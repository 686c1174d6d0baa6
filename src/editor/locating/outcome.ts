// Which of the places where code may be is the one, judged from what was seen in each file. Pure.
import type { Context } from '../../anchoring/anchor';
import type { PlaceInFile, WhereaboutsAmong } from '../../anchoring/findAmong';
import type { LineRange } from '../../anchoring/lines';
import type { Whereabouts } from '../../anchoring/whereabouts';

/** Code that somebody quoted, and what they said of where it stands. Lines are from 1. */
export interface Quoted extends LineRange {
  readonly path: string;
  readonly text: string;
  /** The repository, as in `normalRemote`. */
  readonly remote?: string;
  /** The full id of the commit that was checked out there. */
  readonly commit?: string;
  readonly context?: Context;
}

/** Lines of a file. */
export interface PlaceIn<F> {
  readonly file: F;
  readonly lines: LineRange;
}

/** What was seen in one file. */
export interface Seen<F> {
  readonly file: F;
  /** Undefined: it cannot be read, or is too large. */
  readonly where: Whereabouts | undefined;
}

/** Where quoted code is. A wrong place is worse than none: what is not certain is said to be so. */
export type Outcome<F> =
  | { readonly kind: 'here'; readonly place: PlaceIn<F>; readonly isChanged: boolean }
  | {
      readonly kind: 'uncertain';
      /** It is there several times; it has changed too much; it is in a file that is only called the same. */
      readonly why: 'repeated' | 'changed' | 'elsewhere';
      /** The likeliest first. */
      readonly places: readonly PlaceIn<F>[];
    }
  | {
      readonly kind: 'absent';
      /** There is no such file; the code is not in it; it could not be looked for; that took too long. */
      readonly why: 'noFile' | 'gone' | 'unread' | 'late';
      readonly files: readonly F[];
    };

/** So many places are named. */
const MAX_PLACES = 20;

/** Judges files that may all be the one that was meant. */
export function outcomeIn<F>(seen: readonly Seen<F>[]): Outcome<F> {
  const found = seen.flatMap(({ file, where }) =>
    where?.outcome === 'found' ? [{ place: { file, lines: where.lines }, match: where.match }] : [],
  );
  const unchanged = found.filter(({ match }) => match !== 'near');
  const best = unchanged.length > 0 ? unchanged : found;
  const repeated = candidatesOf(seen, 'repeated');
  const [only, another] = best;
  if (only && !another && repeated.length === 0)
    return { kind: 'here', place: only.place, isChanged: only.match === 'near' };
  if (only || repeated.length > 0) {
    const places = [...best.map(({ place }) => place), ...repeated].slice(0, MAX_PLACES);
    return { kind: 'uncertain', why: 'repeated', places };
  }
  const changed = candidatesOf(seen, 'changed');
  if (changed.length > 0) return { kind: 'uncertain', why: 'changed', places: changed };
  const isUnread = seen.some(({ where }) => where?.outcome !== 'gone');
  const why = seen.length === 0 ? 'noFile' : isUnread ? 'unread' : 'gone';
  return { kind: 'absent', why, files: seen.map(({ file }) => file) };
}

/** What that means for the code; `fileAt` knows the files by the paths that were given. */
export function outcomeAmong<F>(where: WhereaboutsAmong, fileAt: ReadonlyMap<string, F>): Outcome<F> {
  const placeIn = ({ path, lines }: PlaceInFile): readonly PlaceIn<F>[] => {
    const file = fileAt.get(path);
    return file === undefined ? [] : [{ file, lines }];
  };
  const places = (
    where.outcome === 'found' ? [where] : where.outcome === 'uncertain' ? where.candidates : []
  ).flatMap(placeIn);
  const [only] = places;
  if (!only) return { kind: 'absent', why: 'noFile', files: [] };
  if (where.outcome === 'found') return { kind: 'here', place: only, isChanged: where.match === 'near' };
  return { kind: 'uncertain', why: 'elsewhere', places: places.slice(0, MAX_PLACES) };
}

function candidatesOf<F>(seen: readonly Seen<F>[], why: 'repeated' | 'changed'): readonly PlaceIn<F>[] {
  return seen
    .flatMap(({ file, where }) =>
      where?.outcome === 'uncertain' && where.why === why
        ? where.candidates.map(({ lines }) => ({ file, lines }))
        : [],
    )
    .slice(0, MAX_PLACES);
}
