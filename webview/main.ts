// The chat panel: draws what the extension host posts, posts what the person does. Owns nothing.
import { render } from 'lit/html.js';
import * as v from 'valibot';
import { handle, type Handlers, parseMessage } from '../src/panel/messageTable';
import {
  Batch,
  type Draft,
  type FromPanel,
  type PanelEntry,
  type PanelMessage,
  TO_PANEL,
  type ToPanel,
} from '../src/panel/messages';
import { Announcer } from './announcer';
import { Composer } from './composer';
import { createFormats } from './formats';
import { Frame } from './frame';
import { dayOf } from './rows';
import { shownRange } from './rowWindow';
import { type Place, ScrollKeeper } from './scrollKeeper';
import {
  type Action,
  ADDRESS,
  endIsShown,
  firstUnread,
  initialState,
  newFromOthers,
  reduce,
  seenUpTo,
  unreadIsNewer,
  type UnreadPlace,
  type ViewState,
} from './state';
import { readStrings } from './strings';
import './styles.css';
import { browserTimers } from './timers';
import './toolkit';
import { TypingSignal } from './typingSignal';
import { connectionText } from './views/connection';
import { panelView } from './views/panel';

/** How long "Copied" stands where "Copy" was. */
const COPIED_MS = 2000;
const MINUTE_MS = 60_000;
/** While text is selected, so many entries may be in the document rather than take the selection away. */
const MAX_SHOWN_SELECTED = 1000;

const vscode = acquireVsCodeApi();
const post = (message: FromPanel): void => vscode.postMessage(message);

const app = document.getElementById('app');
if (!app) throw new Error('the page has no #app');
const liveRegion = document.createElement('div');
liveRegion.className = 'visually-hidden';
liveRegion.setAttribute('role', 'status');
app.after(liveRegion);

const strings = readStrings(document);
const formats = createFormats(document.documentElement.lang);

let state = initialState;
let keeper: ScrollKeeper | undefined;
/** What is drawn next is another transcript: the place in the one before means nothing. */
let isAnother = false;
let forgetCopied: () => void = () => undefined;

const announcer = new Announcer(
  (text) => {
    // A new element: the same sentence twice is said twice.
    const line = document.createElement('p');
    line.textContent = text;
    liveRegion.replaceChildren(line);
  },
  strings,
  browserTimers,
);
const typing = new TypingSignal((on) => post({ type: 'typing', on }), browserTimers);

/** The room whose draft is in the composer. */
let draftRoom = '';
const composer = new Composer({
  strings,
  onDraft: (draft) => {
    post({ type: 'draft', room: draftRoom, text: draft });
  },
  onSend: (text) => {
    post({ type: 'say', text });
    toBottom();
  },
  onTyping: (on) => {
    const { connection, room } = state.panel ?? {};
    if (on && connection?.kind === 'joined' && room?.basic === false) typing.typed();
    else typing.stopped();
  },
  onProblem: (problem) => announcer.tell(problem),
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
    copy: ({ key, text }) => {
      post({ type: 'copy', text });
      showCopied(key);
    },
    copyAddress: () => {
      post({ type: 'copyAddress' });
      showCopied(ADDRESS);
    },
    toNew: () => {
      if (unreadPlace() === 'below') toUnread();
      else toBottom();
      if (state.atBottom) composer.focus();
    },
    toUnread,
    toEnd: (event) => {
      event.preventDefault();
      toBottom();
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
    keeper = new ScrollKeeper(list, content, '.message, .notice', onScroll);
  },
};

function dispatch(action: Action): void {
  const before = state;
  state = reduce(state, action);
  if (state !== before) frame.ask();
  const upTo = seenUpTo(state);
  if (upTo <= state.readUpTo) return;
  post({ type: 'read', upTo });
  dispatch({ type: 'seen', upTo });
}

/** Once a frame at most, however much happens in it: drawing is what costs. */
const frame = new Frame(draw);

function draw(): void {
  if (!app) return;
  const focused = document.activeElement;
  app.dataset['connection'] = state.panel?.connection.kind ?? 'idle';
  composer.update(state.panel);
  render(panelView(state, context, parts), app);
  // The button that had the focus may be gone; the next key should still reach the panel.
  if (focused?.isConnected === false && state.panel?.room) composer.focus();
  if (isAnother) {
    keeper?.pin();
    if (document.hasFocus()) toComposer();
  }
  isAnother = false;
  if (!keeper) return;
  keeper.endIsShown = endIsShown(state);
  keeper.restore();
  if (!state.seeking) keeper.goTo(undefined);
}

/** Another room has another draft. In the same room, what is written here is newer than what the host was told. */
function showDraft({ room, text }: Draft): void {
  if (room === draftRoom) return;
  draftRoom = room;
  composer.show(text);
}

function onScroll(place: Place): void {
  dispatch({ type: 'scrolled', atBottom: place.bottom, unread: unreadPlace() });
  const { start, end } = shownRange(state.entries, state.window);
  if (place.nearTop && start > 0) step(true);
  else if (place.nearTop) requestOlder();
  else if (place.nearBottom && end < state.entries.length) step(false);
  // before the reader sees the edge
  frame.flush();
}

function step(up: boolean): void {
  const selection = document.getSelection();
  const selected = selection?.isCollapsed === false && keeper?.scroller.contains(selection.anchorNode);
  dispatch({ type: 'step', up, ...(selected === true && { max: MAX_SHOWN_SELECTED }) });
}

function requestOlder(): void {
  const [oldest] = state.entries;
  if (!state.more || state.loadingOlder || !oldest) return;
  post({ type: 'older', before: oldest.order });
  dispatch({ type: 'olderRequested' });
}

function toBottom(): void {
  if (state.newer !== undefined) {
    post({ type: 'ready' });
    return;
  }
  // First, so that what is drawn next is drawn there.
  keeper?.pin();
  dispatch({ type: 'toBottom' });
  frame.flush();
  keeper?.restore();
}

/** To the unread line, which may be many pages back. */
function toUnread(): void {
  if (unreadIsNewer(state)) {
    toBottom();
    return;
  }
  keeper?.goTo('.unread');
  keeper?.scroller.focus();
  dispatch({ type: 'toUnread' });
  frame.flush();
  if (state.seeking) requestOlder();
}

/** Where the unread line is, seen from what is in sight. */
function unreadPlace(): UnreadPlace {
  if (state.unreadAfter === undefined || !keeper) return undefined;
  const line = keeper.scroller.querySelector('.unread')?.getBoundingClientRect();
  if (line) {
    const { top, bottom } = keeper.scroller.getBoundingClientRect();
    if (line.bottom <= top) return 'above';
    return line.top >= bottom ? 'below' : 'inSight';
  }
  if (unreadIsNewer(state)) return 'below';
  const index = firstUnread(state);
  return index === undefined || index < shownRange(state.entries, state.window).start ? 'above' : 'below';
}

function showCopied(what: string): void {
  forgetCopied();
  dispatch({ type: 'copied', what });
  announcer.tell(strings.copied);
  forgetCopied = browserTimers.after(COPIED_MS, () => dispatch({ type: 'copied', what: undefined }));
}

/** "Today" is another day after midnight, and when the computer's clock is set. */
function redrawAtMidnight(today = dayOf(browserTimers.date())): void {
  browserTimers.after(MINUTE_MS, () => {
    const now = dayOf(browserTimers.date());
    if (now !== today) frame.ask();
    redrawAtMidnight(now);
  });
}

function report(problem: string): void {
  // eslint-disable-next-line no-console -- the panel has no other log; VS Code shows it in the developer tools
  console.error(`the extension host posted ${problem}`);
}

function receive(data: unknown): void {
  const batch = v.safeParse(Batch, data);
  if (!batch.success) {
    take(data);
    return;
  }
  try {
    batch.output.messages.forEach(take);
  } finally {
    post({ type: 'taken' });
  }
}

function take(value: unknown): void {
  const message = parseMessage(TO_PANEL, value, report);
  if (!message) return;
  const before = state;
  handle(handlers, message);
  announceConnection(before);
}

const handlers: Handlers<ToPanel> = {
  snapshot: (message) => {
    isAnother = true;
    if (message.draft) showDraft(message.draft);
    dispatch(message);
  },
  state: dispatch,
  entries: (message) => {
    const { entries } = state;
    dispatch(message);
    announceEntries(entries, message.entries);
  },
  newest: (message) => {
    dispatch(message);
    announcer.arrived([], message.came);
  },
  older: (message) => {
    dispatch(message);
    if (state.seeking) requestOlder();
  },
  typing: dispatch,
  focus: dispatch,
  read: dispatch,
  refused: ({ text, problem }) => {
    composer.restore(text, problem);
    announcer.tell(problem);
  },
};

/** Who comes to the panel by keyboard or command, or to a room there, comes to write. */
function toComposer(): void {
  if (document.activeElement === document.body && state.panel?.room) composer.focus();
}

function announceEntries(before: readonly PanelEntry[], entries: readonly PanelEntry[]): void {
  announcer.arrived(newFromOthers(before, entries));
  const failed = entries.find(
    (entry): entry is PanelMessage => entry.kind === 'message' && entry.own && entry.status === 'failed',
  );
  if (failed) announcer.tell(`${strings.notSent} ${failed.problem ?? ''}`.trimEnd());
}

function announceConnection({ panel }: ViewState): void {
  const connection = state.panel?.connection;
  if (!connection || !panel || connection.kind === panel.connection.kind) return;
  const back = connection.kind === 'joined' && panel.connection.kind === 'reconnecting';
  announcer.tell(back ? strings.backAgain : connectionText(connection, strings));
}

function attend(): void {
  dispatch({ type: 'visibility', visible: document.visibilityState === 'visible' });
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => receive(data));

window.addEventListener('focus', toComposer);
document.addEventListener('visibilitychange', attend);

redrawAtMidnight();
attend();
draw();
post({ type: 'ready' });
