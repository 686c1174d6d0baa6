import type { PanelEntry } from '../src/panel/messages';
import { type RowWindow, shownRange } from './rowWindow';

/** While somebody reads back no more entries than these are held; the host has the rest. */
export const MAX_HELD = 6000;
/** Nor more text than this, in UTF-16 units: more than is ever in the document, whatever a server sends. */
export const MAX_HELD_UNITS = 40 * 1024 * 1024;

/** What the panel holds of the transcript: a stretch without gaps. */
export interface HeldEntries {
  /** Ascending by `order`; no key twice. */
  readonly entries: readonly PanelEntry[];
  /** The host has entries before the first of these. */
  readonly more: boolean;
  /** The order of the newest entry that was heard of, where the end is not held any more. */
  readonly newer: number | undefined;
}

/** `incoming` replaces what has the same key, the rest finds its place by `order`. */
export function merge(known: readonly PanelEntry[], incoming: readonly PanelEntry[]): readonly PanelEntry[] {
  const byKey = new Map(known.map((entry) => [entry.key, entry]));
  for (const entry of incoming) byKey.set(entry.key, entry);
  return [...byKey.values()].sort((a, b) => a.order - b.order);
}

/** Without what is too much, at the end that is farther from what is in the document. */
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

/** The newest of the entries, at most `most` of them; all, where they are no more. */
export function newestOf(entries: readonly PanelEntry[], most: number): readonly PanelEntry[] {
  const kept = howMany(entries.toReversed(), most);
  return kept === entries.length ? entries : entries.slice(-kept);
}

/** How many of the entries may be held, from the first on: one at least. */
function howMany(entries: readonly PanelEntry[], most: number): number {
  let units = 0;
  const end = entries.findIndex((entry, i) => {
    units += entry.text.length;
    return i > 0 && (i >= most || units > MAX_HELD_UNITS);
  });
  return end < 0 ? entries.length : end;
}

/** The order of the newest that has a place in the room; what is pending has none yet. */
export const newestOrder = (entries: readonly PanelEntry[]): number =>
  entries.findLast((entry) => entry.kind === 'notice' || entry.status === 'sent')?.order ?? -Infinity;
