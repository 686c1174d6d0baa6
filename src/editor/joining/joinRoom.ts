import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import { ConnectionFailure } from '../../client/types/connectionFailure';
import type { ChatSession } from '../session/chatSession';
import { Failure } from '../platform/failure';
import { askKey, confirmJoinWithoutKey } from '../prompts/keyPrompts';
import type { JoinOptions } from '../session/sessionOptions';

const { t } = vscode.l10n;

/**
 * Joins a room. Asks for its key where it needs one, and for a yes where it is open and a private room was expected.
 * @throws what {@link ChatSession.join} throws, also when the person gives up
 */
export async function joinRoom(session: ChatSession, request: JoinOptions): Promise<void> {
  for (let attempt = request; ;) {
    try {
      await session.join(attempt);
      return;
    } catch (error) {
      const next = await answerTo(error, attempt);
      if (!next) throw error;
      attempt = next;
    }
  }
}

/** Joins a room where nobody waits for the outcome: the panel shows a failure, and the log has it. @param how for the log */
export async function joinUnattended(
  { session, logger }: { readonly session: ChatSession; readonly logger: Logger },
  request: JoinOptions,
  how: string,
): Promise<void> {
  try {
    await joinRoom(session, request);
  } catch (error) {
    if (!(error instanceof Failure || error instanceof vscode.CancellationError)) throw error;
    logger.warn(`joining ${how}: ${error.message}`);
  }
}

/** What to try after `error`; undefined: nothing. */
async function answerTo(error: unknown, request: JoinOptions): Promise<JoinOptions | undefined> {
  const { address } = request;
  const reason =
    error instanceof Failure && error.cause instanceof ConnectionFailure ? error.cause.error : undefined;
  if (reason?.kind === 'room-is-open') {
    return (await confirmJoinWithoutKey(address)) ? { ...request, asOpen: true } : undefined;
  }
  const isWrong = reason?.wire?.code === 'wrong-key';
  if (!isWrong && reason?.kind !== 'needs-key') return undefined;
  const key = await askKey(
    isWrong
      ? t('That is not the key of the room at {0}. Type the present one; its host has it.', address)
      : t('The room at {0} is private. Type its key; its host has it.', address),
  );
  return key === undefined ? undefined : { ...request, key };
}
