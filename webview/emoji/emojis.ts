// All emoji. A chunk of its own, which is loaded when somebody looks for one.
import compact from 'emojibase-data/en/compact.json';
import shortcodes from 'emojibase-data/en/shortcodes/github.json';
import { type Emoji, wordsOf } from './emoji';

/** In the data, the parts that emoji are made from. */
const COMPONENTS = 2;

/** In the data, a selector stands also behind what is an emoji without it. */
const inOneForm = (unicode: string): string => unicode.replace(/(\p{Emoji_Presentation})\ufe0f/gu, '$1');

/** In the order in which Unicode lists them. */
export const emojis: readonly Emoji[] = compact.flatMap(({ unicode, label, tags = [], group, hexcode }) => {
  if (group === undefined || group === COMPONENTS) return [];
  const codes = [shortcodes[hexcode] ?? label.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_')].flat();
  const words = [...codes, ...tags].flatMap(wordsOf);
  return [{ id: hexcode, emoji: inOneForm(unicode), label, codes, named: wordsOf(label), words }];
});
