import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { ChatSession } from './chatSession';
import { CHAT_VIEW } from './ids';
import { unsavedSentence } from './sentences';
import type { Unread } from './unread';

const { t } = vscode.l10n;

/** One item: which room, how many people, how many unread messages, how the connection stands. Not there before there was a room to speak of. */
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
    const { connection, room, members, you } = this.session.panelState;
    const name = room?.name ?? 'Tilde';
    let color: string | undefined;
    switch (connection.kind) {
      case 'idle':
        this.item.hide();
        return;
      case 'connecting':
        this.say({
          icon: 'loading~spin',
          text: t('Joining…'),
          tooltip: [t('Trying to reach {0}.', connection.address)],
        });
        break;
      case 'joined':
        this.say({
          icon: this.session.isHosting ? 'broadcast' : 'comment-discussion',
          text: name,
          members,
          tooltip: [
            t('In the room {0}.', name),
            ...(you === undefined ? [] : [t('You are {0}.', you)]),
            ...(this.session.isSaved ? [] : [unsavedSentence()]),
          ],
        });
        break;
      case 'reconnecting':
        color = 'statusBarItem.warningBackground';
        this.say({ icon: 'sync~spin', text: name, tooltip: [connection.message] });
        break;
      case 'left':
      case 'failed':
        if (connection.kind === 'failed') color = 'statusBarItem.errorBackground';
        this.say({ icon: 'circle-slash', text: name, tooltip: [connection.message] });
    }
    this.item.backgroundColor = color === undefined ? undefined : new vscode.ThemeColor(color);
    this.item.show();
  }

  private say({ icon, text, tooltip, members = 0 }: Shown): void {
    const { count } = this.unread;
    // a room's name is its host's choice: it must not draw icons
    const parts = [`$(${icon}) ${text.replaceAll('$(', '\\$(')}`];
    const lines = [...tooltip];
    if (members > 0) {
      parts.push(`$(person) ${members}`);
      lines.push(t('People in the room: {0}', members));
    }
    if (count > 0) {
      parts.push(`$(bell-dot) ${count}`);
      lines.push(t('Unread messages: {0}', count));
    }
    this.item.text = parts.join(' ');
    this.item.tooltip = lines.join('\n');
    this.item.accessibilityInformation = { label: ['Tilde', text, ...lines].join(', ') };
  }
}

interface Shown {
  readonly icon: string;
  readonly text: string;
  readonly tooltip: readonly string[];
  /** How many people are in the room; 0 where that is not known. */
  readonly members?: number;
}
