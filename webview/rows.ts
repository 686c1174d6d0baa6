import type { PanelEntry, PanelMessage, PanelNotice } from '../src/panel/messages';

/** What the list shows, line by line. */
export type Row = {
  readonly key: string;
  /** That of its entry; a divider has that of the entry below it. */
  readonly order: number;
} & (
  | { readonly kind: 'day'; readonly at: number }
  | { readonly kind: 'unread' }
  | { readonly kind: 'notice'; readonly entry: PanelNotice }
  /** `first`: begins a group, so that its author and time are shown; what is for one only stands alone, with its mark. */
  | { readonly kind: 'message'; readonly entry: PanelMessage; readonly first: boolean }
);

/** Messages of one author that follow each other within this time form a group. */
export const GROUP_GAP_MS = 5 * 60_000;

/** Local midnight before `at`. */
export const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** So much may the clocks of two hosts differ, or go back, around midnight. */
const JITTER_MS = 60 * 60_000;

/**
 * Adds day dividers, wherever the day is another one than that of the divider above, the unread line, and forms groups.
 * Each entry stands under the day that it claims: one from a clock that is wrong takes none of the others along.
 * @param firstUnread index of the entry below the unread line, if there is one
 */
export function toRows(entries: readonly PanelEntry[], firstUnread?: number): readonly Row[] {
  const rows: Row[] = [];
  let day = -Infinity;
  let previous: PanelEntry | undefined;
  for (const [index, entry] of entries.entries()) {
    const { order } = entry;
    const entryDay = dayOf(entry.at);
    if (entryDay > day || entry.at < day - JITTER_MS) {
      day = entryDay;
      previous = undefined;
      rows.push({ kind: 'day', key: `day:${entry.key}`, order, at: entryDay });
    }
    if (index === firstUnread) {
      previous = undefined;
      rows.push({ kind: 'unread', key: 'unread', order });
    }
    // Prefixed, so that no key from outside can meet a divider's.
    const key = `entry:${entry.key}`;
    if (goesOnHiding(previous, entry)) continue;
    if (entry.kind === 'notice') rows.push({ kind: 'notice', key, order, entry });
    else rows.push({ kind: 'message', key, order, entry, first: !continues(previous, entry) });
    previous = entry;
  }
  return rows;
}

/** One line stands for all that somebody says on end who is ignored. */
const goesOnHiding = (previous: PanelEntry | undefined, entry: PanelEntry): boolean =>
  previous?.kind === 'notice' &&
  entry.kind === 'notice' &&
  entry.ignored !== undefined &&
  previous.ignored === entry.ignored;

function continues(previous: PanelEntry | undefined, entry: PanelMessage): boolean {
  return (
    previous?.kind === 'message' &&
    previous.authorKey === entry.authorKey &&
    previous.author === entry.author &&
    previous.direct === undefined &&
    entry.direct === undefined &&
    Math.abs(entry.at - previous.at) <= GROUP_GAP_MS
  );
}
