import type { PanelEntry, PanelMessage, PanelNotice } from '../../src/panel/entrySchemas';

/** A line of the list. */
export type Row = {
  readonly key: string;
  /** The order of its entry; a divider has the order of the entry below it. */
  readonly order: number;
} & (
  | { readonly kind: 'day'; readonly at: number }
  | { readonly kind: 'unread' }
  /** `count`: how many notices it stands for; `last`: the order of the last of them. */
  | { readonly kind: 'notice'; readonly entry: PanelNotice; readonly count: number; readonly last: number }
  /** `first`: it begins a group and shows author and time. A direct message stands with none that others read, too; a reply begins one. */
  | { readonly kind: 'message'; readonly entry: PanelMessage; readonly first: boolean }
);

/** Consecutive messages of one author form a group while no more than this lies between them. */
export const GROUP_GAP_MS = 5 * 60_000;

/** Local midnight before `at`. */
export const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** How far the clocks of two hosts may differ around midnight, or one clock may go back. */
const JITTER_MS = 60 * 60_000;

/**
 * Adds day dividers and the unread line, and forms groups. A day divider stands wherever the day differs from the divider
 * above. Each entry stands under the day it claims: an entry from a wrong clock takes no other along.
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
    // The prefix keeps the keys of entries apart from those of dividers.
    const key = `entry:${entry.key}`;
    const last = rows.at(-1);
    if (last?.kind === 'notice' && continuesHidden(last.entry, entry))
      rows[rows.length - 1] = { ...last, count: last.count + 1, last: order };
    else if (entry.kind === 'notice') rows.push({ kind: 'notice', key, order, entry, count: 1, last: order });
    else rows.push({ kind: 'message', key, order, entry, first: !continues(previous, entry) });
    previous = entry;
  }
  return rows;
}

/** One line stands for all consecutive messages of somebody who is ignored. */
const continuesHidden = (previous: PanelNotice, entry: PanelEntry): boolean =>
  entry.kind === 'notice' && entry.ignored !== undefined && previous.ignored?.mid === entry.ignored.mid;

function continues(previous: PanelEntry | undefined, entry: PanelMessage): boolean {
  return (
    previous?.kind === 'message' &&
    previous.authorKey === entry.authorKey &&
    previous.author === entry.author &&
    previous.direct === entry.direct &&
    entry.reply === undefined &&
    Math.abs(entry.at - previous.at) <= GROUP_GAP_MS
  );
}
