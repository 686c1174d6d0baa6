import { isolated } from '../../src/base/isolated';
import type { PanelStrings } from '../../src/panel/strings';
import type { PanelReaction } from '../../src/panel/entrySchemas';
import type { Formats } from './formats';
import { fill } from './strings';

/** As many names as one reads. */
const MAX_NAMES = 10;

/**
 * Whose reaction it is, in a sentence: this person first, then names, then how many more.
 * @param maxNames with the last of them, one more is named: "1 more" would be as long
 */
export function reactionText(
  { emoji, count, own, names }: PanelReaction,
  strings: PanelStrings,
  formats: Pick<Formats, 'list' | 'count'>,
  maxNames = MAX_NAMES,
): string {
  const others = count - Number(own);
  const named = names.slice(0, others <= maxNames + 1 ? others : maxNames);
  const more = others - named.length;
  const all = [
    ...(own ? [strings.reactingYou] : []),
    ...named.map(isolated),
    ...(more > 0 ? [fill(strings.reactingMore, { count: formats.count(more) })] : []),
  ];
  return fill(strings.reacted, { names: formats.list(all), emoji });
}
