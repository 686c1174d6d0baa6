import { isInRoom } from './connection';
import { isElsewhere, isSameConversation } from './destination';
import type { PanelEntry } from '../../src/panel/entrySchemas';
import type { ToPanel } from '../../src/panel/toPanel';
import { withNames } from './mentionNames';
import { merge, newestOf, newestOrder, withinBounds } from './heldEntries';
import { clampWindow, followingFirst, newestWindow, stepWindow, windowAround } from './rowWindow';
import {
  firstUnread,
  hasUnread,
  initialState,
  isLookedAt,
  isUnread,
  newFromOthers,
  unreadIsNewer,
  type ViewState,
  type Writing,
} from './viewState';
import { writingOf } from './writing';

/** Where the unread line is, seen from what is in sight; undefined without a line. */
export type UnreadPlace = 'above' | 'inSight' | 'below' | undefined;

/** What changes the state: messages of the host, and what happens in the panel. */
export type Action =
  | Exclude<
      ToPanel,
      {
        type:
          | 'refused'
          | 'mention'
          | 'members'
          | 'act'
          | 'copySelection'
          | 'goTo'
          | 'takenBack'
          | 'draft'
          | 'codeStale'
          | 'pastedCode'
          | 'attached';
      }
    >
  | { readonly type: 'olderRequested' }
  | { readonly type: 'scrolled'; readonly atBottom: boolean; readonly unread: UnreadPlace }
  /** The reader nears an edge of the window. `max`: how many entries may stay in the document. */
  | { readonly type: 'step'; readonly up: boolean; readonly max?: number }
  | { readonly type: 'toBottom' }
  | { readonly type: 'toUnread' }
  /** The snapshot to come is of a room in which the reader had the message of this order in sight. */
  | { readonly type: 'return'; readonly order: number }
  /** To the message of this order, which may be many pages back. */
  | { readonly type: 'toMessage'; readonly order: number }
  | { readonly type: 'write'; readonly writing: Writing | undefined }
  /** The focus is on the message with this key. */
  | { readonly type: 'current'; readonly key: string | undefined }
  /** The pointer is on the message with this key, or on none. */
  | { readonly type: 'pointed'; readonly key: string | undefined }
  /** An emoji is being chosen for the message with this key. */
  | { readonly type: 'reacting'; readonly key: string | undefined }
  /** Somebody went to the message with this key, or to one that is not there for a reason, and sees so for a moment. */
  | { readonly type: 'found'; readonly key?: string | undefined; readonly missing?: string | undefined }
  | { readonly type: 'visibility'; readonly visible: boolean }
  /** The host was told that the person has read so far, here. */
  | { readonly type: 'seen'; readonly upTo: number }
  /** The card with the invitation opens or closes. */
  | { readonly type: 'invite'; readonly on: boolean }
  /** A long message, or long code in it, is shown to its end, or folded again. */
  | { readonly type: 'unfold'; readonly key: string; readonly on: boolean }
  | { readonly type: 'copied'; readonly what: string | undefined };

type ActionOf<T extends Action['type']> = Extract<Action, { readonly type: T }>;

/** At the newest message the panel keeps no more entries than these. The host has the older ones. */
export const MAX_KEPT = 300;
/** Most pages that are loaded on one way back: further than anybody looks, whatever the room answers. */
export const MAX_SOUGHT = 1000;
/** So many paths that are files are remembered at most, besides the newest. */
const MAX_PLACES = 2000;
/** So much code that was found is remembered at most, besides the newest. */
const MAX_CODE_PLACES = 500;

/** Action type -> the state after it. Pure. */
const reducers: {
  readonly [T in Action['type']]: (state: ViewState, action: ActionOf<T>) => ViewState;
} = {
  snapshot: (state, action) => {
    const entries = merge([], action.entries);
    const { readUpTo } = action;
    return towardsPlace({
      ...initialState,
      focused: state.focused,
      visible: state.visible,
      panel: action.state,
      places: state.places,
      codePlaces: state.codePlaces,
      entries,
      window: newestWindow(entries),
      more: action.more,
      readUpTo,
      unreadAfter: hasUnread(entries, readUpTo) ? readUpTo : undefined,
      // on the first page of a room, or where somebody set out
      returningTo: isElsewhere(state.panel, action.state) ? undefined : state.returningTo,
      // the same, told anew: what is being written stays for what it is
      writing: isSameConversation(state.panel, action.state)
        ? state.writing
        : action.draft && writingOf(action.draft),
      unfolded: state.unfolded,
    });
  },

  state: (state, action) => {
    const sameConnection = state.panel?.connection.kind === action.state.connection.kind;
    return {
      ...state,
      panel: action.state,
      // What the panel waits for over a connection that is gone may never come.
      loadingOlder: state.loadingOlder && sameConnection,
      seeking: state.seeking && sameConnection,
      returningTo: sameConnection ? state.returningTo : undefined,
      typing: sameConnection ? state.typing : [],
      // nobody is invited to a room that was left
      invitation: isInRoom(action.state.connection) ? state.invitation : undefined,
    };
  },

  entries: (state, { entries }) => withEntries(state, entries),
  newest: withNewest,
  older: withOlder,
  renamed: (state, { members }) => ({ ...state, entries: withNames(state.entries, members) }),
  olderRequested: (state) => ({ ...state, loadingOlder: true }),

  scrolled: (state, { atBottom, unread }) => {
    const unreadVisited = state.unreadVisited || (unread === 'inSight' && isLookedAt(state));
    const unreadAbove = unread === 'above' && !unreadVisited;
    const marks = { unreadVisited, unreadAbove };
    if (atBottom !== state.atBottom) {
      const moved = { ...staying(state), ...marks };
      return atBottom ? toNewest(moved) : { ...moved, atBottom };
    }
    const same = unreadVisited === state.unreadVisited && unreadAbove === state.unreadAbove;
    return same ? state : { ...state, ...marks };
  },

  step: (state, { up, max }) => ({ ...state, window: stepWindow(state.entries, state.window, up, max) }),
  toBottom: (state) => toNewest(staying(state)),
  toUnread: (state) => towardsUnread(staying(state)),
  return: (state, { order }) => ({ ...state, returningTo: order }),
  toMessage: (state, { order }) => towardsPlace({ ...staying(state), returningTo: order }),
  write: (state, { writing }) => ({ ...state, writing }),
  current: (state, { key }) => (key === state.current ? state : { ...state, current: key }),
  pointed: (state, { key }) => (key === state.pointed ? state : { ...state, pointed: key }),
  reacting: (state, { key }) => ({ ...state, reacting: key }),
  found: (state, { key, missing }) => ({ ...state, found: key, missing }),
  focus: (state, { on }) => (on === state.focused ? state : { ...state, focused: on }),
  visibility: (state, { visible }) => (visible === state.visible ? state : { ...state, visible }),
  seen: (state, { upTo }) => ({ ...state, readUpTo: Math.max(state.readUpTo, upTo) }),

  read: (state, { upTo }) => {
    const readUpTo = Math.max(state.readUpTo, upTo);
    const held = state.entries.filter((entry) => isUnread(entry, readUpTo)).length;
    const left = readUpTo < (state.newer ?? -Infinity) ? state.unseen : held;
    const unreadAfter = state.unreadAfter === undefined || left === 0 ? undefined : readUpTo;
    return { ...state, readUpTo, unreadAfter, unseen: Math.min(state.unseen, left) };
  },

  typing: (state, { names }) => ({ ...state, typing: names }),
  invite: (state, { on }) => ({ ...state, invitation: on ? 'asked' : undefined }),
  // the card may have been closed meanwhile
  invitation: (state, invitation) => (state.invitation === undefined ? state : { ...state, invitation }),
  unfold: (state, { key, on }) => {
    const unfolded = new Set(state.unfolded);
    if (on) unfolded.add(key);
    else unfolded.delete(key);
    return { ...state, unfolded };
  },
  places: (state, { found }) => ({
    ...state,
    places: new Set([...[...state.places].slice(-MAX_PLACES), ...found]),
  }),
  codePlaces: (state, { places }) => ({
    ...state,
    codePlaces: new Map([
      ...[...state.codePlaces].slice(-MAX_CODE_PLACES),
      ...places.map(({ id, place }) => [id, place] as const),
    ]),
  }),
  copied: (state, { what }) => ({ ...state, copied: what }),
};

/** The state after `action`. Pure. */
export function reduce(state: ViewState, action: Action): ViewState {
  let next = (reducers[action.type] as (state: ViewState, action: Action) => ViewState)(state, action);
  if (!next.seeking && next.sought > 0) next = { ...next, sought: 0 };
  if (!('entries' in action)) return next;
  const writing = writingAbout(next.writing, action.entries);
  return writing === next.writing ? next : { ...next, writing };
}

/** What is being written, about the newest version of its message; about none where that was deleted. */
function writingAbout(writing: Writing | undefined, posted: readonly PanelEntry[]): Writing | undefined {
  const entry = writing && posted.find(({ key }) => key === writing.message.key);
  if (!writing || entry?.kind !== 'message') return writing;
  return entry.removed ? undefined : { ...writing, message: entry };
}

function withEntries(state: ViewState, posted: readonly PanelEntry[]): ViewState {
  const known = new Set(state.entries.map((entry) => entry.key));
  const oldest = state.entries[0]?.order ?? -Infinity;
  // Before the oldest loaded entry it would stand beside a gap. It comes with its page.
  const incoming = posted.filter((entry) => known.has(entry.key) || !state.more || entry.order > oldest);
  const isNew = (entry: PanelEntry): boolean => !known.has(entry.key);
  const { newer } = state;
  const fromOthers = newFromOthers(state, incoming);

  let { unreadAfter } = state;
  if (incoming.some((entry) => entry.kind === 'message' && entry.own && isNew(entry)))
    unreadAfter = undefined;
  else if (!(state.atBottom && isLookedAt(state)) && fromOthers.some((e) => isUnread(e, state.readUpTo))) {
    unreadAfter = state.readUpTo;
  }

  const unreadVisited = state.unreadVisited && unreadAfter === state.unreadAfter;
  const next = { ...state, unreadAfter, unreadVisited };
  // Where the panel does not hold the end, a new entry would stand behind a gap.
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

/** With the page that was asked for. */
function withOlder(state: ViewState, action: ActionOf<'older'>): ViewState {
  // The panel has let go of the page's neighbour meanwhile: there would be a gap.
  if ((state.entries[0]?.order ?? Infinity) > action.before) return { ...state, loadingOlder: false };
  const entries = merge(state.entries, action.entries);
  const { newer, seeking, returningTo } = state;
  const window = followingFirst(state.window, state.entries, entries);
  const kept = seeking ? { from: -Infinity, to: -Infinity } : window;
  const next = {
    ...state,
    ...withinBounds({ entries, more: action.more, newer }, kept),
    window,
    loadingOlder: false,
  };
  if (!seeking) return next;
  const sought = state.sought + 1;
  // The host has no more, or nothing that is shown; or there is no end to it.
  if (action.entries.length === 0 || sought >= MAX_SOUGHT)
    return { ...next, seeking: false, returningTo: undefined };
  // The panel may hold nothing any more of what is in the document.
  const there = { ...(next.newer === newer ? next : fromOldest(next)), sought };
  return returningTo === undefined ? towardsUnread(there) : towardsPlace(there);
}

/**
 * More has come than was posted. Somebody who reads back goes on with what is held; everybody else sees the newest.
 */
function withNewest(state: ViewState, { entries: posted, more, came }: ActionOf<'newest'>): ViewState {
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
  // The panel does not hold the newest, and has to ask the host for it.
  if (state.newer !== undefined) return state;
  const isReturning = state.returningTo !== undefined;
  const entries = isReturning ? state.entries : newestOf(state.entries, MAX_KEPT);
  return {
    ...state,
    entries,
    window: newestWindow(entries),
    more: state.more || entries !== state.entries,
    atBottom: true,
    unseen: 0,
    seeking: isReturning && state.seeking,
  };
}

const fromOldest = (state: ViewState): ViewState => ({
  ...state,
  window: windowAround(state.entries, 0),
  atBottom: false,
});

/** The reader goes somewhere else than where they were before. */
const staying = (state: ViewState): ViewState =>
  state.returningTo === undefined ? state : { ...state, returningTo: undefined, seeking: false };

/** Loads page after page until there is what the reader had before their eyes; what is gone for good is not looked for. */
function towardsPlace(state: ViewState): ViewState {
  const { entries, more, returningTo } = state;
  if (returningTo === undefined) return state;
  if (more && (entries[0]?.order ?? Infinity) > returningTo) return { ...state, seeking: true };
  const index = entries.findIndex(({ order }) => order >= returningTo);
  const there = { ...state, seeking: false, returningTo: undefined };
  return index < 0 ? there : { ...there, window: windowAround(entries, index), atBottom: false };
}

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
