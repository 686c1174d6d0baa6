// The chat panel. It draws what the extension host posts, and posts what the person does. This file ties the parts together.
import { render } from 'lit/html.js';
import type { FromPanel } from '../src/panel/fromPanel';
import { Announcer } from './announcer';
import { AnimationFrame } from './browser/animationFrame';
import { browserTimers } from './browser/timers';
import { CodeQuestions } from './codeQuestions';
import { Composer } from './composer/composer';
import { isEditable, writesText } from './composer/input/writesText';
import { TypingSignal } from './composer/input/typingSignal';
import { Highlighting } from './code/highlighting';
import { EmojiData } from './emoji/emojiData';
import { EmojiPicker } from './emoji/emojiPicker';
import { loadEmoji } from './emoji/loadEmoji';
import { HostMessages } from './hostMessages';
import { InvitationCard } from './invitationCard';
import { KeptPlace } from './keptPlace';
import { MessageActions } from './messageActions';
import { MessageKeys } from './messageKeys';
import { type Missing, Navigation, type ReadingPlace } from './navigation';
import { OwnMessages } from './ownMessages';
import { Passing } from './passing';
import { PlaceQuestions } from './placeQuestions';
import { dayOf } from './state/rows';
import { runCommand } from './runCommand';
import { SelectedText } from './selectedText';
import { Store } from './store';
import { wholeText } from './state/wholeText';
import './styles.css';
import './toolkit';
import { type PanelParts, panelView } from './views/panel';
import type { ViewContext } from './views/context';
import { createFormats } from './wording/formats';
import { readStrings } from './wording/strings';

const MINUTE_MS = 60_000;

const vscode = acquireVsCodeApi();
const post = (message: FromPanel): void => vscode.postMessage(message);

const page = document.documentElement;
const app = document.getElementById('app');
if (!app) throw new Error('the page has no #app');
const liveRegion = document.createElement('div');
liveRegion.className = 'visually-hidden';
liveRegion.setAttribute('role', 'status');
app.after(liveRegion);

const strings = readStrings(document);
const formats = createFormats(page.lang, page.dataset['systemLocale'] ?? navigator.language);
/** The panel is drawn once a frame at most, however much happens in it: drawing is what costs. */
const frame = new AnimationFrame(() => draw(app));
const store = new Store(
  () => frame.ask(),
  (upTo) => {
    const to = store.state.panel?.conversation?.to;
    post({ type: 'read', upTo, ...(to !== undefined && { to }) });
  },
);
/** Whether nothing in messages is markup. */
const isPlain = (): boolean => store.state.panel?.plain === true;
const emoji = new EmojiData((attempt) => loadEmoji(page.lang, attempt));
const emojiOf = (code: string): string | undefined => emoji.ofCode(code)?.emoji;
emoji.onDidChange(() => frame.ask());
const keptPlace = new KeptPlace(vscode);
const navigation = new Navigation(
  store,
  frame,
  post,
  (place) => keptPlace.keep(place),
  (message) => arrived(message),
);
const invitation = new InvitationCard(store, post);
const announcer = new Announcer(
  (text) => {
    // A new element: the same sentence twice is said twice.
    const line = document.createElement('p');
    line.textContent = text;
    liveRegion.replaceChildren(line);
  },
  strings,
  browserTimers,
  () => ({ plain: isPlain(), emojiOf }),
);
const ownMessages = new OwnMessages();
const passing = new Passing({ store, announcer, strings, timers: browserTimers });
const placeQuestions = new PlaceQuestions(post);
const codeQuestions = new CodeQuestions(post);
const highlighting = new Highlighting({
  load: () => import('./code/highlighter'),
  pause: () => new Promise((resolve) => browserTimers.after(0, () => resolve())),
});
const typing = new TypingSignal((on) => post({ type: 'typing', on }), browserTimers);

const emojiPicker = new EmojiPicker({
  strings,
  data: emoji,
  recent: () => store.state.panel?.recentEmoji ?? [],
  skinTone: () => store.state.panel?.skinTone,
  onSkinTone: (skinTone) => post({ type: 'chooseSkinTone', ...(skinTone && { skinTone }) }),
  onClosed: () => {
    if (!document.activeElement?.matches('.tool')) store.dispatch({ type: 'reacting', key: undefined });
    focusComposer();
  },
});
const composer: Composer = new Composer({
  strings,
  formats,
  emoji,
  onDraft: (draft) => post({ type: 'draft', ...draft }),
  onCommand: (name, words) => runCommand(name, words, { post, isPlain: isPlain(), from: composer.writesTo }),
  onEmoji: (anchor) => {
    emojiPicker.open(anchor, (picked) => {
      composer.insert(picked);
      post({ type: 'useEmoji', emoji: picked });
    });
  },
  onUseEmoji: (used) => post({ type: 'useEmoji', emoji: used }),
  onAskMembers: () => post({ type: 'listMembers' }),
  onWriting: (writing) => store.dispatch({ type: 'write', writing }),
  onAttach: () => post({ type: 'attach', ...composer.writesTo }),
  onBeforeSend: () => frame.flush(),
  onSend: (said) => {
    const isNew = store.state.writing?.kind !== 'edit';
    messageActions.send(said);
    if (!isNew) return;
    ownMessages.said();
    navigation.toBottom();
  },
  onEditLast: () => messageActions.editLast(),
  onEscape: (isEmpty) => {
    if (messageActions.stopWriting()) return true;
    // who has begun to write to one member alone must not go on writing to everybody
    if (!isEmpty || !store.state.panel?.conversation) return false;
    context.act.showConversation(undefined);
    return true;
  },
  onTakeBack: () => post({ type: 'takeBack', ...composer.writesTo }),
  onTyping: (on) => {
    const { connection, room, conversation } = store.state.panel ?? {};
    // that somebody types is told to everybody
    const isTold = room?.basic === false && conversation === undefined;
    if (on && connection?.kind === 'joined' && isTold) typing.typed();
    else typing.stopped();
  },
  onTell: (sentence) => announcer.tell(sentence),
  onPaste: (text) => post({ type: 'pasted', text }),
});

const messageActions: MessageActions = new MessageActions({
  store,
  composer,
  announcer,
  strings,
  post,
  flush: () => frame.flush(),
  focus: (key, part) => {
    frame.flush();
    const message = app.querySelector<HTMLElement>(`.message[data-key="${CSS.escape(key)}"]`);
    (part === undefined ? message : message?.querySelector<HTMLElement>(part))?.focus();
  },
  onCopied: (key) => passing.copied(key),
});
const messageKeys = new MessageKeys({
  store,
  flush: () => frame.flush(),
  act: (key, action) => messageActions.doTo(key, action),
  toEnd: (event) => context.act.toEnd(event),
  toComposer: () => composer.focus(),
});

const context: ViewContext = {
  strings,
  formats,
  highlighting,
  emojiOf,
  act: {
    command: (command) => post({ type: 'command', command }),
    enterAgain: (id) => post({ type: 'enterAgain', id }),
    members: () => post({ type: 'members' }),
    showConversation: (to) => {
      post({ type: 'showConversation', ...(to !== undefined && { to }) });
      composer.focus();
    },
    toStart: () => post({ type: 'toStart' }),
    retry: (key) => {
      post({ type: 'retry', key });
      composer.focus();
    },
    discard: (key) => post({ type: 'discard', key }),
    message: (message, action) => void messageActions.do(message, action),
    react: (message, reaction) => messageActions.react(message, reaction),
    pickReaction: (message, anchor) =>
      emojiPicker.open(anchor, (picked) => messageActions.react(message, picked)),
    goTo: (order) => navigation.toMessage(order),
    goElsewhere: (order) => {
      passing.looking();
      post({ type: 'goTo', order });
    },
    stopWriting: () => void messageActions.stopWriting(),
    key: messageKeys.onKey,
    look: messageKeys.onLook,
    openLink: (url) => post({ type: 'openLink', url }),
    unfold: (key, on) => {
      navigation.stay();
      store.dispatch({ type: 'unfold', key, on });
    },
    copyText: (id, text) => {
      post({ type: 'copy', text });
      passing.copied(id);
    },
    openPlace: ({ path, line, column, end }) =>
      post({
        ...{ type: 'openPlace', path, line },
        ...(column !== undefined && { column }),
        ...(end !== undefined && { end }),
      }),
    goToCode: (code) => post({ type: 'goToCode', code }),
    compareCode: (code) => post({ type: 'compareCode', code }),
    insertCode: (text) => post({ type: 'insertCode', text }),
    openCode: (text, language) =>
      post({ type: 'openCode', text, ...(language !== undefined && { language }) }),
    invite: (on) => invitation.toggle(on),
    toNew: () => {
      navigation.toNew();
      if (store.state.atBottom) composer.focus();
    },
    toUnread: () => navigation.toUnread(),
    toEnd: (event) => {
      event.preventDefault();
      navigation.toBottom();
    },
  },
};
const selectedText = new SelectedText({
  list: app,
  textSaid: (key) => {
    const entry = store.state.entries.find((one) => one.key === key);
    return entry?.kind === 'message' ? wholeText(entry) : undefined;
  },
  post,
});
const parts: PanelParts = { composer: composer.element, list: navigation.setList };

/** The next drawing shows a different transcript, in which no earlier position means anything. */
let startsAnew = false;
let returnTo: ReadingPlace | undefined;
const hostMessages = new HostMessages({
  store,
  navigation,
  composer,
  announcer,
  ownMessages,
  invitation,
  messageActions,
  selectedText,
  strings,
  post,
  onStale: (paths) => {
    codeQuestions.forget(paths);
    frame.ask();
  },
  onSnapshot: (room) => {
    startsAnew = true;
    placeQuestions.startAnew();
    codeQuestions.startAnew();
    returnTo = keptPlace.enter(room);
    if (returnTo) store.dispatch({ type: 'return', order: returnTo.order });
  },
});

function draw(into: HTMLElement): void {
  const { state } = store;
  const focused = document.activeElement;
  into.dataset['connection'] = state.panel?.connection.kind ?? 'idle';
  composer.write(state.writing);
  composer.update(state.panel);
  render(panelView(state, context, parts), into);
  placeQuestions.drawn(into);
  codeQuestions.drawn(into);
  // The button that had the focus may be gone; the next key should still reach the panel.
  if (focused?.isConnected === false && state.panel?.room) composer.focus();
  if (startsAnew) {
    navigation.startAtEnd();
    if (returnTo) navigation.returnTo(returnTo);
    if (document.hasFocus()) focusComposer();
  }
  startsAnew = false;
  invitation.drawn();
  navigation.restore();
}

/** Somebody who comes to the panel by keyboard or command, or to a room there, comes to write. */
function focusComposer(): void {
  if (document.activeElement === document.body && store.state.panel?.room) composer.focus();
}

/** Shows somebody the message that they went to, or says why it is not there. */
function arrived(message: HTMLElement | Missing): void {
  if (typeof message === 'string') {
    passing.missing(message);
    return;
  }
  passing.found(message.dataset['key']);
  messageKeys.focus(message);
}

/** "Today" means a different day after midnight, and when the computer's clock is set. */
function redrawAtMidnight(today = dayOf(browserTimers.date())): void {
  browserTimers.after(MINUTE_MS, () => {
    const now = dayOf(browserTimers.date());
    if (now !== today) frame.ask();
    redrawAtMidnight(now);
  });
}

function noteVisibility(): void {
  store.dispatch({ type: 'visibility', visible: document.visibilityState === 'visible' });
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => hostMessages.receive(data));
window.addEventListener('focus', focusComposer);
// What is typed or pasted while the list has the focus goes to the composer. The browser puts a key where the focus is by then.
document.addEventListener('keydown', (event) => {
  const isFree = !event.defaultPrevented && !isEditable(event.target) && store.state.panel?.room;
  if (isFree && writesText(event)) composer.focus();
});
document.addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (text === '' || isEditable(event.target) || !store.state.panel?.room) return;
  event.preventDefault();
  composer.insert(text);
});
document.addEventListener('visibilitychange', noteVisibility);

redrawAtMidnight();
noteVisibility();
draw(app);
post({ type: 'ready' });
