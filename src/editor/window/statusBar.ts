import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Event } from '../../base/emitter';
import { joinIconTexts, withIcon } from '../platform/harmless';
import type { LastRoom } from '../offers/lastRoom';
import { offerLabel, whereAndWhenText } from '../offers/offerTexts';
import type { RoomOffer } from '../offers/roomOffers';
import { OPEN_RECENT, SHOW_CHAT } from '../platform/ids';
import { setStatusTexts, type StatusTexts } from '../platform/surfaces';
import type { ChatSession } from '../session/chatSession';
import type { RoomSession } from '../session/roomSession';
import type { RoomFacts, SessionState } from '../session/sessionState';
import type { Unread } from '../unread/unread';
import { accessSentence, lockedSentence, unsavedSentence } from '../wording/sentences';

const { t } = vscode.l10n;

/** Whether the person sees the chat panel, which says what is wrong as well. */
export interface Looks {
  readonly isLookedAt: boolean;
  /** Fires when the person comes to see it. */
  readonly onDidLook: Event<void>;
}

interface StatusBarServices {
  readonly session: ChatSession;
  readonly unread: Unread;
  readonly lastRoom: Pick<LastRoom, 'offer' | 'onDidChange'>;
}

/**
 * One item in the status bar; a click on it shows the chat. Before there is a room, it offers the one that this window was
 * in when it was closed, if it was in one, and is hidden otherwise.
 */
export function registerStatusBar(
  { session, unread, lastRoom }: StatusBarServices,
  chat: Looks | undefined,
): Disposable {
  const store = new DisposableStore();
  const item = store.add(vscode.window.createStatusBarItem('tilde.status', vscode.StatusBarAlignment.Left));
  item.name = 'Tilde';
  item.command = SHOW_CHAT;
  /** The room of before to which a click leads; undefined: it shows the chat. */
  let leadsTo: string | undefined;
  // only where it changes: VS Code forgets the command before, and a click on its way there would be lost
  const leadTo = (room: string | undefined): void => {
    if (room === leadsTo) return;
    leadsTo = room;
    item.command =
      room === undefined ? SHOW_CHAT : { command: OPEN_RECENT, title: '', arguments: [{ room }] };
  };
  /** The session whose end the person has seen in the panel. */
  let seen: RoomSession | undefined;
  const show = (): void => {
    const { state, current } = session;
    if (state.kind === 'failed' && chat?.isLookedAt) seen = current;
    const { offer } = lastRoom;
    const inRoom = statusContent(state, unread.count, seen === current);
    const content = inRoom ?? (offer && offerContent(offer));
    leadTo(inRoom ? undefined : offer?.id);
    if (!content) {
      item.hide();
      return;
    }
    const { background } = content;
    setStatusTexts(item, content);
    item.backgroundColor = background && new vscode.ThemeColor(background);
    item.show();
  };
  store.add(session.onDidChange(show));
  store.add(unread.onDidChange(show));
  if (chat) store.add(chat.onDidLook(show));
  store.add(lastRoom.onDidChange(show));
  show();
  return store;
}

/** All that a person can see or hear of the status bar item. */
export interface StatusContent extends StatusTexts {
  readonly background?: 'statusBarItem.warningBackground' | 'statusBarItem.errorBackground';
}

/**
 * Says which room it is, how many people and unread messages there are, and how the connection stands.
 * @param unread how many messages are unread
 * @param isSeen the person knows already what went wrong: nothing cries for attention any more
 * @returns undefined: there was no room yet
 */
export function statusContent(
  state: SessionState,
  unread: number,
  isSeen = false,
): StatusContent | undefined {
  const name = state.room?.name ?? 'Tilde';
  switch (state.kind) {
    case 'idle':
      return undefined;
    case 'connecting':
      return state.waiting
        ? content(unread, 'watch', state.waiting.title, [state.waiting.message])
        : content(unread, 'loading~spin', t('Joining…'), [t('Trying to reach {0}.', state.address)]);
    case 'joined': {
      const { room, username } = state;
      const lines = [
        t('In the room {0}.', name),
        accessLine(room),
        ...(room.isLocked ? [lockedSentence()] : []),
        ...(username === undefined ? [] : [t('You are {0}.', username)]),
        ...(room.isSaved ? [] : [unsavedSentence()]),
      ];
      const icon = room.isHosted ? 'broadcast' : 'comment-discussion';
      return content(unread, icon, name, lines, room.memberCount);
    }
    case 'reconnecting':
      if (state.isWaiting) return content(unread, 'watch', name, [state.title, state.message]);
      return {
        ...content(unread, 'sync~spin', name, [state.title, state.message]),
        background: 'statusBarItem.warningBackground',
      };
    case 'left':
      return content(unread, 'circle-slash', name, [state.title, state.message]);
    case 'failed': {
      const shown = content(unread, 'circle-slash', state.title, [state.message]);
      return isSeen ? shown : { ...shown, background: 'statusBarItem.errorBackground' };
    }
  }
}

/** The room of yesterday: a click goes back. */
function offerContent(offer: RoomOffer): StatusContent {
  const label = offerLabel(offer);
  return content(0, 'history', label, [whereAndWhenText(offer.room)]);
}

const accessLine = ({ access }: RoomFacts): string =>
  access === 'private'
    ? t('Private room. {0}', accessSentence(access))
    : t('Open room. {0}', accessSentence(access));

/** @param members how many people are in the room; 0: that is not known */
function content(
  unread: number,
  icon: string,
  text: string,
  lines: readonly string[],
  members = 0,
): StatusContent {
  const parts = [withIcon(icon, text)];
  const tooltip = [...lines];
  if (members > 0) {
    parts.push(withIcon('person', String(members)));
    tooltip.push(t('People in the room: {0}', members));
  }
  if (unread > 0) {
    parts.push(withIcon('bell-dot', String(unread)));
    tooltip.push(t('Unread messages: {0}', unread));
  }
  return {
    text: joinIconTexts(parts),
    tooltip: tooltip.join('\n'),
    label: ['Tilde', text, ...tooltip].join(', '),
  };
}
