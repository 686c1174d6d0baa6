import * as vscode from 'vscode';
import type { PanelState } from '../../panel/messages';
import { DEFAULT_LIMITS } from '../../protocol/limits';
import { connectionSentence } from '../wording/sentences';
import { readSettings } from '../platform/settings';
import type { RoomSession } from './roomSession';

const { t } = vscode.l10n;

/** All of a stay that is to be seen, or of nowhere. */
export function panelStateOf(stay: RoomSession | undefined): PanelState {
  const room = stay?.room;
  const you = stay?.isOpen ? (stay.client?.name ?? stay.name) : (readSettings().username ?? stay?.name);
  return {
    connection: connectionOf(stay),
    ...(stay &&
      room && {
        room: {
          name: room.name,
          address: stay.addresses[0] ?? '',
          basic: room.kind === 'seed',
          hosting: stay.hosting,
          access: room.access,
          locked: stay.roomAccess?.isLocked ?? false,
        },
      }),
    ...(you !== undefined && { you }),
    // an original room knows no members
    members: room?.kind === 'seed' ? 0 : (stay?.client?.members.length ?? 0),
    maxTextBytes: room?.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes,
  };
}

function connectionOf(stay: RoomSession | undefined): PanelState['connection'] {
  if (!stay) return { kind: 'idle' };
  const [address = ''] = stay.addresses;
  if (stay.over !== undefined) return { kind: stay.room ? 'left' : 'failed', message: stay.over };
  const state = stay.client?.state;
  if (state?.kind === 'joined') return { kind: 'joined' };
  if (state?.kind !== 'reconnecting') return { kind: 'connecting', address };
  const message = stay.server?.isRestarting
    ? t('The server of your room ended unexpectedly. Starting it again…')
    : t('{0} Trying again…', connectionSentence(state.error, address));
  return { kind: 'reconnecting', address, message };
}
