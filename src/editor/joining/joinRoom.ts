import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import type { ChatSession } from '../session/chatSession';
import { Failure } from '../platform/failure';
import { saveUsername } from '../platform/settings';
import { askKey, confirmJoinWithoutKey } from '../prompts/keyPrompts';
import { askUsername } from '../prompts/username';
import { endSentence } from '../session/endSentence';
import { remediesFor } from '../session/remedies';
import type { JoinOptions } from '../session/sessionOptions';

const { t } = vscode.l10n;

/**
 * Joins a room. Asks for what turns out to be missing: its key, another username, a yes where it is open and a private room
 * was expected.
 * @param ask what asks for it
 * @throws what {@link ChatSession.join} throws, also when the person gives up
 */
export async function joinRoom(
  session: ChatSession,
  request: JoinOptions,
  ask: typeof askForMissing = askForMissing,
): Promise<void> {
  for (let attempt = request; ;) {
    try {
      await session.join(attempt);
      return;
    } catch (error) {
      const { current } = session;
      const next = error instanceof Failure ? await ask(session, attempt) : undefined;
      // there was nothing to ask for, or no answer; or the person has gone elsewhere meanwhile
      if (!next || next === attempt || session.current !== current) throw error;
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

/**
 * Asks for what `request` lacked, going by why the current session ended.
 * @returns `request` itself: nothing was missing; undefined: the person gave up
 */
export async function askForMissing(
  { current: { endReason } }: ChatSession,
  request: JoinOptions,
): Promise<JoinOptions | undefined> {
  if (!endReason) return request;
  switch (remediesFor(endReason, false)[0]) {
    case 'typeKey': {
      const key = await askKey(endSentence(endReason), request.key);
      return key === undefined ? undefined : { ...request, key };
    }
    case 'joinWithoutKey':
      return (await confirmJoinWithoutKey(request.address)) ? { ...request, asOpen: true } : undefined;
    case 'chooseUsername': {
      const name = await askUsername(t('Join: Your Username'), request.name);
      if (typeof name !== 'string') return undefined;
      await saveUsername(name);
      return { ...request, name };
    }
    default:
      return request;
  }
}
