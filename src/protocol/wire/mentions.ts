// Mentions (P-5.15): which members a text names. They hang on the member's id, so they outlive a rename.
import { MAX_MENTIONS } from './limits';
import type { Mention } from './messages';

/** How a mention stands in a text. */
export const mentionText = ({ name }: Pick<Mention, 'name'>): string => `@${name}`;

/**
 * Those that stand in the text, each name once; undefined if none do. What is left out costs nothing: the text says the
 * same without it.
 */
export function mentionsIn(text: string, mentions: readonly Mention[] | undefined): Mention[] | undefined {
  if (!mentions || mentions.length === 0 || !text.includes('@')) return undefined;
  const standing = new Map<string, Mention>();
  for (const { mid, name } of mentions) {
    if (standing.size === MAX_MENTIONS) break;
    if (!standing.has(name) && text.includes(mentionText({ name }))) standing.set(name, { mid, name });
  }
  return standing.size > 0 ? [...standing.values()] : undefined;
}

/** What mentions add to the length of a text, in UTF-16 units. */
export const mentionUnits = (mentions: readonly Mention[] | undefined): number =>
  mentions?.reduce((sum, { mid, name }) => sum + mid.length + name.length, 0) ?? 0;
