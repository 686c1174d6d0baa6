import type { Mention } from '../../../src/panel/fromPanel';

/** No text may mention more people (P-5.15). */
const MAX_MENTIONS = 50;

/**
 * Whom a text mentions: those who were picked, and those who are called so, where the name was typed to its end. Where one
 * name begins with another, the longer one is meant; but who was picked is, whatever others are called.
 */
export function mentionsIn(
  text: string,
  members: readonly Mention[],
  picked: readonly Mention[] = [],
): readonly Mention[] {
  const byLength = [picked, members].flatMap((all) => [...all].sort((a, b) => b.name.length - a.name.length));
  const found = new Map<string, Mention>();
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const name = text.slice(at + 1);
    const mention = byLength.find(
      (one) => name.startsWith(one.name) && !/^[\p{L}\p{M}\p{N}_]/u.test(name.slice(one.name.length)),
    );
    if (mention && !/[\p{L}\p{M}\p{N}_]$/u.test(text.slice(0, at))) found.set(mention.name, mention);
  }
  return [...found.values()].slice(0, MAX_MENTIONS).map(({ mid, name }) => ({ mid, name }));
}
