// What the commands share that only the host of a room can run.
import * as vscode from 'vscode';
import type { ChatSession } from '../session/chatSession';
import { Failure } from '../platform/failure';
import type { HostedRoomAccess } from '../../hosting/hostedRoomAccess';
import { serverSentence } from '../wording/serverSentence';

const { t } = vscode.l10n;

/** Who may come into the room that this window hosts. @throws {Failure} when this window does not host */
export function requireRoomAccess({ hosted }: ChatSession): HostedRoomAccess {
  if (!hosted?.roomAccess)
    throw new Failure(t('Only the host of a room can do that, in the window that hosts it.'));
  return hosted.roomAccess;
}

/** Waits for what the server was asked to do. @throws {Failure} when it does not do it, with a sentence that says why */
export async function orFailure(done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    throw new Failure(serverSentence(error), { cause: error });
  }
}
