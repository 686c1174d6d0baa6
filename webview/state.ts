import type { Entry, PanelState, ToPanel } from '../src/panel/messages';

/** All that the panel draws. */
export interface ViewState {
  /** Unknown until the first snapshot. */
  readonly panel: PanelState | undefined;
  /** Ascending by `order`; no key twice. */
  readonly entries: readonly Entry[];
  /** The host has entries before the first of these. */
  readonly more: boolean;
  /** A page of older entries was asked for and is not here yet. */
  readonly loadingOlder: boolean;
  /** The reader is at the newest message. */
  readonly atBottom: boolean;
  /** Messages of others that came while the reader was reading back. */
  readonly unseen: number;
}

export type Action =
  ToPanel | { readonly type: 'olderRequested' } | { readonly type: 'scrolled'; readonly atBottom: boolean };

export const initialState: ViewState = {
  panel: undefined,
  entries: [],
  more: false,
  loadingOlder: false,
  atBottom: true,
  unseen: 0,
};

/** At the newest message no more entries than these are kept; older ones are a page away in the host. */
export const MAX_KEPT = 300;

/** What is drawn after `action`. Pure. */
export function reduce(state: ViewState, action: Action): ViewState {
  switch (action.type) {
    case 'snapshot':
      return {
        ...state,
        panel: action.state,
        entries: merge([], action.entries),
        more: action.more,
        loadingOlder: false,
        unseen: 0,
      };
    case 'state': {
      const sameConnection = state.panel?.connection.kind === action.state.connection.kind;
      // A page asked for over a connection that is gone may never come; let it be asked for again.
      return { ...state, panel: action.state, loadingOlder: state.loadingOlder && sameConnection };
    }
    case 'entries':
      return trim({
        ...state,
        entries: merge(state.entries, action.entries),
        unseen: state.atBottom ? 0 : state.unseen + newFromOthers(state.entries, action.entries).length,
      });
    case 'older':
      return {
        ...state,
        entries: merge(state.entries, action.entries),
        more: action.more,
        loadingOlder: false,
      };
    case 'olderRequested':
      return { ...state, loadingOlder: true };
    case 'scrolled':
      if (action.atBottom === state.atBottom) return state;
      return trim({ ...state, atBottom: action.atBottom, unseen: action.atBottom ? 0 : state.unseen });
  }
}

/** Those of `incoming` that `known` does not hold yet and somebody else wrote. */
export function newFromOthers(known: readonly Entry[], incoming: readonly Entry[]): readonly Entry[] {
  const keys = new Set(known.map((entry) => entry.key));
  return incoming.filter((entry) => entry.kind === 'message' && !entry.own && !keys.has(entry.key));
}

/** `incoming` replaces what has the same key, the rest finds its place by `order`. */
function merge(known: readonly Entry[], incoming: readonly Entry[]): readonly Entry[] {
  const byKey = new Map(known.map((entry) => [entry.key, entry]));
  for (const entry of incoming) byKey.set(entry.key, entry);
  return [...byKey.values()].sort((a, b) => a.order - b.order);
}

function trim(state: ViewState): ViewState {
  if (!state.atBottom || state.entries.length <= MAX_KEPT) return state;
  return { ...state, entries: state.entries.slice(-MAX_KEPT), more: true };
}
