import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { ChatSession } from '../session/chatSession';
import { setStatusTexts } from '../platform/surfaces';
import { CHAT_VIEW } from '../platform/ids';
import { statusContent } from './statusContent';
import type { Unread } from '../unread/unread';

/** One item, a click on which leads to the chat. Not there before there was a room to speak of. */
export class StatusBar implements Disposable {
  private readonly store = new DisposableStore();
  private readonly item: vscode.StatusBarItem;

  constructor(
    private readonly session: ChatSession,
    private readonly unread: Unread,
  ) {
    this.item = this.store.add(
      vscode.window.createStatusBarItem('tilde.status', vscode.StatusBarAlignment.Left),
    );
    this.item.name = 'Tilde';
    this.item.command = `${CHAT_VIEW}.focus`;
    this.store.add(session.onDidChange(() => this.show()));
    this.store.add(unread.onDidChange(() => this.show()));
  }

  dispose(): void {
    this.store.dispose();
  }

  private show(): void {
    const { item, session } = this;
    const content = statusContent(session.state, this.unread.count);
    if (!content) {
      item.hide();
      return;
    }
    const { background } = content;
    setStatusTexts(item, content);
    item.backgroundColor = background && new vscode.ThemeColor(background);
    item.show();
  }
}
