import { type Emoji, type EmojiWords, wordsOf } from './emoji';

/** The emoji with their names in another language. They are found by its words, and by the English ones as before. */
export const translated = (
  emojis: readonly Emoji[],
  words: ReadonlyMap<string, EmojiWords>,
): readonly Emoji[] =>
  emojis.map((emoji) => {
    const known = words.get(emoji.id);
    if (!known) return emoji;
    const { label, tags } = known;
    const others = [...emoji.named, ...emoji.words, ...tags.flatMap(wordsOf)];
    return { ...emoji, label, named: wordsOf(label), words: others };
  });
