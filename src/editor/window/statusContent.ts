import * as vscode from 'vscode';
import { joinIconTexts, withIcon } from '../platform/harmless';
import type { RoomFacts, SessionState } from '../session/sessionState';
import { accessSentence, lockedSentence, unsavedSentence } from '../wording/sentences';
import type { StatusTexts } from '../platform/surfaces';

const { t } = vscode.l10n;

/** All of the status bar item that is to be seen or heard. */
export interface StatusContent extends StatusTexts {
  readonly background?: 'statusBarItem.warningBackground' | 'statusBarItem.errorBackground';
}

/**
 * Which room, how many people, how many unread messages, how the connection stands; undefined: nothing to speak of.
 * @param unread how many messages are unread
 */
export function statusContent(state: SessionState, unread: number): StatusContent | undefined {
  const name = state.room?.name ?? 'Tilde';
  switch (state.kind) {
    case 'idle':
      return undefined;
    case 'connecting':
      return content(unread, 'loading~spin', t('Joining…'), [t('Trying to reach {0}.', state.address)]);
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
      return {
        ...content(unread, 'sync~spin', name, [state.message]),
        background: 'statusBarItem.warningBackground',
      };
    case 'left':
      return content(unread, 'circle-slash', name, [state.message]);
    case 'failed':
      return {
        ...content(unread, 'circle-slash', name, [state.message]),
        background: 'statusBarItem.errorBackground',
      };
  }
}

const accessLine = ({ access }: RoomFacts): string =>
  access === 'private'
    ? t('Private room. {0}', accessSentence(access))
    : t('Open room. {0}', accessSentence(access));

/** @param members how many people are in the room; 0 where that is not known */
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
