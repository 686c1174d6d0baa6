import type { PanelEntry, PanelMessage } from '../../src/panel/entrySchemas';
import type { PanelState } from '../../src/panel/stateSchemas';
import type { PanelCodePlace, PanelInvitation } from '../../src/panel/toPanel';
import { type HeldEntries, newestOrder } from './heldEntries';
import { newestWindow, type RowWindow, shownRange } from './rowWindow';

/** What the text in the composer is for, where it is no new message by itself. */
export type Writing =
  /** It answers a message. */
  | { readonly kind: 'reply'; readonly message: PanelMessage }
  /** It is to take the place of the text of this person's message. */
  | { readonly kind: 'edit'; readonly message: PanelMessage };

/** Everything the panel draws. */
export interface ViewState extends HeldEntries {
  /** Unknown until the first snapshot. */
  readonly panel: PanelState | undefined;
  /** Which of the entries are in the document. */
  readonly window: RowWindow;
  /** The panel has asked for a page of older entries, and waits for it. */
  readonly loadingOlder: boolean;
  /** The reader is at the newest message. */
  readonly atBottom: boolean;
  /** The window has the focus, in the panel or beside it. */
  readonly focused: boolean;
  /** The panel is on screen. */
  readonly visible: boolean;
  /** How many messages of others came while the reader was reading back. */
  readonly unseen: number;
  /** The order up to which this person has read. */
  readonly readUpTo: number;
  /** The unread line stands behind this order. It stays there while the person reads on. */
  readonly unreadAfter: number | undefined;
  /** The person has had the unread line before their eyes. */
  readonly unreadVisited: boolean;
  /** The unread line is above what is in sight, and the person has not visited it yet. */
  readonly unreadAbove: boolean;
  /** The panel is loading page after page, until it has the first unread message. */
  readonly seeking: boolean;
  /** How many pages have come on that way, or on the way to a message. */
  readonly sought: number;
  /** The order of the message that the reader had in sight on the page before this one, until it is there again. */
  readonly returningTo: number | undefined;
  /** What the next text is for; undefined: a new message. */
  readonly writing: Writing | undefined;
  /** The key of the message that keys walked to last: its place among the tab stops is kept while it is in the document. */
  readonly current: string | undefined;
  /** The key of the message that the pointer is on. */
  readonly pointed: string | undefined;
  /** The key of the message that an emoji is being chosen for. */
  readonly reacting: string | undefined;
  /** The key of the message that somebody just went to. */
  readonly found: string | undefined;
  /** Why the message is not there that somebody just went to, in a sentence. */
  readonly missing: string | undefined;
  /** Who is typing. */
  readonly typing: readonly string[];
  /** The keys of the long messages, and the ids of the long code in messages, that the reader has unfolded. */
  readonly unfolded: ReadonlySet<string>;
  /** What was just put on the clipboard: the key of a message, or a part of the invitation. */
  readonly copied: string | undefined;
  /** The paths in messages that are files of the workspace, as they were written. */
  readonly places: ReadonlySet<string>;
  /** Where quoted code is among this person's files, by its id. */
  readonly codePlaces: ReadonlyMap<string, PanelCodePlace>;
  /** What the card with the invitation shows. It has the room's key, and is forgotten when the card closes. */
  readonly invitation: PanelInvitation | 'asked' | undefined;
}

export const initialState: ViewState = {
  panel: undefined,
  entries: [],
  window: newestWindow([]),
  more: false,
  newer: undefined,
  loadingOlder: false,
  atBottom: true,
  focused: false,
  visible: false,
  unseen: 0,
  readUpTo: 0,
  unreadAfter: undefined,
  unreadVisited: false,
  unreadAbove: false,
  seeking: false,
  sought: 0,
  returningTo: undefined,
  writing: undefined,
  current: undefined,
  pointed: undefined,
  reacting: undefined,
  found: undefined,
  missing: undefined,
  typing: [],
  unfolded: new Set(),
  copied: undefined,
  places: new Set(),
  codePlaces: new Map(),
  invitation: undefined,
};

/** The order up to which the person has read by now: everything, when the newest message is before their eyes. */
export function seenUpTo(state: ViewState): number {
  const { atBottom, entries, readUpTo } = state;
  if (!atBottom || state.returningTo !== undefined || !isLookedAt(state) || !hasUnread(entries, readUpTo))
    return readUpTo;
  // A pending message has no place in the room yet.
  return entries.findLast((entry) => entry.kind === 'notice' || entry.status === 'sent')?.order ?? readUpTo;
}

/** Index of the message below the unread line. Undefined without a line, or when that message is not loaded yet. */
export function firstUnread({ entries, more, unreadAfter }: ViewState): number | undefined {
  if (unreadAfter === undefined) return undefined;
  if (more && (entries[0]?.order ?? Infinity) > unreadAfter) return undefined;
  const index = entries.findIndex((entry) => isUnread(entry, unreadAfter));
  return index < 0 ? undefined : index;
}

/** Whether the newest entry is in the document. */
export function endIsShown({ entries, newer, window }: ViewState): boolean {
  return newer === undefined && shownRange(entries, window).end === entries.length;
}

/** Whether the message that keys walked to last is in the document. */
export function currentIsShown({ entries, window, current }: ViewState): boolean {
  if (current === undefined) return false;
  const { start, end } = shownRange(entries, window);
  const index = entries.findIndex(({ key }) => key === current);
  return index >= start && index < end;
}

/** Whether the unread line stands behind everything the panel holds. */
export const unreadIsNewer = ({ entries, newer, unreadAfter }: ViewState): boolean =>
  newer !== undefined && unreadAfter !== undefined && newestOrder(entries) <= unreadAfter;

/** Whether what is on screen is being read. Somebody who types beside the panel reads it, too. */
export const isLookedAt = ({ focused, visible }: ViewState): boolean => focused && visible;

export const isUnread = (entry: PanelEntry, after: number): boolean =>
  entry.kind === 'message' && !entry.own && entry.order > after;

export const hasUnread = (entries: readonly PanelEntry[], after: number): boolean =>
  entries.some((entry) => isUnread(entry, after));

/**
 * The messages among `incoming` that somebody else wrote and that are news. What changes in a message that is not held is
 * none: it is older than all that is held, or known to have come behind it.
 */
export function newFromOthers(
  { entries, more, newer = -Infinity }: Pick<ViewState, 'entries' | 'more' | 'newer'>,
  incoming: readonly PanelEntry[],
): readonly PanelEntry[] {
  const keys = new Set(entries.map((entry) => entry.key));
  const last = Math.max(newer, more ? (entries[0]?.order ?? -Infinity) : -Infinity);
  return incoming.filter(
    (entry) => entry.kind === 'message' && !entry.own && !keys.has(entry.key) && entry.order > last,
  );
}
