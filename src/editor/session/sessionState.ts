import * as vscode from 'vscode';
import { systemClock } from '../../base/systemClock';
import type { ClientState, RoomInfo } from '../../client/types/clientTypes';
import { DEFAULT_LIMITS } from '../../protocol/wire/limits';
import { connectionCause } from '../wording/connectionCause';
import { connectionWords, type Words } from '../wording/connectionWords';
import { sinceTime } from '../wording/timeText';
import { readSettings } from '../platform/settings';
import { endWords } from './endSentence';
import { HostedRoomSession } from './hostedRoomSession';
import { JoinedRoomSession } from './joinedRoomSession';
import { NoRoomSession } from './noRoomSession';
import { RECONNECTING, RESTARTING, type Remedy, remediesFor } from './remedies';
import type { RoomSession } from './roomSession';

const { t } = vscode.l10n;

/** A connection that is away for longer is waited for quietly, in milliseconds. */
const LONG_AWAY_MS = 60_000;

type Reconnecting = ClientState & { readonly kind: 'reconnecting' };

/** What is known of a room that was entered. */
export interface RoomFacts {
  /** As its server says, which may be untrue; empty in an original room. */
  readonly id: string;
  /** The key by which it proved which room it is (P-6.14); undefined: it did not. */
  readonly publicKey: string | undefined;
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
  /** The name of its host, where the host is here. */
  readonly host: string | undefined;
  /** Whether what is said is kept; undefined: the room does not say. */
  readonly isKept: boolean | undefined;
  /** How many people are in the room, this person included; 0 in an original room, which does not tell. */
  readonly memberCount: number;
  /** Longest text of a message, in UTF-8 bytes. */
  readonly maxTextBytes: number;
  /** Longest code that a message quotes, in UTF-8 bytes; undefined in an original room, where none does. */
  readonly maxCodeBytes: number | undefined;
}

interface Outside {
  /** The username in use, or the one to be used next; undefined: none was chosen yet. */
  readonly username: string | undefined;
  readonly room?: undefined;
}

interface InRoom extends Omit<Outside, 'room'> {
  readonly room: RoomFacts;
}

/** What is not as the person wants it. */
export interface Setback {
  /** Names the cause in a few words. Localized, as the message. */
  readonly title: string;
  /** A whole sentence that says why, and what to do. */
  readonly message: string;
  /** What the person can do, the likeliest first. */
  readonly remedies: readonly Remedy[];
}

/** Where a window stands with its room. `left` keeps the facts of the room for reading; `failed` was never in it. */
export type SessionState =
  | (Outside & { readonly kind: 'idle' })
  | (Outside & {
      readonly kind: 'connecting';
      readonly address: string;
      /** Why there is no way in yet, where the room is waited for, however long that takes. */
      readonly waiting?: Pick<Setback, 'title' | 'message'>;
    })
  | (InRoom & { readonly kind: 'joined' })
  | (InRoom &
      Setback & { readonly kind: 'reconnecting'; readonly isHostAway: boolean; readonly isWaiting: boolean })
  | (InRoom & Setback & { readonly kind: 'left' })
  | (Outside & Setback & { readonly kind: 'failed' });

/** The state of a window whose current session this is. */
export function sessionStateOf(session: RoomSession): SessionState {
  const chosen = readSettings().username;
  if (session instanceof NoRoomSession) return { kind: 'idle', username: chosen };
  const { endReason, connection } = session;
  const username = session.isOpen ? session.username : (chosen ?? session.username);
  const [address = ''] = session.addresses;
  const room = session.room && factsOf(session, session.room, address);
  if (endReason) {
    // who gives up joining wants nothing there
    if (!room && endReason.kind === 'left') return { kind: 'idle', username };
    const { title, sentence: message } = endWords(endReason, session.isHosted);
    const setback = { title, message, remedies: remediesFor(endReason, session.isHosted) };
    return room ? { kind: 'left', username, room, ...setback } : { kind: 'failed', username, ...setback };
  }
  if (room && connection?.kind === 'joined') return { kind: 'joined', username, room };
  if (connection?.kind !== 'reconnecting') return { kind: 'connecting', username, address };
  if (!room)
    return { kind: 'connecting', username, address, waiting: waitingWords(session, connection, address) };
  const isHostAway = connection.error.kind === 'host-away';
  const isWaiting =
    isHostAway || wordsOf(connection, address).waiting !== undefined || isLongAway(connection);
  const setback = setbackOf(session, connection, address);
  return { kind: 'reconnecting', username, room, isHostAway, isWaiting, ...setback };
}

/** Why the room is being looked for again. */
function setbackOf(session: RoomSession, connection: Reconnecting, address: string): Setback {
  if (session instanceof HostedRoomSession && session.isServerRestarting) {
    const message = t('The server of your room stopped unexpectedly. Starting it again…');
    return { title: t('Your room is starting again'), message, remedies: RESTARTING };
  }
  const { error } = connection;
  const { title, sentence, waiting } = wordsOf(connection, address);
  const when = sinceTime(connection.since, systemClock.date(), vscode.env.language);
  const message = (): string => {
    if (error.kind === 'host-away')
      return t(
        'The host of “{0}” has been away since {1}. Tilde rejoins by itself.',
        session.room?.name ?? address,
        when,
      );
    if (waiting !== undefined) return waiting;
    return isLongAway(connection)
      ? t('{0} The room has been out of reach since {1}. Tilde rejoins by itself.', sentence, when)
      : t('{0} Trying again…', sentence);
  };
  return { title, message: message(), remedies: RECONNECTING };
}

/** Why the room is not entered yet that the person takes it that they are in. */
function waitingWords(
  session: RoomSession,
  connection: Reconnecting,
  address: string,
): Pick<Setback, 'title' | 'message'> {
  const name = session instanceof JoinedRoomSession ? session.expectedName : undefined;
  const { sentence, waiting } = wordsOf(connection, address);
  // they were there: it is the host who is not, rather than the address that is wrong
  const isRefused = connectionCause(connection.error) === 'refused';
  const why = isRefused ? t('Nobody hosts a room at {0} now.', address) : sentence;
  return {
    title: name === undefined ? t('Waiting for the room') : t('Waiting for {0}', name),
    message:
      waiting ??
      t(
        '{0} Tilde joins by itself as soon as the room is there. If it has moved, ask its host for a new invitation.',
        why,
      ),
  };
}

const wordsOf = ({ error }: Reconnecting, address: string): Words =>
  connectionWords(connectionCause(error), address, error.wire?.message);

/** Whether the person may well have gone on to other things. */
const isLongAway = ({ since }: Reconnecting): boolean => systemClock.date() - since >= LONG_AWAY_MS;

function factsOf(session: RoomSession, room: RoomInfo, address: string): RoomFacts {
  const { isBasic } = session;
  return {
    id: room.id,
    publicKey: room.publicKey,
    name: room.name,
    address,
    isBasic,
    isHosted: session.isHosted,
    access: room.access,
    isLocked: session instanceof HostedRoomSession && session.roomAccess?.isLocked === true,
    isSaved: session.isSaved,
    host: session.members.find((member) => member.host)?.name,
    isKept: isKept(session),
    memberCount: isBasic ? 0 : session.memberCount,
    maxTextBytes: room.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes,
    maxCodeBytes: isBasic ? undefined : (room.limits.maxCodeBytes ?? DEFAULT_LIMITS.maxCodeBytes),
  };
}

function isKept(session: RoomSession): boolean | undefined {
  if (!session.isSaved) return false;
  return session instanceof HostedRoomSession ? session.historyFile !== undefined : session.room?.isKept;
}
