import type { PanelEntry, PanelState, ToPanel } from '../src/panel/messages';
import { type HeldEntries, merge, newestOf, newestOrder, withinBounds } from './heldEntries';
import {
  clampWindow,
  followingFirst,
  newestWindow,
  type RowWindow,
  shownRange,
  stepWindow,
  windowAround,
} from './rowWindow';

/** All that the panel draws. */
export interface ViewState extends HeldEntries {
  /** Unknown until the first snapshot. */
  readonly panel: PanelState | undefined;
  /** Those of the entries that are in the document. */
  readonly window: RowWindow;
  /** A page of older entries was asked for and is not here yet. */
  readonly loadingOlder: boolean;
  /** The reader is at the newest message. */
  readonly atBottom: boolean;
  /** The window has the focus, here or beside the panel. */
  readonly focused: boolean;
  /** The panel is on screen. */
  readonly visible: boolean;
  /** Messages of others that came while the reader was reading back. */
  readonly unseen: number;
  /** The order up to which this person has read. */
  readonly readUpTo: number;
  /** The unread line stands behind this order. It stays there while the person reads on. */
  readonly unreadAfter: number | undefined;
  /** The person has had the unread line before their eyes. */
  readonly unreadVisited: boolean;
  /** It is above what is in sight, and was not visited yet. */
  readonly unreadAbove: boolean;
  /** On the way to the first unread message, page by page. */
  readonly seeking: boolean;
  /** Who is typing. */
  readonly typing: readonly string[];
  /** The key of the message, or `ADDRESS`, that was put on the clipboard just now. */
  readonly copied: string | undefined;
}

/** `unread`: where its line is, seen from what is in sight; undefined without a line. */
export type UnreadPlace = 'above' | 'inSight' | 'below' | undefined;

export type Action =
  | Exclude<ToPanel, { type: 'refused' }>
  | { readonly type: 'olderRequested' }
  | { readonly type: 'scrolled'; readonly atBottom: boolean; readonly unread: UnreadPlace }
  /** The reader nears an edge of the window; so many entries may stay. */
  | { readonly type: 'step'; readonly up: boolean; readonly max?: number }
  | { readonly type: 'toBottom' }
  | { readonly type: 'toUnread' }
  | { readonly type: 'visibility'; readonly visible: boolean }
  /** The host was told that the person has read so far, here. */
  | { readonly type: 'seen'; readonly upTo: number }
  | { readonly type: 'copied'; readonly what: string | undefined };

type Newest = Extract<ToPanel, { type: 'newest' }>;

/** Stands for the room's address in `copied`; no key of a message is empty. */
export const ADDRESS = '';

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
  typing: [],
  copied: undefined,
};

/** At the newest message no more entries than these are kept; older ones are a page away in the host. */
export const MAX_KEPT = 300;

/** What is drawn after `action`. Pure. */
export function reduce(state: ViewState, action: Action): ViewState {
  switch (action.type) {
    case 'snapshot': {
      const entries = merge([], action.entries);
      const { readUpTo } = action;
      return {
        ...initialState,
        focused: state.focused,
        visible: state.visible,
        panel: action.state,
        entries,
        window: newestWindow(entries),
        more: action.more,
        readUpTo,
        unreadAfter: hasUnread(entries, readUpTo) ? readUpTo : undefined,
      };
    }
    case 'state': {
      const sameConnection = state.panel?.connection.kind === action.state.connection.kind;
      return {
        ...state,
        panel: action.state,
        // What was asked for or told over a connection that is gone may never come or end.
        loadingOlder: state.loadingOlder && sameConnection,
        seeking: state.seeking && sameConnection,
        typing: sameConnection ? state.typing : [],
      };
    }
    case 'entries':
      return withEntries(state, action.entries);
    case 'newest':
      return withNewest(state, action);
    case 'older': {
      // What was held there was let go of meanwhile: there would be a gap.
      if ((state.entries[0]?.order ?? Infinity) > action.before) return { ...state, loadingOlder: false };
      const entries = merge(state.entries, action.entries);
      const { newer, seeking } = state;
      const window = followingFirst(state.window, state.entries, entries);
      const way = seeking ? { from: -Infinity, to: -Infinity } : window;
      const next = {
        ...state,
        ...withinBounds({ entries, more: action.more, newer }, way),
        window,
        loadingOlder: false,
      };
      if (!seeking) return next;
      // what there is has no end, or shows nothing
      if (action.entries.length === 0) return { ...next, seeking: false };
      // Nothing of what is in the document may be held any more.
      return towardsUnread(next.newer === newer ? next : fromOldest(next));
    }
    case 'olderRequested':
      return { ...state, loadingOlder: true };
    case 'scrolled': {
      const unreadVisited = state.unreadVisited || (action.unread === 'inSight' && isLookedAt(state));
      const unreadAbove = action.unread === 'above' && !unreadVisited;
      const { atBottom } = action;
      const marks = { unreadVisited, unreadAbove };
      if (atBottom !== state.atBottom) {
        return atBottom ? toNewest({ ...state, ...marks }) : { ...state, ...marks, atBottom };
      }
      const same = unreadVisited === state.unreadVisited && unreadAbove === state.unreadAbove;
      return same ? state : { ...state, ...marks };
    }
    case 'step':
      return { ...state, window: stepWindow(state.entries, state.window, action.up, action.max) };
    case 'toBottom':
      return toNewest(state);
    case 'toUnread':
      return towardsUnread(state);
    case 'focus':
      return action.on === state.focused ? state : { ...state, focused: action.on };
    case 'visibility':
      return action.visible === state.visible ? state : { ...state, visible: action.visible };
    case 'seen':
      return { ...state, readUpTo: Math.max(state.readUpTo, action.upTo) };
    case 'read': {
      const readUpTo = Math.max(state.readUpTo, action.upTo);
      const held = state.entries.filter((entry) => isUnread(entry, readUpTo)).length;
      const left = readUpTo < (state.newer ?? -Infinity) ? state.unseen : held;
      const unreadAfter = state.unreadAfter === undefined || left === 0 ? undefined : readUpTo;
      return { ...state, readUpTo, unreadAfter, unseen: Math.min(state.unseen, left) };
    }
    case 'typing':
      return { ...state, typing: action.names };
    case 'copied':
      return { ...state, copied: action.what };
  }
}

/** Those of `incoming` that `known` does not hold yet and somebody else wrote. */
export function newFromOthers(
  known: readonly PanelEntry[],
  incoming: readonly PanelEntry[],
): readonly PanelEntry[] {
  const keys = new Set(known.map((entry) => entry.key));
  return incoming.filter((entry) => entry.kind === 'message' && !entry.own && !keys.has(entry.key));
}

/** The order up to which the person has read by now: all there is, when the newest is before their eyes. */
export function seenUpTo(state: ViewState): number {
  const { atBottom, entries, readUpTo } = state;
  if (!atBottom || !isLookedAt(state) || !hasUnread(entries, readUpTo)) return readUpTo;
  // What is pending has no place in the room yet.
  return entries.findLast((entry) => entry.kind === 'notice' || entry.status === 'sent')?.order ?? readUpTo;
}

/** Index of the message below the unread line; undefined without a line, or when it is not loaded yet. */
export function firstUnread({ entries, more, unreadAfter }: ViewState): number | undefined {
  if (unreadAfter === undefined) return undefined;
  if (more && (entries[0]?.order ?? Infinity) > unreadAfter) return undefined;
  const index = entries.findIndex((entry) => isUnread(entry, unreadAfter));
  return index < 0 ? undefined : index;
}

/** The newest entry is in the document. */
export function endIsShown({ entries, newer, window }: ViewState): boolean {
  return newer === undefined && shownRange(entries, window).end === entries.length;
}

/** The unread line stands behind all that is held. */
export const unreadIsNewer = ({ entries, newer, unreadAfter }: ViewState): boolean =>
  newer !== undefined && unreadAfter !== undefined && newestOrder(entries) <= unreadAfter;

/** What is on screen is being read, also by somebody who types beside it. */
const isLookedAt = ({ focused, visible }: ViewState): boolean => focused && visible;

const isUnread = (entry: PanelEntry, after: number): boolean =>
  entry.kind === 'message' && !entry.own && entry.order > after;

const hasUnread = (entries: readonly PanelEntry[], after: number): boolean =>
  entries.some((entry) => isUnread(entry, after));

function withEntries(state: ViewState, posted: readonly PanelEntry[]): ViewState {
  const known = new Set(state.entries.map((entry) => entry.key));
  const oldest = state.entries[0]?.order ?? -Infinity;
  // Before the oldest loaded one it would stand beside a gap; it is there when its page is loaded.
  const incoming = posted.filter((entry) => known.has(entry.key) || !state.more || entry.order > oldest);
  const isNew = (entry: PanelEntry): boolean => !known.has(entry.key);
  const { newer } = state;
  const fromOthers = newFromOthers(state.entries, incoming).filter(
    ({ order }) => order > (newer ?? -Infinity),
  );

  let { unreadAfter } = state;
  if (incoming.some((entry) => entry.kind === 'message' && entry.own && isNew(entry)))
    unreadAfter = undefined;
  else if (!(state.atBottom && isLookedAt(state)) && fromOthers.some((e) => isUnread(e, state.readUpTo))) {
    unreadAfter = state.readUpTo;
  }

  const unreadVisited = state.unreadVisited && unreadAfter === state.unreadAfter;
  const next = { ...state, unreadAfter, unreadVisited };
  // Where the end is not held, what is new would stand behind a gap.
  const newest = newer === undefined ? Infinity : newestOrder(state.entries);
  const fitting = incoming.filter((entry) => known.has(entry.key) || entry.order < newest);
  const entries = merge(state.entries, fitting);
  if (state.atBottom) return toNewest({ ...next, entries });
  const heardOf = newer === undefined ? undefined : Math.max(newer, newestOrder(merge([], incoming)));
  const window = followingFirst(state.window, state.entries, entries);
  const held = withinBounds({ entries, more: state.more, newer: heardOf }, window);
  return {
    ...next,
    ...held,
    window: clampWindow(held.entries, window),
    unseen: state.unseen + fromOthers.length,
  };
}

/** More has come than was posted: who reads back goes on with what is held, and everybody else is where it ends. */
function withNewest(state: ViewState, { entries: posted, more, came }: Newest): ViewState {
  const isRead = state.atBottom && isLookedAt(state);
  const next = { ...state, unreadAfter: came === 0 || isRead ? state.unreadAfter : state.readUpTo };
  if (state.atBottom) return toNewest({ ...next, entries: merge([], posted), more, newer: undefined });
  const known = new Set(state.entries.map((entry) => entry.key));
  const held = state.entries.filter((entry) => entry.kind === 'notice' || entry.status === 'sent');
  return {
    ...next,
    entries: merge(
      held,
      posted.filter(({ key }) => known.has(key)),
    ),
    newer: Math.max(state.newer ?? -Infinity, newestOrder(merge([], posted))),
    unseen: state.unseen + came,
  };
}

function toNewest(state: ViewState): ViewState {
  // The host has to be asked for it.
  if (state.newer !== undefined) return state;
  const entries = newestOf(state.entries, MAX_KEPT);
  return {
    ...state,
    entries,
    window: newestWindow(entries),
    more: state.more || entries !== state.entries,
    atBottom: true,
    unseen: 0,
    seeking: false,
  };
}

const fromOldest = (state: ViewState): ViewState => ({
  ...state,
  window: windowAround(state.entries, 0),
  atBottom: false,
});

function towardsUnread(state: ViewState): ViewState {
  if (unreadIsNewer(state)) return toNewest(state);
  const index = firstUnread(state);
  if (index === undefined) return { ...state, seeking: state.unreadAfter !== undefined && state.more };
  return {
    ...state,
    window: windowAround(state.entries, index),
    atBottom: false,
    seeking: false,
  };
}
