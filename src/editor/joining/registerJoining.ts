import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Failure } from '../platform/failure';
import { warn } from '../platform/surfaces';
import { askKey } from '../prompts/keyPrompts';
import type { ChatSession } from '../session/chatSession';
import { joinRoom } from './joinRoom';
import { type RecentRooms, rememberJoinedRooms } from './recentRooms';

const { t } = vscode.l10n;

/** Remembers the rooms that are joined, and asks for the new key when the key of the room was changed. */
export function registerJoining({
  session,
  recents,
}: {
  readonly session: ChatSession;
  readonly recents: RecentRooms;
}): Disposable {
  const store = new DisposableStore();
  store.add(rememberJoinedRooms(session, recents));
  store.add(session.onDidLoseKey((sentence) => void askForNewKey(session, sentence)));
  return store;
}

async function askForNewKey(session: ChatSession, sentence: string): Promise<void> {
  const enter = t('Enter Key…');
  if ((await warn(sentence, enter)) !== enter) return;
  const { lastJoined: address, state, isActive } = session;
  const name = state.username;
  if (isActive || address === undefined || name === undefined) return;
  const key = await askKey(t('The new key of the room at {0}; its host has it.', address));
  if (key === undefined || session.isActive) return;
  try {
    await joinRoom(session, { address, name, key });
  } catch (error) {
    // it shows in the panel
    if (!(error instanceof Failure || error instanceof vscode.CancellationError)) throw error;
  }
}
