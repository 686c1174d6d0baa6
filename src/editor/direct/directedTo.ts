// To whom `/msg` writes: it begins with a name. Pure.
import { foldName } from '../../protocol/names/nameKeys';
import { MAX_NAME_CHARACTERS } from '../../protocol/wire/limits';
import type { Mention } from '../../protocol/wire/messages';

/** Longest name with its spaces, in UTF-16 units, however it is written. */
const MAX_NAME_UNITS = 4 * MAX_NAME_CHARACTERS;

export interface Directed {
  readonly mid: string;
  /** What follows the name. */
  readonly text: string;
}

/**
 * Whom `words` begin with the name of, with or without an `@`. Where one name begins with another, the longer one is meant.
 * @param known the first of those with one name counts
 */
export function directedTo(words: string, known: readonly Mention[]): Directed | undefined {
  const said = words.replace(/^\s*@?/u, '');
  const byName = new Map(known.toReversed().map(({ name, mid }) => [foldName(name), mid]));
  const ends = [...said.matchAll(/(?=\s)|$/gu)].map(({ index }) => index);
  for (const end of ends.filter((one) => one <= MAX_NAME_UNITS).reverse()) {
    const mid = byName.get(foldName(said.slice(0, end)));
    if (mid !== undefined) return { mid, text: said.slice(end).trim() };
  }
  return undefined;
}
