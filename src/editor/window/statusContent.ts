import * as vscode from 'vscode';
import type { PanelRoom, PanelState } from '../../panel/messages';
import { joinIconTexts, withIcon } from '../platform/harmless';
import { accessSentence, lockedSentence, unsavedSentence } from '../wording/sentences';
import type { StatusTexts } from '../platform/surfaces';

const { t } = vscode.l10n;

/** All of the status bar item that is to be seen or heard. */
export interface StatusContent extends StatusTexts {
  readonly background?: 'statusBarItem.warningBackground' | 'statusBarItem.errorBackground';
}

interface State {
  readonly panel: PanelState;
  readonly isHosting: boolean;
  readonly isSaved: boolean;
  /** How many messages are unread. */
  readonly unread: number;
}

/** Which room, how many people, how many unread messages, how the connection stands; undefined: nothing to speak of. */
export function statusContent(state: State): StatusContent | undefined {
  const { connection, room, members, you } = state.panel;
  const name = room?.name ?? 'Tilde';
  switch (connection.kind) {
    case 'idle':
      return undefined;
    case 'connecting':
      return content(state, 'loading~spin', t('Joining…'), [t('Trying to reach {0}.', connection.address)]);
    case 'joined': {
      const lines = [
        t('In the room {0}.', name),
        ...(room ? [accessLine(room)] : []),
        ...(room?.locked === true ? [lockedSentence()] : []),
        ...(you === undefined ? [] : [t('You are {0}.', you)]),
        ...(state.isSaved ? [] : [unsavedSentence()]),
      ];
      return content(state, state.isHosting ? 'broadcast' : 'comment-discussion', name, lines, members);
    }
    case 'reconnecting':
      return {
        ...content(state, 'sync~spin', name, [connection.message]),
        background: 'statusBarItem.warningBackground',
      };
    case 'left':
      return content(state, 'circle-slash', name, [connection.message]);
    case 'failed':
      return {
        ...content(state, 'circle-slash', name, [connection.message]),
        background: 'statusBarItem.errorBackground',
      };
  }
}

const accessLine = ({ access }: PanelRoom): string =>
  access === 'private'
    ? t('Private room. {0}', accessSentence(access))
    : t('Open room. {0}', accessSentence(access));

/** @param members how many people are in the room; 0 where that is not known */
function content(
  { unread }: State,
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
