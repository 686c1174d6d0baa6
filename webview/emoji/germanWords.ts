// What emoji are called in German. A chunk of its own, which is loaded with the emoji where the editor speaks German.
import compact from 'emojibase-data/de/compact.json';
import type { EmojiWords } from './emoji';

/** By the ids of the emoji. */
export const germanWords: ReadonlyMap<string, EmojiWords> = new Map(
  compact.map(({ hexcode, label, tags = [] }) => [hexcode, { label, tags }]),
);
