import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { Logger } from '../../base/logger';
import { handle, type Handlers, parseMessage } from '../../panel/messageTable';
import { FROM_PANEL, type FromPanel } from '../../panel/fromPanel';
import { panelHtml } from '../../panel/html';
import type { ChatSession } from '../session/chatSession';
import type { SessionState } from '../session/sessionState';
import { problemSentence } from '../wording/sentences';
import type { Ignored } from '../ignoring/ignored';
import type { Unread } from '../unread/unread';
import type { Drafts } from './drafts';
import { localizedStrings } from './localizedStrings';
import { PanelFeed } from './panelFeed';
import { PanelMessages } from './panelMessages';

/** The chat panel: posts what the session holds, and does what the person asks. It can be rebuilt at any time. */
export class ChatView implements vscode.WebviewViewProvider, Disposable {
  private readonly store = new DisposableStore();
  private view: vscode.WebviewView | undefined;
  private readonly messages: PanelMessages;
  private readonly feed: PanelFeed;
  private readonly handlers: Handlers<FromPanel> = {
    ready: () => {
      this.feed.ready();
      this.postSnapshot();
      this.feed.add({ type: 'focus', on: vscode.window.state.focused });
      this.looked();
    },
    taken: () => this.feed.taken(),
    say: ({ text }) => {
      const problem = this.session.current.say(text);
      if (problem) this.feed.add({ type: 'refused', text, problem: problemSentence(problem) });
    },
    takeBack: () => {
      const text = this.session.current.takeBack();
      if (text !== undefined) this.postSnapshot();
      this.feed.add(text === undefined ? { type: 'takenBack' } : { type: 'takenBack', text });
    },
    retry: ({ key }) => this.session.current.retry(key),
    older: ({ before }) => void this.postOlder(before),
    copy: ({ text }) => void vscode.env.clipboard.writeText(text),
    copyAddress: () => {
      const [address] = this.session.addresses;
      if (address !== undefined) void vscode.env.clipboard.writeText(address);
    },
    draft: ({ room, text }) => this.drafts.set(room, text),
    typing: ({ on }) => this.session.current.typing(on),
    read: ({ upTo }) => {
      if (this.unread.read(upTo)) this.session.current.read(this.unread.readUpTo);
    },
    command: ({ command }) => void vscode.commands.executeCommand(command),
  };
  private readonly look = this.store.add(new Emitter<void>());
  /** Fires when `isLookedAt` becomes true. */
  readonly onDidLook = this.look.event;
  private stateKind: SessionState['kind'] = 'idle';
  /** How many snapshots were asked for: an answer to an earlier question is out of date. */
  private snapshots = 0;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly session: ChatSession,
    private readonly unread: Unread,
    ignored: Ignored,
    private readonly drafts: Drafts,
    private readonly logger: Logger,
    /** What VS Code calls the computer this runs on, where it is not the person's own. */
    private readonly remote: string | undefined,
    private readonly systemLocale: Promise<string | undefined>,
  ) {
    this.messages = new PanelMessages(session, unread, ignored, drafts);
    this.feed = new PanelFeed({
      post: (batch) => void this.view?.webview.postMessage(batch),
      isIgnored: (memberId) => ignored.has(memberId),
      make: this.messages,
    });
    this.store.add(session.onDidChange(() => this.stateChanged()));
    this.store.add(session.onDidChangeRoom(() => this.postSnapshot()));
    this.store.add(session.onDidChangeTyping(() => this.feed.refresh('typing')));
    this.store.add(ignored.onDidChange(() => this.postSnapshot()));
    this.store.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        this.feed.add({ type: 'focus', on: focused });
        this.looked();
      }),
    );
    this.store.add(session.onDidRead((upTo) => this.feed.add({ type: 'read', upTo })));
    this.store.add(session.onDidChangeEntries((entries) => this.feed.addEntries(entries)));
  }

  /** Whether the person has the panel before their eyes: it is open, in a window that has the focus. */
  get isLookedAt(): boolean {
    return this.view?.visible === true && vscode.window.state.focused;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { webview } = view;
    const media = vscode.Uri.joinPath(this.extensionUri, 'media');
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [this.dist, media] };
    this.view = view;
    this.feed.gone();
    const listeners = new DisposableStore();
    listeners.add(webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    // A hidden view loses its page. When it is shown again, the new page says `ready`.
    listeners.add(
      view.onDidChangeVisibility(() => {
        // A view that was moved tells nothing about the one in its place.
        if (this.view === view && !view.visible) this.feed.gone();
        this.looked();
      }),
    );
    view.onDidDispose(() => {
      listeners.dispose();
      if (this.view !== view) return;
      this.view = undefined;
      this.feed.gone();
    });
    void this.draw(view);
  }

  dispose(): void {
    this.store.dispose();
  }

  private get dist(): vscode.Uri {
    return vscode.Uri.joinPath(this.extensionUri, 'dist');
  }

  private async draw(view: vscode.WebviewView): Promise<void> {
    const { webview } = view;
    const systemLocale = await this.systemLocale;
    // It may be gone by now.
    if (this.view !== view) return;
    webview.html = panelHtml({
      nonce: randomBytes(16).toString('base64url'),
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(this.dist, 'webview.js')).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(this.dist, 'webview.css')).toString(),
      strings: localizedStrings(this.remote),
      lang: vscode.env.language,
      systemLocale,
    });
  }

  private looked(): void {
    if (this.isLookedAt) this.look.fire();
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
    // What came with the welcome makes the first page. A room that was away goes on where it was.
    if (before === 'connecting' && this.stateKind === 'joined') this.postSnapshot();
    else this.feed.refresh('state');
  }

  private async postOlder(before: number): Promise<void> {
    const { snapshots } = this;
    const message = await this.messages.older(before);
    // The page that asked for it, or the room it is about, may be gone.
    if (this.snapshots === snapshots) this.feed.add(message);
  }

  private postSnapshot(): void {
    this.snapshots++;
    this.feed.refresh('snapshot', 'typing');
  }
}
