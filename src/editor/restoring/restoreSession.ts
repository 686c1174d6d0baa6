import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import type { ChatSession } from '../session/chatSession';
import { joinRoom } from '../joining/joinRoom';
import type { LastRoom } from '../offers/lastRoom';
import { askAboutUndelivered } from './askAboutUndelivered';
import type { EnteringSession } from './rehostRoom';
import { restoreRoom } from './restoreRoom';

/**
 * Goes back to the room that this window was in. Afterwards, however that went, tells the person what was not delivered.
 * It is no failure when the person leaves meanwhile.
 * @returns whether there was a room to go back to
 */
export async function restoreSession(
  session: ChatSession,
  state: vscode.Memento,
  lastRoom: Pick<LastRoom, 'set'>,
  logger: Logger,
  ask: (state: vscode.Memento) => Promise<void> = askAboutUndelivered,
): Promise<boolean> {
  try {
    return await restoreRoom(askingForKeys(session), state, lastRoom, logger);
  } catch (error) {
    if (!(error instanceof vscode.CancellationError)) throw error;
    return true;
  } finally {
    void ask(state);
  }
}

/** The session, but the person is asked for the key where it takes one to join. */
function askingForKeys(session: ChatSession): EnteringSession {
  return {
    get isActive() {
      return session.isActive;
    },
    get current() {
      return session.current;
    },
    onDidChange: session.onDidChange,
    onDidChangeRoom: session.onDidChangeRoom,
    host: (request) => session.host(request),
    join: (request) => joinRoom(session, request),
  };
}
