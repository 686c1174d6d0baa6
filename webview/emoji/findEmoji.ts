// Finds emoji by words and short codes. Pure.
import { type Emoji, wordsOf } from './emoji';

/** The emoji that `query` may mean, the likeliest first, `limit` at most. Where two are as likely, the order is kept. */
export function findEmoji(all: readonly Emoji[], query: string, limit: number): readonly Emoji[] {
  const code = query.trim().toLowerCase().replaceAll(/\s+/g, '_');
  const wanted = wordsOf(query);
  const isIn = (words: readonly string[]): boolean =>
    wanted.every((word) => words.some((one) => one.startsWith(word)));
  const rank = ({ codes, named, words }: Emoji): number => {
    if (codes.includes(code)) return 0;
    if (codes.some((one) => one.startsWith(code))) return 1;
    if (wanted.length === 0) return Infinity;
    if (isIn(named)) return 2;
    if (isIn([...named, ...words])) return 3;
    return codes.some((one) => one.includes(code)) ? 4 : Infinity;
  };
  return all
    .map((emoji) => ({ emoji, rank: rank(emoji) }))
    .filter((one) => one.rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ emoji }) => emoji);
}
