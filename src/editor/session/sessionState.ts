import * as vscode from 'vscode';
import type { RoomInfo } from '../../client/types/clientTypes';
import { DEFAULT_LIMITS } from '../../protocol/limits';
import { connectionSentence } from '../wording/sentences';
import { readSettings } from '../platform/settings';
import { endSentence } from './endSentence';
import { HostedRoomSession } from './hostedRoomSession';
import { NoRoomSession } from './noRoomSession';
import type { RoomSession } from './roomSession';

const { t } = vscode.l10n;

/** What is known of a room that was entered. */
export interface RoomFacts {
  readonly name: string;
  /** What a teammate types to join, `host:port`. */
  readonly address: string;
  /** An original server: it knows no members, no history and no edits. */
  readonly isBasic: boolean;
  /** This window's own server holds the room. */
  readonly isHosted: boolean;
  /** `private`: only people who have the key can come in and read along. */
  readonly access: RoomInfo['access'];
  /** Nobody new comes in. Only the host knows. */
  readonly isLocked: boolean;
  /** False: what is said is not being saved, although it should be. */
  readonly isSaved: boolean;
  /** How many people are in the room, this person included; 0 in an original room, which does not tell. */
  readonly memberCount: number;
  /** Longest text of a message, in UTF-8 bytes. */
  readonly maxTextBytes: number;
}

interface Outside {
  /** The username in use, or the one to be used next; undefined: none was chosen yet. */
  readonly username: string | undefined;
  readonly room?: undefined;
}

interface InRoom extends Omit<Outside, 'room'> {
  readonly room: RoomFacts;
}

/**
 * Where a window stands with its room. `left` keeps the facts of the room for reading; `failed` was never in it.
 * `message` is a whole sentence, localized, that says why and what to do.
 */
export type SessionState =
  | (Outside & { readonly kind: 'idle' })
  | (Outside & { readonly kind: 'connecting'; readonly address: string })
  | (InRoom & { readonly kind: 'joined' })
  | (InRoom & { readonly kind: 'reconnecting'; readonly message: string })
  | (InRoom & { readonly kind: 'left'; readonly message: string })
  | (Outside & { readonly kind: 'failed'; readonly message: string });

/** The state of a window whose current session this is. */
export function sessionStateOf(session: RoomSession): SessionState {
  const chosen = readSettings().username;
  if (session instanceof NoRoomSession) return { kind: 'idle', username: chosen };
  const { endReason, connection } = session;
  const username = session.isOpen ? session.username : (chosen ?? session.username);
  const [address = ''] = session.addresses;
  const room = session.room && factsOf(session, session.room, address);
  if (endReason) {
    const message = endSentence(endReason);
    return room ? { kind: 'left', username, room, message } : { kind: 'failed', username, message };
  }
  if (room && connection?.kind === 'joined') return { kind: 'joined', username, room };
  if (!room || connection?.kind !== 'reconnecting') return { kind: 'connecting', username, address };
  const message =
    session instanceof HostedRoomSession && session.isServerRestarting
      ? t('The server of your room ended unexpectedly. Starting it again…')
      : t('{0} Trying again…', connectionSentence(connection.error, address));
  return { kind: 'reconnecting', username, room, message };
}

function factsOf(session: RoomSession, room: RoomInfo, address: string): RoomFacts {
  const { isBasic } = session;
  return {
    name: room.name,
    address,
    isBasic,
    isHosted: session.isHosted,
    access: room.access,
    isLocked: session instanceof HostedRoomSession && session.roomAccess?.isLocked === true,
    isSaved: session.isSaved,
    memberCount: isBasic ? 0 : session.memberCount,
    maxTextBytes: room.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes,
  };
}
