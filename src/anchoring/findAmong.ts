import type { Anchor } from './anchor';
import { findAnchor } from './findAnchor';
import { linesOfCode } from './lines';
import { MAX_CODE_BITS } from './search';
import { bitsOfLine } from './textIndex';
import type { Place, Uncertain } from './whereabouts';

/** A file that the code may be in. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

export interface PlaceInFile extends Place {
  readonly path: string;
}

/** Where code is now, and in which file. */
export type WhereaboutsAmong =
  | ({ readonly outcome: 'found' } & PlaceInFile)
  | (Omit<Uncertain, 'candidates'> & { readonly candidates: readonly PlaceInFile[] })
  | { readonly outcome: 'gone' };

/** More files than this are not searched. */
export const MAX_FILES = 50;

/**
 * Finds where code is now that may have been moved into another file. Its own file goes first. Another one is believed only
 * where the code is as it was in it, and in no other, and there is enough of it to be no coincidence.
 * @param own the file that the code was taken from, under its name of today; undefined where there is none
 * @param others files that it may have been moved to, the likeliest first; up to {@link MAX_FILES}
 * @param base the version of its file that the code was taken from, where it is known
 */
export function findAmong(
  anchor: Anchor,
  own: FileText | undefined,
  others: readonly FileText[],
  base?: string,
): WhereaboutsAmong {
  const here = own ? findAnchor(anchor, own.text, base) : undefined;
  if (own && here?.outcome === 'found') return { ...here, path: own.path };
  const places = others.slice(0, MAX_FILES).flatMap((file) => copiesIn(anchor, file));
  if (own && here?.outcome === 'uncertain')
    return {
      ...here,
      candidates: [...here.candidates.map((place) => ({ ...place, path: own.path })), ...places],
    };
  const [only, second] = places;
  if (!only) return { outcome: 'gone' };
  if (!second && bitsOf(anchor) >= MAX_CODE_BITS) return { outcome: 'found', ...only };
  return { outcome: 'uncertain', why: 'repeated', candidates: places };
}

/** The places in another file that have the code as it was; of that file, nothing that stood around the code is known. */
function copiesIn({ code, start, end }: Anchor, { path, text }: FileText): PlaceInFile[] {
  const result = findAnchor({ code, start: 0, end: end - start }, text);
  const places =
    result.outcome === 'found' ? [result] : result.outcome === 'uncertain' ? result.candidates : [];
  return places
    .filter(({ match }) => match !== 'near')
    .map(({ lines, match, likeness }) => ({ path, lines, match, likeness }));
}

const bitsOf = ({ code, start, end }: Anchor): number =>
  linesOfCode(code, end - start + 1).reduce((sum, line) => sum + bitsOfLine(line), 0);
