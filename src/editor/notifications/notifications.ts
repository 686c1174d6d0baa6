import * as vscode from 'vscode';
import { isolated } from '../../base/isolated';
import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type MessageEntry, partnerOf } from '../../client/conversation/entry';
import type { Conversations } from '../direct/conversations';
import type { ChatSession } from '../session/chatSession';
import type { RoomSession } from '../session/roomSession';
import { tell } from '../platform/surfaces';
import { SHOW_CHAT } from '../platform/ids';
import { mentions, withoutMentions } from './mentions';
import type { WindowRegistry } from '../window/windowRegistry';
import { recipientText } from '../wording/recipientText';
import { readSettings } from '../platform/settings';
import { plainWords } from '../../text/plainWords';
import { firstLine } from './firstLine';
import { NotificationThrottle } from './notificationThrottle';
import type { Unread } from '../unread/unread';

const { t } = vscode.l10n;

/** Messages that come within this time make one notification. */
const GATHER_MS = 500;
/** Most messages that wait for a notification; of more, the newest do. */
const MAX_WAITING = 10_000;

export interface NotificationParts {
  readonly session: Pick<ChatSession, 'state' | 'onDidChangeRoom'> & {
    readonly current: Pick<RoomSession, 'members' | 'memberId' | 'messageAt'>;
  };
  readonly unread: Pick<Unread, 'isUnread' | 'lastRead' | 'onDidAdd'>;
  /** Whether the person has what is said with that member alone before their eyes; with undefined, what is for everybody. */
  readonly isLookedAt: (partner: string | undefined) => boolean;
  /** Brings the chat to that conversation. */
  readonly showConversation: (partner: string | undefined) => void;
  readonly windows: Pick<WindowRegistry, 'isLastFocused'>;
  readonly clock?: Clock;
  readonly isFocused?: () => boolean;
  /** Shows a sentence and a button. @returns the button, if the person chose it */
  readonly show?: (message: string, button: string) => Thenable<string | undefined>;
}

/** What a notification needs of a message, and no more: many long messages may wait. */
interface News extends Pick<MessageEntry, 'key' | 'by'> {
  /** Who said it to this person alone; undefined: it is for everybody. */
  readonly partner: string | undefined;
  readonly isForMe: boolean;
  /** Who said it, and its first line in plain words. */
  readonly said: string;
}

/**
 * Notifies the person of messages that come while they do not look at the chat: once, however many windows and messages
 * there are. Nothing holds back what is for this person alone.
 */
export class Notifications implements Disposable {
  private readonly store = new DisposableStore();
  private readonly clock: Clock;
  private waiting: News[] = [];
  private timer: Disposable | undefined;
  /** When the timer ends, by the clock's `now`. */
  private due = Infinity;
  private readonly pause = new NotificationThrottle();

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
    if (notifications === 'off') return;
    const news = messages
      .map((message) => ({ message, isForMe: this.isForMe(message) }))
      .filter(({ isForMe }) => isForMe || notifications === 'all')
      .map(({ message, isForMe }): News => {
        const { key, by } = message;
        return { key, by, partner: partnerOf(message), isForMe, said: this.saidIn(message) };
      });
    if (news.length === 0) return;
    this.waiting = this.waiting.concat(news).slice(-MAX_WAITING);
    const now = this.clock.now();
    const pauseMs = news.reduce(
      (least, { by, isForMe }) => Math.min(least, this.pause.left(now, isForMe ? by : undefined)),
      Infinity,
    );
    this.tellAt(now + Math.max(GATHER_MS, pauseMs), now);
  }

  /** Whether it is said to this person alone, answers them, or mentions them. */
  private isForMe({ to, reply, text, mentions: marked = [] }: MessageEntry): boolean {
    const { session } = this.parts;
    if (to !== undefined || (reply !== undefined && session.current.messageAt(reply)?.own === true))
      return true;
    const { memberId } = session.current;
    if (marked.some(({ mid }) => mid === memberId)) return true;
    const { username = '' } = session.state;
    return mentions(withoutMentions(text, marked), username, () =>
      session.current.members.map(({ name }) => name),
    );
  }

  /** Notifies at `due`, or earlier where that was settled before. */
  private tellAt(due: number, now: number): void {
    if (due >= this.due) return;
    this.timer?.dispose();
    this.due = due;
    this.timer = this.clock.after(due - now, () => void this.tell());
  }

  private async tell(): Promise<void> {
    this.due = Infinity;
    const { unread, isLookedAt, showConversation, windows, show = tell } = this.parts;
    const news = this.waiting.filter((one) => unread.isUnread(one) && !isLookedAt(one.partner));
    this.waiting = [];
    const forMe = news.filter(({ isForMe }) => isForMe);
    const shown = forMe.at(-1) ?? news.at(-1);
    if (!shown) return;
    if (forMe.length === 0 && this.pause.isAway(unread.lastRead)) return;
    const focused = this.parts.isFocused?.() ?? vscode.window.state.focused;
    if (!focused && !(await windows.isLastFocused())) return;
    const authors = forMe.map(({ by }) => by);
    this.pause.told(this.clock.now(), focused, unread.lastRead, authors);
    const reply = t('Reply');
    const chosen = await show(sentenceOf(shown, news.length), reply);
    if (chosen !== reply) return;
    showConversation(shown.partner);
    await vscode.commands.executeCommand(SHOW_CHAT);
  }

  private saidIn(message: MessageEntry): string {
    const from = isolated(firstLine(message.from));
    const words = plainWords(message, { plain: !readSettings().markdown });
    const text = isolated(firstLine(words));
    return message.to === undefined
      ? t('{0}: {1}', from, text)
      : t('{0}, {1}: {2}', from, recipientText(message.to, this.parts.session.current), text);
  }
}

export const registerNotifications = (
  {
    session,
    unread,
    windows,
    conversations,
  }: Pick<NotificationParts, 'session' | 'unread' | 'windows'> & {
    readonly conversations: Pick<Conversations, 'shown' | 'show'>;
  },
  isChatLookedAt: () => boolean,
): Notifications =>
  new Notifications({
    ...{ session, unread, windows },
    isLookedAt: (partner) => partner === conversations.shown && isChatLookedAt(),
    showConversation: (partner) => void conversations.show(partner),
  });

/** @param count how many messages the notification stands for */
function sentenceOf({ said, isForMe }: News, count: number): string {
  if (count === 1) return said;
  return isForMe
    ? t('New messages: {0}. For you, from {1}', count, said)
    : t('New messages: {0}. The last is from {1}', count, said);
}
