import type { PanelEntry } from '../../src/panel/entrySchemas';
import { type Row, toRows } from './rows';
import { shownRange } from './rowWindow';
import { firstUnread, type ViewState } from './viewState';

let drawn: { entries: readonly PanelEntry[]; unread: number | undefined; rows: readonly Row[] } | undefined;

/** The rows in the window. The rows of all entries are kept, so a step while scrolling costs a slice. */
export function shownRows(state: ViewState): readonly Row[] {
  const { entries, window } = state;
  const unread = firstUnread(state);
  if (drawn?.entries !== entries || drawn.unread !== unread) {
    drawn = { entries, unread, rows: toRows(entries, unread) };
  }
  const { start, end } = shownRange(drawn.rows, window);
  const above = drawn.rows[start - 1];
  // it stands for some that are in the window, too
  const reachesIn = above?.kind === 'notice' && above.last >= window.from;
  return drawn.rows.slice(reachesIn ? start - 1 : start, end);
}
