import type { PanelEntry } from '../../src/panel/toPanel';
import type { PanelStrings } from '../../src/panel/strings';
import { fill } from './strings';

/** The longest part of a message that a screen reader reads by itself, in UTF-16 units. */
const MAX_READ = 200;

/**
 * What a screen reader says about messages that came: the message itself if there is one, else how many.
 * @param count how many, where `entries` does not hold them all
 */
export function announcement(
  entries: readonly PanelEntry[],
  strings: PanelStrings,
  count = entries.length,
): string {
  const [only] = entries;
  if (count !== 1 || only?.kind !== 'message') return fill(strings.newMessages, { count });
  const text = only.text.length > MAX_READ ? `${only.text.slice(0, MAX_READ)}…` : only.text;
  const author = only.direct === undefined ? only.author : `${only.author}, ${only.direct}`;
  return `${author}: ${text}${only.edited ? ` ${strings.edited}` : ''}`;
}
