// Finds emoji by words and short codes. Pure.
import type { Emoji } from './emoji';

/** The emoji that `query` may mean, the likeliest first, `limit` at most. Where two are as likely, the order is kept. */
export function findEmoji(all: readonly Emoji[], query: string, limit: number): readonly Emoji[] {
  const wanted = query.trim().toLowerCase();
  const words = wanted.split(/[\s_]+/u);
  const rank = ({ codes, label, tags }: Emoji): number => {
    if (codes.includes(wanted)) return 0;
    if (codes.some((code) => code.startsWith(wanted))) return 1;
    const known = [...codes, label.toLowerCase(), ...tags].flatMap((one) => one.split(/[\s_-]+/u));
    if (words.every((word) => known.some((one) => one.startsWith(word)))) return 2;
    return codes.some((code) => code.includes(wanted)) ? 3 : Infinity;
  };
  return all
    .map((emoji) => ({ emoji, rank: rank(emoji) }))
    .filter((one) => one.rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ emoji }) => emoji);
}
