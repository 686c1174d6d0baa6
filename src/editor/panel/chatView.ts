import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { Mention } from '../../panel/fromPanel';
import { CopiedCode } from '../code/copiedCode';
import { SelectedCode } from '../code/selectedCode';
import { WorkspaceFiles } from '../code/workspaceFiles';
import { SentCode } from '../comparing/sentCode';
import { CodeLocator } from '../locating/codeLocator';
import { StaleCode } from '../locating/staleCode';
import { CHAT_EDITOR, CHAT_VIEW } from '../platform/ids';
import { onDidChangePanelSettings } from '../platform/settings';
import { openTab, setTabTitle } from '../platform/surfaces';
import type { Repositories } from '../repository/repositories';
import type { SessionState } from '../session/sessionState';
import type { Code } from '../../protocol/wire/messages';
import type { PanelAction } from '../../panel/toPanel';
import { attached } from './attached';
import { ChatPage, type ChatPageParts, type ChatPlace } from './chatPage';
import type { ToPanelOf } from './panelFeed';
import { followRoom } from './followRoom';
import { PanelMessages } from './panelMessages';
import { Saying } from './saying';
import { ShownPages } from './shownPages';

export type ChatViewParts = Omit<
  ChatPageParts,
  | 'messages'
  | 'pages'
  | 'saying'
  | 'files'
  | 'locator'
  | 'sentCode'
  | 'copiedCode'
  | 'selectedCode'
  | 'tellOthers'
  | 'retell'
  | 'changed'
> & { readonly repositories: Repositories };

/**
 * Where this window shows the chat: in its view, and in a tab of the editor, if the person has opened one. What they show
 * is the session's; what is written or read in one of them is so in the other.
 */
export class ChatView implements vscode.WebviewViewProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly parts: ChatPageParts;
  private view: ChatPage | undefined;
  private tab: { readonly panel: vscode.WebviewPanel; readonly page: ChatPage } | undefined;
  private readonly look = this.store.add(new Emitter<void>());
  /** Fires when `isLookedAt` becomes true. */
  readonly onDidLook = this.look.event;
  private stateKind: SessionState['kind'] = 'idle';
  /** What the page is told that the person is brought to, once it is there. */
  private waiting: ToPanelOf<'mention' | 'goTo' | 'attached'> | undefined;

  constructor(parts: ChatViewParts) {
    const { session, ignored, emoji, offers, conversations, drafts, repositories } = parts;
    const selectedCode = this.store.add(new SelectedCode());
    const pages = new ShownPages(parts);
    const files = new WorkspaceFiles();
    const stale = this.store.add(new StaleCode());
    this.store.add(
      stale.onDidChange((paths) =>
        this.each((page) => page.feed.add({ type: 'codeStale', paths: [...paths] })),
      ),
    );
    this.parts = {
      ...parts,
      files,
      locator: new CodeLocator({ files, repositories, stale }),
      sentCode: this.store.add(new SentCode()),
      copiedCode: this.store.add(new CopiedCode()),
      selectedCode,
      saying: new Saying(() => session.current),
      pages,
      messages: new PanelMessages({ ...parts, pages, selectedCode }),
      tellOthers: (teller, message) => {
        for (const page of this.pages) if (page !== teller) page.feed.add(message);
      },
      retell: () => this.retell(),
      changed: () => {
        this.tellFocus();
        this.postWaiting();
        if (this.fetch()) this.retell();
      },
    };
    this.store.add(followRoom(session, drafts, () => this.retell()));
    this.store.add(session.onDidChange(() => this.stateChanged()));
    this.store.add(onDidChangePanelSettings(() => this.each((page) => page.feed.refresh('state'))));
    this.store.add(emoji.onDidChange(() => this.each((page) => page.feed.refresh('state'))));
    this.store.add(offers.onDidChange(() => this.each((page) => page.feed.refresh('state'))));
    this.store.add(selectedCode.onDidChange(() => this.each((page) => page.feed.refresh('state'))));
    this.store.add(session.onDidChangeRoom(() => this.retell()));
    this.store.add(
      conversations.onDidShow(() => {
        this.fetch();
        this.retell();
      }),
    );
    this.store.add(conversations.onDidChange(() => this.each((page) => page.feed.refresh('state'))));
    this.store.add(session.onDidChangeTyping(() => this.each((page) => page.feed.refresh('typing'))));
    this.store.add(ignored.onDidChange(() => this.retell()));
    this.store.add(vscode.window.onDidChangeWindowState(() => this.tellFocus()));
    this.store.add(session.onDidRead((upTo) => this.each((page) => page.feed.add({ type: 'read', upTo }))));
    this.store.add(
      session.onDidChangeEntries((entries) => {
        const shown = entries.filter(conversations.isShown);
        this.each((page) => page.feed.addEntries(shown));
      }),
    );
  }

  /** Whether the person has the chat before their eyes: it is on screen, in a window that has the focus. */
  get isLookedAt(): boolean {
    return this.pages.some((page) => page.isVisible) && vscode.window.state.focused;
  }

  /** Shows the chat where it is: in its tab, if there is one, or else in its view. */
  async show({ preserveFocus = false }: { readonly preserveFocus?: boolean } = {}): Promise<void> {
    if (this.tab && this.shown === this.tab.page) this.tab.panel.reveal(undefined, preserveFocus);
    else await vscode.commands.executeCommand(`${CHAT_VIEW}.focus`, { preserveFocus });
  }

  /** Writes the name of somebody where the person writes: in the page that {@link show} shows, once it is there. */
  mention(member: Mention): void {
    this.waiting = { type: 'mention', ...member };
    this.postWaiting();
  }

  /** Puts code where the person writes, in the page that {@link show} shows, once it is there. */
  attach(codes: readonly Code[]): void {
    const { destination } = this.parts.messages;
    if (!destination) return;
    this.waiting = attached(destination, codes);
    this.postWaiting();
  }

  /** Shows the message of that order, in its conversation, in the page that {@link show} shows, once it is there. */
  async goTo(order: number): Promise<void> {
    const goTo = await this.parts.pages.showThatOf(order);
    if (!goTo) return;
    this.waiting = goTo;
    this.postWaiting();
  }

  /** Does something for a message in the page whose menu it was chosen in. @param viewType what VS Code calls that page */
  act(viewType: string, { key, action }: { readonly key: string; readonly action: PanelAction }): void {
    this.pageOf(viewType)?.feed.add({ type: 'act', key, action });
    const tab = viewType === CHAT_EDITOR ? this.tab : undefined;
    // a page cannot take the focus from the menu by itself
    if (tab) tab.panel.reveal();
    else void vscode.commands.executeCommand(`${CHAT_VIEW}.focus`);
  }

  /** Copies what is selected in the page in whose menu that was chosen. @param viewType what VS Code calls that page */
  copySelection(viewType: string): void {
    this.pageOf(viewType)?.feed.add({ type: 'copySelection' });
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    // The view was moved.
    this.view?.dispose();
    const page = this.addPage({
      webview: view.webview,
      isVisible: () => view.visible,
      onDidChangeVisibility: view.onDidChangeVisibility.bind(view),
      onDidDispose: view.onDidDispose.bind(view),
    });
    this.view = page;
    view.onDidDispose(() => {
      if (this.view === page) this.view = undefined;
      this.tellFocus();
    });
  }

  /** Shows the chat in a tab of the editor; there is one at most. */
  openInEditor(): void {
    if (this.tab) this.tab.panel.reveal();
    else this.restoreEditor(openTab(CHAT_EDITOR, this.title));
  }

  /** Fills a tab that is new, or that VS Code has kept over a reload of the window. */
  restoreEditor(panel: vscode.WebviewPanel): void {
    this.tab?.panel.dispose();
    const page = this.addPage({
      webview: panel.webview,
      isVisible: () => panel.visible,
      onDidChangeVisibility: panel.onDidChangeViewState.bind(panel),
      onDidDispose: panel.onDidDispose.bind(panel),
    });
    panel.iconPath = vscode.Uri.joinPath(this.parts.extensionUri, 'media', 'icon.png');
    setTabTitle(panel, this.title);
    this.tab = { panel, page };
    panel.onDidDispose(() => {
      if (this.tab?.page === page) this.tab = undefined;
      this.tellFocus();
    });
    this.tellFocus();
  }

  dispose(): void {
    this.store.dispose();
    this.each((page) => page.dispose());
  }

  private get pages(): readonly ChatPage[] {
    return [this.tab?.page, this.view].filter((page) => page !== undefined);
  }

  /** The page that the person is brought to. */
  private get shown(): ChatPage | undefined {
    return this.tab && this.view?.isVisible !== true ? this.tab.page : this.view;
  }

  private get title(): string {
    return this.parts.session.state.room?.name ?? 'Tilde';
  }

  private pageOf(viewType: string): ChatPage | undefined {
    return (viewType === CHAT_EDITOR ? this.tab?.page : undefined) ?? this.view;
  }

  private each(act: (page: ChatPage) => void): void {
    for (const page of this.pages) act(page);
  }

  private postWaiting(): void {
    if (this.waiting && this.shown?.feed.add(this.waiting) === true) this.waiting = undefined;
  }

  /** Fetches what is shown, where nothing of it is here. @returns whether what is told next says so */
  private fetch(): boolean {
    const fetched = this.parts.pages.fetch();
    void fetched?.then((isShown) => {
      if (isShown) this.retell();
    });
    return fetched !== undefined;
  }

  private retell(): void {
    this.each((page) => page.postSnapshot());
  }

  private addPage(place: ChatPlace): ChatPage {
    const page = new ChatPage(place, this.parts);
    place.onDidDispose(() => page.dispose());
    return page;
  }

  /** A screen reader is told once: by the tab, where both are on screen. */
  private tellFocus(): void {
    this.view?.tellFocus(this.tab?.page.isVisible === true);
    this.tab?.page.tellFocus();
    if (this.isLookedAt) this.look.fire();
  }

  private stateChanged(): void {
    const before = this.stateKind;
    this.stateKind = this.parts.session.state.kind;
    const isBack = before !== 'joined' && this.stateKind === 'joined';
    if (this.tab && this.tab.panel.title !== this.title) setTabTitle(this.tab.panel, this.title);
    // What came with the welcome makes the first page. A room that was away goes on where it was.
    if (isBack && (this.fetch() || before === 'connecting')) this.retell();
    else this.each((page) => page.feed.refresh('state'));
    const renamed = this.parts.messages.renamed();
    if (renamed.length > 0) this.each((page) => page.feed.addNames(renamed));
  }
}
