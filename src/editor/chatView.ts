import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { Logger } from '../base/logger';
import { type FromPanel, isFromPanel, PAGE_SIZE, type ToPanel } from '../panel/messages';
import { panelHtml } from '../panel/html';
import { type PanelStringKey, type PanelStrings, panelStrings } from '../panel/strings';
import type { ChatSession } from './chatSession';
import { panelEntry } from './panelEntries';
import type { Unread } from './unread';

/** The chat panel: posts what the session holds, does what the person asks. Can be rebuilt at any time. */
export class ChatView implements vscode.WebviewViewProvider, Disposable {
  static readonly id = 'tilde.chat';

  private readonly store = new DisposableStore();
  private view: vscode.WebviewView | undefined;
  /** The page is drawn and listens. What is posted before is lost, so nothing is. */
  private ready = false;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly session: ChatSession,
    private readonly unread: Unread,
    private readonly logger: Logger,
  ) {
    this.store.add(session.onDidChange(() => this.post({ type: 'state', state: session.panelState })));
    this.store.add(session.onDidChangeRoom(() => this.postSnapshot()));
    this.store.add(
      session.onDidChangeEntries((entries) =>
        this.post({ type: 'entries', entries: entries.map(panelEntry) }),
      ),
    );
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
    this.ready = false;
    const listeners = new DisposableStore();
    listeners.add(webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    // hidden, its page is gone; shown again, it says that it is ready
    listeners.add(view.onDidChangeVisibility(() => (this.ready &&= view.visible)));
    view.onDidDispose(() => {
      listeners.dispose();
      if (this.view === view) this.view = undefined;
    });
    webview.html = panelHtml({
      nonce: randomBytes(16).toString('base64url'),
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.js')).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.css')).toString(),
      strings: localizedStrings(),
      lang: vscode.env.language,
    });
  }

  dispose(): void {
    this.store.dispose();
  }

  private receive(message: unknown): void {
    if (isFromPanel(message)) this.act(message);
    else this.logger.warn('the panel sent what nobody understands');
  }

  private act(message: FromPanel): void {
    switch (message.type) {
      case 'ready':
        this.ready = true;
        this.postSnapshot();
        return;
      case 'say': {
        const problem = this.session.say(message.text);
        if (problem !== undefined) void vscode.window.showWarningMessage(problem);
        return;
      }
      case 'retry':
        this.session.retry(message.key);
        return;
      case 'older': {
        const { entries, more } = this.session.page(message.before, PAGE_SIZE);
        this.post({ type: 'older', entries: entries.map(panelEntry), more });
        return;
      }
      case 'copy': {
        const copied = this.session.message(message.key);
        if (copied) void vscode.env.clipboard.writeText(copied.text);
        return;
      }
      case 'copyAddress': {
        const [address] = this.session.addresses;
        if (address !== undefined) void vscode.env.clipboard.writeText(address);
        return;
      }
      case 'typing':
        return;
      case 'read':
        this.unread.read(message.upTo);
        return;
      case 'command':
        void vscode.commands.executeCommand(message.command);
    }
  }

  private postSnapshot(): void {
    const { entries, more } = this.session.page(undefined, PAGE_SIZE);
    const state = this.session.panelState;
    const { readUpTo } = this.unread;
    this.post({ type: 'snapshot', state, entries: entries.map(panelEntry), more, readUpTo });
  }

  private post(message: ToPanel): void {
    if (this.ready) void this.view?.webview.postMessage(message);
  }
}

function localizedStrings(): PanelStrings {
  const localized = Object.entries(panelStrings).map(([key, english]) => [key, vscode.l10n.t(english)]);
  return Object.fromEntries(localized) as Record<PanelStringKey, string>;
}
