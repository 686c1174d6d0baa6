import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import type { Entry as TranscriptEntry } from '../../client/conversation/entry';
import { handle, type Handlers, parseMessage } from '../../panel/messageTable';
import { FROM_PANEL, type FromPanel, PAGE_SIZE, type PanelEntry, type ToPanel } from '../../panel/messages';
import { panelHtml } from '../../panel/html';
import { type PanelStringKey, type PanelStrings, panelStrings } from '../../panel/strings';
import type { ChatSession } from '../session/chatSession';
import type { SessionState } from '../session/sessionState';
import { draftKey, type Drafts } from './drafts';
import type { Ignored } from '../ignoring/ignored';
import { onlyTo } from './onlyTo';
import { panelEntry } from './panelEntries';
import { PanelFeed, type Snapshot } from './panelFeed';
import { panelState } from './panelState';
import type { Unread } from '../unread/unread';

/** The chat panel: posts what the session holds, does what the person asks. Can be rebuilt at any time. */
export class ChatView implements vscode.WebviewViewProvider, Disposable {
  private readonly store = new DisposableStore();
  private view: vscode.WebviewView | undefined;
  private readonly feed = new PanelFeed({
    post: (message) => void this.view?.webview.postMessage(message),
    isIgnored: (memberId) => this.ignored.has(memberId),
    make: {
      snapshot: () => this.snapshot(),
      state: () => ({ type: 'state', state: panelState(this.session.state) }),
      typing: () => this.typing(),
      entries: (entries) => ({ type: 'entries', entries: this.drawn(entries) }),
      newest: (came) => ({ type: 'newest', ...this.newestPage(), came }),
    },
  });
  private readonly handlers: Handlers<FromPanel> = {
    ready: () => {
      this.feed.ready();
      this.postSnapshot();
      this.feed.add({ type: 'focus', on: vscode.window.state.focused });
    },
    taken: () => this.feed.taken(),
    say: ({ text }) => {
      const problem = this.session.say(text);
      if (problem !== undefined) this.feed.add({ type: 'refused', text, problem });
    },
    retry: ({ key }) => this.session.retry(key),
    older: ({ before }) => void this.postOlder(before),
    copy: ({ text }) => void vscode.env.clipboard.writeText(text),
    copyAddress: () => {
      const [address] = this.session.addresses;
      if (address !== undefined) void vscode.env.clipboard.writeText(address);
    },
    draft: ({ room, text }) => this.drafts.set(room, text),
    typing: ({ on }) => this.session.typing(on),
    read: ({ upTo }) => {
      if (this.unread.read(upTo)) this.session.read(this.unread.readUpTo);
    },
    command: ({ command }) => void vscode.commands.executeCommand(command),
  };
  private stateKind: SessionState['kind'] = 'idle';
  /** How many times the panel was to be drawn anew. */
  private snapshots = 0;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly session: ChatSession,
    private readonly unread: Unread,
    private readonly ignored: Ignored,
    private readonly drafts: Drafts,
    private readonly logger: Logger,
    /** What VS Code calls the computer this runs on, where that is not the person's own. */
    private readonly remote: string | undefined,
  ) {
    this.store.add(session.onDidChange(() => this.stateChanged()));
    this.store.add(session.onDidChangeRoom(() => this.postSnapshot()));
    this.store.add(session.onDidChangeTyping(() => this.feed.refresh('typing')));
    this.store.add(ignored.onDidChange(() => this.postSnapshot()));
    this.store.add(
      vscode.window.onDidChangeWindowState(({ focused }) => this.feed.add({ type: 'focus', on: focused })),
    );
    this.store.add(session.onDidRead((upTo) => this.feed.add({ type: 'read', upTo })));
    this.store.add(session.onDidChangeEntries((entries) => this.feed.addEntries(entries)));
  }

  /** Whether the person has it before their eyes: it is open, in a window that has the focus. */
  get isLookedAt(): boolean {
    return this.view?.visible === true && vscode.window.state.focused;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { webview } = view;
    const dist = vscode.Uri.joinPath(this.extensionUri, 'dist');
    const media = vscode.Uri.joinPath(this.extensionUri, 'media');
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [dist, media] };
    this.view = view;
    this.feed.gone();
    const listeners = new DisposableStore();
    listeners.add(webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    // hidden, its page is gone; shown again, it says that it is ready
    listeners.add(
      view.onDidChangeVisibility(() => {
        // one that was moved elsewhere says nothing of the one that took its place
        if (this.view === view && !view.visible) this.feed.gone();
      }),
    );
    view.onDidDispose(() => {
      listeners.dispose();
      if (this.view !== view) return;
      this.view = undefined;
      this.feed.gone();
    });
    webview.html = panelHtml({
      nonce: randomBytes(16).toString('base64url'),
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.js')).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.css')).toString(),
      strings: localizedStrings(this.remote),
      lang: vscode.env.language,
    });
  }

  dispose(): void {
    this.store.dispose();
  }

  private receive(value: unknown): void {
    const message = parseMessage(FROM_PANEL, value, (problem) =>
      this.logger.warn(`the panel sent ${problem}`),
    );
    if (message) handle(this.handlers, message);
  }

  private stateChanged(): void {
    const before = this.stateKind;
    this.stateKind = this.session.state.kind;
    // what came with the welcome makes the first page; a room that was away goes on where it was
    if (before === 'connecting' && this.stateKind === 'joined') this.postSnapshot();
    else this.feed.refresh('state');
  }

  private async postOlder(before: number): Promise<void> {
    const { snapshots } = this;
    const { entries, more } = await this.session.loadOlder(before, PAGE_SIZE);
    // asked for by a page, or about a room, that is no more
    if (this.snapshots !== snapshots) return;
    this.feed.add({ type: 'older', before, entries: this.drawn(entries), more });
  }

  private postSnapshot(): void {
    this.snapshots++;
    this.feed.refresh('snapshot', 'typing');
  }

  private snapshot(): Snapshot {
    const state = panelState(this.session.state);
    const { readUpTo } = this.unread;
    const room = state.room && draftKey(state.room);
    const draft = room === undefined ? {} : { draft: { room, text: this.drafts.of(room) } };
    return { type: 'snapshot', state, ...this.newestPage(), readUpTo, ...draft };
  }

  private newestPage(): { readonly entries: readonly PanelEntry[]; readonly more: boolean } {
    const { entries, more } = this.session.page(undefined, PAGE_SIZE);
    return { entries: this.drawn(entries), more: more || this.session.mayHaveOlder };
  }

  /** Not who is ignored; typists are known by name only. */
  private typing(): ToPanel {
    const { members, typists } = this.session;
    const ignored = new Set(
      members.filter(({ mid: memberId }) => this.ignored.has(memberId)).map(({ name }) => name),
    );
    return { type: 'typing', names: typists.filter((name) => !ignored.has(name)) };
  }

  private drawn(entries: readonly TranscriptEntry[]): readonly PanelEntry[] {
    return entries.map((entry) =>
      panelEntry(
        entry,
        (memberId) => this.ignored.has(memberId),
        (memberId) => onlyTo(memberId, this.session),
      ),
    );
  }
}

function localizedStrings(remote: string | undefined): PanelStrings {
  const localized = Object.entries(panelStrings).map(([key, english]) => [key, vscode.l10n.t(english)]);
  const strings = Object.fromEntries(localized) as Record<PanelStringKey, string>;
  if (remote === undefined) return strings;
  return {
    ...strings,
    idleText: vscode.l10n.t(
      'No account, no cloud, no internet. Host a room on {0}, or join the room of a teammate.',
      remote,
    ),
    emptyRoomLoopback: vscode.l10n.t(
      'Only programs on {0} can reach the room, at the address below. For teammates, host it on the local network.',
      remote,
    ),
  };
}
