import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { ChatSession } from './chatSession';
import { ChatView } from './chatView';

const { t } = vscode.l10n;

/** One item: which room, how many people, how the connection stands. Not there before there was a room to speak of. */
export class StatusBar implements Disposable {
  private readonly store = new DisposableStore();
  private readonly item: vscode.StatusBarItem;

  constructor(private readonly session: ChatSession) {
    this.item = this.store.add(
      vscode.window.createStatusBarItem('tilde.status', vscode.StatusBarAlignment.Left),
    );
    this.item.name = 'Tilde';
    this.item.command = `${ChatView.id}.focus`;
    this.store.add(session.onDidChange(() => this.show()));
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
        this.say('loading~spin', t('Joining…'), t('Trying to reach {0}.', connection.address));
        break;
      case 'joined': {
        const people = members > 0 ? t('People in the room: {0}.', members) : '';
        const as = you === undefined ? '' : t('You are {0}.', you);
        this.say(
          this.session.isHosting ? 'broadcast' : 'comment-discussion',
          members > 0 ? `${name} ${members}` : name,
          [t('In the room {0}.', name), people, as].filter((part) => part !== '').join('\n'),
        );
        break;
      }
      case 'reconnecting':
        color = 'statusBarItem.warningBackground';
        this.say('sync~spin', name, connection.message);
        break;
      case 'left':
      case 'failed':
        if (connection.kind === 'failed') color = 'statusBarItem.errorBackground';
        this.say('circle-slash', name, connection.message);
    }
    this.item.backgroundColor = color === undefined ? undefined : new vscode.ThemeColor(color);
    this.item.show();
  }

  private say(icon: string, text: string, tooltip: string): void {
    // a room's name is its host's choice: it must not draw icons
    this.item.text = `$(${icon}) ${text.replaceAll('$(', '\\$(')}`;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: `Tilde: ${text}. ${tooltip}` };
  }
}
