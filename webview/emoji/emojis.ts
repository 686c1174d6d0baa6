// All emoji. A chunk of its own, which is loaded when somebody looks for one.
import compact from 'emojibase-data/en/compact.json';
import shortcodes from 'emojibase-data/en/shortcodes/github.json';
import type { Emoji } from './emoji';

/** In the data, the parts that emoji are made from. */
const COMPONENTS = 2;

/** In the order in which Unicode lists them. */
export const emojis: readonly Emoji[] = compact.flatMap(({ unicode, label, tags = [], group, hexcode }) => {
  if (group === undefined || group === COMPONENTS) return [];
  const codes = [shortcodes[hexcode] ?? label.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_')].flat();
  return [{ emoji: unicode, label, group, codes, tags }];
});
