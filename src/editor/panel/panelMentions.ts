import { escapeRegExp } from '../../base/escapeRegExp';
import type { Member, Mention } from '../../protocol/wire/messages';
import type { PanelMention } from '../../panel/entrySchemas';

/** The most members whose names are looked for in a text. */
const MAX_SOUGHT = 200;

/** Who is in the room, as texts may name them. */
export interface Named {
  readonly members: readonly Pick<Member, 'mid' | 'name'>[];
  /** This person's member id. */
  readonly self: string | undefined;
}

/**
 * Whom a text names behind an `@`: those that its author marked (P-5.15) and, since plain peers and older clients mark
 * nobody, members who are called so now. Pure.
 * @returns undefined: nobody
 */
export function panelMentions(
  text: string,
  marked: readonly Mention[] = [],
  { members, self }: Named,
): PanelMention[] | undefined {
  if (!text.includes('@')) return undefined;
  const called = new Map(members.map(({ mid, name }) => [mid, name]));
  const found = new Map<string, PanelMention>();
  for (const { mid, name } of marked) {
    found.set(name, { name, mid, now: called.get(mid) ?? name, own: mid === self });
  }
  const folded = text.toLowerCase();
  for (const { mid, name: now } of members.slice(0, MAX_SOUGHT)) {
    // most names are nowhere in the text, and to make a pattern of each would take longer than everything else
    if (!folded.includes(`@${now.toLowerCase()}`)) continue;
    const name = standing(text, now);
    if (name !== undefined && !found.has(name)) found.set(name, { name, mid, now, own: mid === self });
  }
  return found.size > 0 ? [...found.values()] : undefined;
}

/** The name as it stands in the text by itself, behind an `@` that is no part of an address. */
function standing(text: string, name: string): string | undefined {
  const alone = String.raw`(?<![\p{L}\p{M}\p{N}_])@${escapeRegExp(name)}(?![\p{L}\p{M}\p{N}_])`;
  return new RegExp(alone, 'iu').exec(text)?.[0].slice(1);
}
