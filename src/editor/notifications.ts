import * as vscode from 'vscode';
import { type Clock, systemClock } from '../base/clock';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { MessageEntry } from '../client/transcript';
import type { ChatSession } from './chatSession';
import type { ChatView } from './chatView';
import { CHAT_VIEW } from './ids';
import type { OwnWindows } from './ownWindows';
import { readSettings } from './settings';
import { firstLine, mentions, withoutLinks } from './toast';
import { ToastPause } from './toastPause';
import type { Unread } from './unread';

const { t } = vscode.l10n;

/** Messages that come together are told together. */
const GATHER_MS = 500;
export interface NotificationParts {
  readonly session: ChatSession;
  readonly unread: Unread;
  readonly view: ChatView;
  readonly windows: OwnWindows;
  readonly clock?: Clock;
}

/** Tells of messages that come while the chat is not looked at: once, however many windows and messages there are. */
export class Notifications implements Disposable {
  private readonly store = new DisposableStore();
  private readonly clock: Clock;
  private waiting: MessageEntry[] = [];
  private timer: Disposable | undefined;
  private readonly pause = new ToastPause();

  constructor(private readonly parts: NotificationParts) {
    this.clock = parts.clock ?? systemClock;
    this.store.add(parts.unread.onDidAdd((messages) => this.take(messages)));
    this.store.add(parts.session.onDidChangeRoom(() => (this.waiting = [])));
    this.store.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.pause.focused();
      }),
    );
  }

  dispose(): void {
    this.timer?.dispose();
    this.store.dispose();
  }

  private take(messages: readonly MessageEntry[]): void {
    const { notifications } = readSettings();
    const you = this.parts.session.panelState.you ?? '';
    const wanted =
      notifications === 'all'
        ? messages
        : messages.filter(
            ({ text, to }) => notifications === 'mentions' && (to !== undefined || mentions(text, you)),
          );
    if (wanted.length === 0) return;
    this.waiting.push(...wanted);
    const pauseMs = Math.max(GATHER_MS, this.pause.left(this.clock.now()));
    this.timer ??= this.clock.after(pauseMs, () => void this.tell());
  }

  private async tell(): Promise<void> {
    this.timer = undefined;
    const { unread, view, windows } = this.parts;
    const messages = this.waiting.filter((message) => unread.isUnread(message));
    this.waiting = [];
    const last = messages.at(-1);
    const { focused } = vscode.window.state;
    if (!last || view.isLookedAt || this.pause.isAway(unread.readUpTo)) return;
    if (!focused && !(await windows.isLastFocused())) return;
    this.pause.told(this.clock.now(), focused, unread.readUpTo);
    const said = t(
      '{0}: {1}',
      firstLine(last.from),
      firstLine(last.text === '' ? (last.code?.path ?? '') : last.text),
    );
    const message =
      messages.length === 1 ? said : t('New messages: {0}. The last is from {1}', messages.length, said);
    const reply = t('Reply');
    const chosen = await vscode.window.showInformationMessage(withoutLinks(message), reply);
    if (chosen === reply) await vscode.commands.executeCommand(`${CHAT_VIEW}.focus`);
  }
}
