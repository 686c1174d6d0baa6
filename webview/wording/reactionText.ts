import { isolated } from '../../src/base/isolated';
import type { PanelStrings } from '../../src/panel/strings';
import type { PanelReaction } from '../../src/panel/toPanel';
import type { Formats } from './formats';
import { fill } from './strings';

/** Whose reaction it is, in a sentence: this person first, then the names that are known, then how many more. */
export function reactionText(
  { emoji, count, own, names }: PanelReaction,
  strings: PanelStrings,
  formats: Pick<Formats, 'list' | 'count'>,
): string {
  const more = count - names.length - Number(own);
  const all = [
    ...(own ? [strings.reactingYou] : []),
    ...names.map(isolated),
    ...(more > 0 ? [fill(strings.reactingMore, { count: formats.count(more) })] : []),
  ];
  return fill(strings.reacted, { names: formats.list(all), emoji });
}
