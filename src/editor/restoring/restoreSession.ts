import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import type { ChatSession } from '../session/chatSession';
import { joinRoom } from '../joining/joinRoom';
import { offerUndelivered } from './offerUndelivered';
import type { EnteringSession } from './rehostRoom';
import { restoreRoom } from './roomKeeper';

/**
 * Goes back to the room that this window was in; then, however that went, tells of what was left unsent. That the person
 * leaves meanwhile is no failure.
 * @returns whether there was one to go back to
 */
export async function restoreSession(
  session: ChatSession,
  state: vscode.Memento,
  logger: Logger,
  offer: (state: vscode.Memento) => Promise<void> = offerUndelivered,
): Promise<boolean> {
  try {
    return await restoreRoom(asking(session), state, logger);
  } catch (error) {
    if (!(error instanceof vscode.CancellationError)) throw error;
    return true;
  } finally {
    void offer(state);
  }
}

/** The session, but where it takes a key to join, the person is asked. */
function asking(session: ChatSession): EnteringSession {
  return {
    get isActive() {
      return session.isActive;
    },
    get isReconnecting() {
      return session.isReconnecting;
    },
    get room() {
      return session.room;
    },
    get members() {
      return session.members;
    },
    get memberId() {
      return session.memberId;
    },
    onDidChangeRoom: session.onDidChangeRoom,
    host: (request, options) => session.host(request, options),
    join: (request, options) => joinRoom(session, request, options),
  };
}
