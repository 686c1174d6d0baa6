import * as vscode from 'vscode';
import type { RoomInfo } from '../../client/types/clientTypes';
import { DEFAULT_LIMITS } from '../../protocol/limits';
import { connectionSentence } from '../wording/sentences';
import { readSettings } from '../platform/settings';
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

/** The state of `session`, or of a window that was in no room yet. */
export function sessionStateOf(session: RoomSession | undefined): SessionState {
  if (!session) return { kind: 'idle', username: readSettings().username };
  const { client } = session;
  const username = session.isOpen
    ? (client?.name ?? session.name)
    : (readSettings().username ?? session.name);
  const [address = ''] = session.addresses;
  const room = factsOf(session, address);
  const message = session.over;
  if (message !== undefined)
    return room ? { kind: 'left', username, room, message } : { kind: 'failed', username, message };
  const state = client?.state;
  if (room && state?.kind === 'joined') return { kind: 'joined', username, room };
  if (!room || state?.kind !== 'reconnecting') return { kind: 'connecting', username, address };
  return {
    ...{ kind: 'reconnecting', username, room },
    message: session.server?.isRestarting
      ? t('The server of your room ended unexpectedly. Starting it again…')
      : t('{0} Trying again…', connectionSentence(state.error, address)),
  };
}

function factsOf(
  { room, client, hosting, roomAccess, server }: RoomSession,
  address: string,
): RoomFacts | undefined {
  if (!room) return undefined;
  const isBasic = room.kind === 'seed';
  return {
    name: room.name,
    address,
    isBasic,
    isHosted: hosting,
    access: room.access,
    isLocked: roomAccess?.isLocked ?? false,
    isSaved: server?.historyProblem === undefined && (client?.isSaved ?? true),
    memberCount: isBasic ? 0 : (client?.members.length ?? 0),
    maxTextBytes: room.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes,
  };
}
