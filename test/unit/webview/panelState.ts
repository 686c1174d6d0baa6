// What the tests of the panel's reducer start from.
import type { PanelEntry, PanelMessage } from '../../../src/panel/entrySchemas';
import type { PanelState } from '../../../src/panel/stateSchemas';
import { reduce } from '../../../webview/state/reducer';
import { initialState, type ViewState } from '../../../webview/state/viewState';

export const panel: PanelState = {
  connection: { kind: 'joined' },
  room: {
    name: 'den',
    address: '127.0.0.1:9999',
    basic: false,
    hosting: true,
    access: 'open',
    locked: false,
  },
  you: 'ana',
  members: 2,
  maxTextBytes: 1000,
};

export const message = (key: string, order: number, more: Partial<PanelMessage> = {}): PanelMessage => ({
  kind: 'message',
  key,
  order,
  at: order * 1000,
  author: 'bob',
  authorKey: 'b',
  color: 1,
  own: false,
  text: key,
  status: 'sent',
  ...more,
});
export const range = (from: number, to: number): PanelEntry[] =>
  Array.from({ length: to - from }, (_, i) => message(`m${from + i}`, from + i));

export const joined = (entries: readonly PanelEntry[], more = false): ViewState =>
  reduce(initialState, { type: 'snapshot', state: panel, entries, more, readUpTo: Infinity });

export const come = (state: ViewState, ...entries: PanelEntry[]): ViewState =>
  reduce(state, { type: 'entries', entries });
