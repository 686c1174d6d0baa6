/** An emoji, and the words by which it is found. */
export interface Emoji {
  /** Tells it from all others. */
  readonly id: string;
  /** As rooms take it for a reaction. */
  readonly emoji: string;
  /** What it is called in the language of the editor. */
  readonly label: string;
  /** Its short codes without their colons, the usual one first. */
  readonly codes: readonly string[];
  /** The words of its label, as they are compared. */
  readonly named: readonly string[];
  /** Other words for it, as they are compared. */
  readonly words: readonly string[];
}

/** What emoji are called in another language than English. */
export interface EmojiWords {
  readonly label: string;
  readonly tags: readonly string[];
}

/** The words of a text, as they are compared: without capitals and accents. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .split(/[\s_-]+/u)
    .filter(Boolean);
