import type { Entry, MessageEntry, NoticeEntry } from '../src/panel/messages';

/** What the list shows, line by line. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'notice'; readonly key: string; readonly entry: NoticeEntry }
  /** `first`: begins a group, so that its author and time are shown. */
  | { readonly kind: 'message'; readonly key: string; readonly entry: MessageEntry; readonly first: boolean };

/** Messages of one author that follow each other within this time form a group. */
export const GROUP_GAP_MS = 5 * 60_000;

/** Local midnight before `at`. */
export const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Adds day dividers (none for what others' clocks put before the day already shown) and forms groups. */
export function toRows(entries: readonly Entry[]): readonly Row[] {
  const rows: Row[] = [];
  let day = -Infinity;
  let previous: Entry | undefined;
  for (const entry of entries) {
    const entryDay = dayOf(entry.at);
    if (entryDay > day) {
      day = entryDay;
      previous = undefined;
      rows.push({ kind: 'day', key: `day:${entry.key}`, at: entryDay });
    }
    // Prefixed, so that no key from outside can meet a divider's.
    const key = `entry:${entry.key}`;
    if (entry.kind === 'notice') rows.push({ kind: 'notice', key, entry });
    else rows.push({ kind: 'message', key, entry, first: !continues(previous, entry) });
    previous = entry;
  }
  return rows;
}

function continues(previous: Entry | undefined, entry: MessageEntry): boolean {
  return (
    previous?.kind === 'message' &&
    previous.authorKey === entry.authorKey &&
    previous.author === entry.author &&
    entry.at - previous.at <= GROUP_GAP_MS
  );
}
