// What the commands share that only the host of a room can run.
import * as vscode from 'vscode';
import type { ChatSession } from '../session/chatSession';
import type { HostedRoomSession } from '../session/hostedRoomSession';
import { Failure } from '../platform/failure';
import type { HostedRoomAccess } from '../../hosting/hostedRoomAccess';
import { serverSentence } from '../wording/serverSentence';

const { t } = vscode.l10n;

const notTheHost = (): Failure =>
  new Failure(t('Only the host of a room can do that, in the window that hosts it.'));

/** The room that this window hosts. @throws {Failure} when it does not */
export function requireHosted({ hosted }: ChatSession): HostedRoomSession {
  if (!hosted) throw notTheHost();
  return hosted;
}

/** Who may come into the room that this window hosts. @throws {Failure} when this window does not host */
export function requireRoomAccess(session: ChatSession): HostedRoomAccess {
  const { roomAccess } = requireHosted(session);
  if (!roomAccess) throw notTheHost();
  return roomAccess;
}

/** Waits for what the server was asked to do. @throws {Failure} when it does not do it, with a sentence that says why */
export async function orFailure(done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    throw new Failure(serverSentence(error), { cause: error });
  }
}
