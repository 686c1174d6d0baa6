import type { Entry } from '../src/panel/messages';
import { type RowWindow, shownRange } from './rowWindow';

/** While somebody reads back no more entries than these are held; the host has the rest. */
export const MAX_HELD = 6000;

/** What the panel holds of the transcript: a stretch without gaps. */
export interface HeldEntries {
  /** Ascending by `order`; no key twice. */
  readonly entries: readonly Entry[];
  /** The host has entries before the first of these. */
  readonly more: boolean;
  /** The order of the newest entry that was heard of, where the end is not held any more. */
  readonly newer: number | undefined;
}

/** `incoming` replaces what has the same key, the rest finds its place by `order`. */
export function merge(known: readonly Entry[], incoming: readonly Entry[]): readonly Entry[] {
  const byKey = new Map(known.map((entry) => [entry.key, entry]));
  for (const entry of incoming) byKey.set(entry.key, entry);
  return [...byKey.values()].sort((a, b) => a.order - b.order);
}

/** Without what is too much, at the end that is farther from what is in the document. */
export function withinBounds(held: HeldEntries, window: RowWindow): HeldEntries {
  const { entries } = held;
  const excess = entries.length - MAX_HELD;
  if (excess <= 0) return held;
  const { start, end } = shownRange(entries, window);
  if (start > entries.length - end) return { ...held, entries: entries.slice(excess), more: true };
  return { ...held, entries: entries.slice(0, -excess), newer: held.newer ?? newestOrder(entries) };
}

/** The order of the newest that has a place in the room; what is pending has none yet. */
export const newestOrder = (entries: readonly Entry[]): number =>
  entries.findLast((entry) => entry.kind === 'notice' || entry.status === 'sent')?.order ?? -Infinity;
