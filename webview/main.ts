// The chat panel: draws what the extension host posts, posts what the person does. Owns nothing but a draft.
import { render } from 'lit';
import type { FromPanel, ToPanel } from '../src/panel/messages';
import { announcement } from './announcement';
import { Composer } from './composer';
import { createFormats } from './formats';
import { dayOf } from './rows';
import { ScrollKeeper } from './scrollKeeper';
import { type Action, initialState, newFromOthers, reduce } from './state';
import { readStrings } from './strings';
import './styles.css';
import './toolkit';
import { connectionText } from './views/connection';
import { panelView } from './views/panel';

/** What outlives the page: hidden, moved, reloaded. */
interface Kept {
  readonly draft: string;
}

/** How long messages are gathered before they are read out together. */
const ANNOUNCE_AFTER_MS = 1000;

const vscode = acquireVsCodeApi<Kept>();
const post = (message: FromPanel): void => vscode.postMessage(message);

const app = document.getElementById('app');
if (!app) throw new Error('the page has no #app');
const announcer = document.createElement('div');
announcer.className = 'visually-hidden';
announcer.setAttribute('role', 'status');
app.after(announcer);

const strings = readStrings(document);
const formats = createFormats(document.documentElement.lang);

let state = initialState;
let keeper: ScrollKeeper | undefined;
let unread: ReturnType<typeof newFromOthers> = [];
let announceTimer: ReturnType<typeof setTimeout> | undefined;

const composer = new Composer({
  strings,
  draft: vscode.getState()?.draft ?? '',
  onDraft: (draft) => vscode.setState({ draft }),
  onSend: (text) => {
    post({ type: 'say', text });
    keeper?.toBottom();
  },
});

const context = {
  strings,
  formats,
  act: {
    command: (command) => post({ type: 'command', command }),
    retry: (key) => {
      post({ type: 'retry', key });
      composer.focus();
    },
    toBottom: () => {
      keeper?.toBottom();
      composer.focus();
    },
  },
} satisfies Parameters<typeof panelView>[1];

const parts = {
  composer: composer.element,
  list: (list: Element | undefined) => {
    keeper?.dispose();
    keeper = undefined;
    const content = list?.firstElementChild;
    if (!(list instanceof HTMLElement) || !(content instanceof HTMLElement)) return;
    keeper = new ScrollKeeper(list, content, onScroll);
  },
};

function dispatch(action: Action): void {
  const before = state;
  state = reduce(state, action);
  if (state !== before) draw();
}

function draw(): void {
  if (!app) return;
  app.dataset['connection'] = state.panel?.connection.kind ?? 'idle';
  composer.update(state.panel);
  render(panelView(state, context, parts), app);
  keeper?.restore();
}

function onScroll(at: { readonly bottom: boolean; readonly nearTop: boolean }): void {
  dispatch({ type: 'scrolled', atBottom: at.bottom });
  const [oldest] = state.entries;
  if (!at.nearTop || !state.more || state.loadingOlder || !oldest) return;
  post({ type: 'older', before: oldest.order });
  dispatch({ type: 'olderRequested' });
}

function announceLater(entries: typeof unread): void {
  if (entries.length === 0) return;
  unread = [...unread, ...entries];
  announceTimer ??= setTimeout(() => {
    announceTimer = undefined;
    announcer.textContent = announcement(unread, strings);
    unread = [];
  }, ANNOUNCE_AFTER_MS);
}

/** "Today" is another day after midnight. */
function redrawAtMidnight(): void {
  const tomorrow = dayOf(dayOf(Date.now()) + 36 * 3_600_000);
  setTimeout(() => {
    draw();
    redrawAtMidnight();
  }, tomorrow - Date.now());
}

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
  const known = state;
  dispatch(data);
  if (data.type === 'entries') announceLater(newFromOthers(known.entries, data.entries));
  const connection = state.panel?.connection;
  if (connection && known.panel && connection.kind !== known.panel.connection.kind) {
    announcer.textContent = connectionText(connection, strings);
  }
});

// Who comes to the panel by keyboard or command comes to write.
window.addEventListener('focus', () => {
  if (document.activeElement === document.body && state.panel?.room) composer.focus();
});

redrawAtMidnight();
draw();
post({ type: 'ready' });
