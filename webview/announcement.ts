import type { Entry } from '../src/panel/messages';
import type { PanelStrings } from '../src/panel/strings';
import { fill } from './strings';

/** Longest part of a message read out unasked, in UTF-16 units. */
const MAX_READ = 200;

/** What a screen reader says about messages that came: the message itself if it is one, else how many. */
export function announcement(entries: readonly Entry[], strings: PanelStrings): string {
  const [only] = entries;
  if (entries.length === 1 && only?.kind === 'message') {
    const text = only.text.length > MAX_READ ? `${only.text.slice(0, MAX_READ)}…` : only.text;
    return `${only.author}: ${text}`;
  }
  return fill(strings.newMessages, { count: entries.length });
}
