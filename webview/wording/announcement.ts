import { shortened } from '../../src/base/shortened';
import type { PanelEntry } from '../../src/panel/entrySchemas';
import type { PanelStrings } from '../../src/panel/strings';
import { fill } from './strings';
import { plainWords, type WordsOptions } from '../../src/text/plainWords';

/** The longest part of a message that a screen reader reads by itself, in code points. */
const MAX_READ = 200;

/**
 * What a screen reader says about messages that came: the message itself if there is one, else how many.
 * @param count how many, where `entries` does not hold them all
 */
export function announcement(
  entries: readonly PanelEntry[],
  strings: PanelStrings,
  count = entries.length,
  how: WordsOptions = {},
): string {
  const [only] = entries;
  if (count !== 1 || only?.kind !== 'message') return fill(strings.newMessages, { count });
  const text = shortened(plainWords(only, { ...only, ...how }), MAX_READ);
  const author = only.direct === undefined ? only.author : `${only.author}, ${only.direct}`;
  return `${author}: ${text}${only.editedAt !== undefined ? ` ${strings.edited}` : ''}`;
}
