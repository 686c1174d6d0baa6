// To whom `/msg` writes: it begins with a name. Pure.
import { foldName } from '../protocol/names/nameKeys';
import { MAX_NAME_CHARACTERS } from '../protocol/wire/limits';
import type { Mention } from '../protocol/wire/messages';

/** Longest name with its spaces, in UTF-16 units, however it is written. */
const MAX_NAME_UNITS = 4 * MAX_NAME_CHARACTERS;

export interface Directed {
  readonly mid: string;
  /** What follows the name. */
  readonly text: string;
}

/**
 * Whom `words` begin with the name of, with or without an `@`.
 * @param picked who is meant, if the words begin with that name, whatever others are called
 * @returns `unclear`: several may be meant, since one name begins with another, and the text would go to one of them
 */
export function directedTo(
  words: string,
  members: readonly Mention[],
  picked?: Mention,
): Directed | 'unclear' | undefined {
  const said = words.replace(/^\s*@?/u, '');
  const byName = new Map(members.map(({ name, mid }) => [foldName(name), mid]));
  const directed = (mid: string, end: number): Directed => ({ mid, text: said.slice(end).trim() });
  if (picked && said.startsWith(picked.name)) return directed(picked.mid, picked.name.length);
  const ends = [...said.matchAll(/(?=\s)|$/gu)].map(({ index }) => index);
  const found = ends
    .filter((one) => one <= MAX_NAME_UNITS)
    .flatMap((end) => {
      const mid = byName.get(foldName(said.slice(0, end)));
      return mid === undefined ? [] : [directed(mid, end)];
    });
  const longest = found.at(-1);
  const isUnclear = found.some(({ mid }) => mid !== longest?.mid) && longest?.text !== '';
  return isUnclear ? 'unclear' : longest;
}
