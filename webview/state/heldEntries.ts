import type { PanelEntry } from '../../src/panel/entrySchemas';
import { wholeText } from './wholeText';
import { type RowWindow, shownRange } from './rowWindow';

/** While somebody reads back, the panel holds no more entries than these. The host has the rest. */
export const MAX_HELD = 6000;
/** Nor does it hold more text than this, in UTF-16 units: more than the document ever has, whatever a server sends. */
export const MAX_HELD_UNITS = 40 * 1024 * 1024;

/** What the panel holds of the transcript: a stretch without gaps. */
export interface HeldEntries {
  /** Ascending by `order`, each key once. */
  readonly entries: readonly PanelEntry[];
  /** The host has entries before the first of these. */
  readonly more: boolean;
  /** The order of the newest known entry, where the panel does not hold the end any more. */
  readonly newer: number | undefined;
}

/** An entry of `incoming` replaces the one with its key; the others are put in place by `order`. */
export function merge(known: readonly PanelEntry[], incoming: readonly PanelEntry[]): readonly PanelEntry[] {
  const byKey = new Map(known.map((entry) => [entry.key, entry]));
  for (const entry of incoming) byKey.set(entry.key, entry);
  return [...byKey.values()].sort((a, b) => a.order - b.order);
}

/** Takes off what is too much, at the end that is farther from what is in the document. */
export function withinBounds(held: HeldEntries, window: RowWindow): HeldEntries {
  const { entries } = held;
  const { start, end } = shownRange(entries, window);
  if (start > entries.length - end) {
    const newest = newestOf(entries, MAX_HELD);
    return newest === entries ? held : { ...held, entries: newest, more: true };
  }
  const kept = howMany(entries, MAX_HELD);
  if (kept === entries.length) return held;
  return { ...held, entries: entries.slice(0, kept), newer: held.newer ?? newestOrder(entries) };
}

/** The newest entries, at most `most`. The same array where there are no more. */
export function newestOf(entries: readonly PanelEntry[], most: number): readonly PanelEntry[] {
  const kept = howMany(entries.toReversed(), most);
  return kept === entries.length ? entries : entries.slice(-kept);
}

/** How many of the entries may be held, counted from the first. At least one. */
function howMany(entries: readonly PanelEntry[], most: number): number {
  let units = 0;
  const end = entries.findIndex((entry, i) => {
    units += entry.kind === 'message' ? wholeText(entry).length : entry.text.length;
    return i > 0 && (i >= most || units > MAX_HELD_UNITS);
  });
  return end < 0 ? entries.length : end;
}

/** The order of the newest entry that has a place in the room. A pending message has none yet. */
export const newestOrder = (entries: readonly PanelEntry[]): number =>
  entries.findLast((entry) => entry.kind === 'notice' || entry.status === 'sent')?.order ?? -Infinity;
