import { firstIndex } from '../../src/base/binarySearch';
import type { PanelEntry } from '../../src/panel/entrySchemas';

/**
 * Which of the loaded entries are in the document: those from one `order` to another, both included. Orders stay the same
 * when a page comes in before these entries, or a message behind them.
 */
export interface RowWindow {
  readonly from: number;
  /** Infinity where the window goes on to whatever comes. */
  readonly to: number;
}

/** No more entries than these are in the document. */
export const MAX_SHOWN = 300;
/** How many come and go at an edge at a time: with fewer it jumps less, more cost a frame. */
export const STEP = 15;

/** The newest entries, and all that come after them. */
export function newestWindow(entries: readonly PanelEntry[]): RowWindow {
  return { from: entries.at(-MAX_SHOWN)?.order ?? entries[0]?.order ?? -Infinity, to: Infinity };
}

/** The entries that begin one step before the one at `index`. */
export function windowAround(entries: readonly PanelEntry[], index: number): RowWindow {
  return between(entries, Math.max(0, index - STEP), Math.max(0, index - STEP) + MAX_SHOWN);
}

/** The window one step up or down. At most `max` entries stay: the rest goes at the other end. */
export function stepWindow(
  entries: readonly PanelEntry[],
  window: RowWindow,
  up: boolean,
  max = MAX_SHOWN,
): RowWindow {
  const { start, end } = shownRange(entries, window);
  if (up) {
    const first = Math.max(0, start - STEP);
    return between(entries, first, Math.min(end, first + max));
  }
  const last = Math.min(entries.length, end + STEP);
  return between(entries, Math.max(start, last - max), last);
}

/** The window, with no more than `MAX_SHOWN` entries from its beginning. */
export function clampWindow(entries: readonly PanelEntry[], window: RowWindow): RowWindow {
  const { start, end } = shownRange(entries, window);
  return end - start > MAX_SHOWN ? between(entries, start, start + MAX_SHOWN) : window;
}

/** The window after the order of its first entry has changed: a run of notices turned out to begin earlier. */
export function followingFirst(
  window: RowWindow,
  before: readonly PanelEntry[],
  now: readonly PanelEntry[],
): RowWindow {
  const key = before[shownRange(before, window).start]?.key;
  const from = now.find((entry) => entry.key === key)?.order ?? window.from;
  return from < window.from ? { ...window, from } : window;
}

/** Indices of the first entry in the window and of the one after its last. */
export function shownRange(
  entries: readonly { readonly order: number }[],
  { from, to }: RowWindow,
): { start: number; end: number } {
  return {
    start: firstIndex(entries.length, (i) => (entries[i]?.order ?? Infinity) >= from),
    end: firstIndex(entries.length, (i) => (entries[i]?.order ?? Infinity) > to),
  };
}

function between(entries: readonly PanelEntry[], start: number, end: number): RowWindow {
  return {
    from: entries[start]?.order ?? -Infinity,
    to: end < entries.length ? (entries[end - 1]?.order ?? Infinity) : Infinity,
  };
}
