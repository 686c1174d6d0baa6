// The key of a private room, and the lock of a hosted one.
import * as v from 'valibot';
import * as vscode from 'vscode';
import { formatRoomKey } from '../../protocol/keys/roomKey';
import type { ChatSession } from '../session/chatSession';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { askModally, tell, tellBriefly } from '../platform/surfaces';
import { copyText } from '../prompts/copyText';
import { requireRoomAccess, orFailure } from './hostOnly';

const { t } = vscode.l10n;

export const copyKeyCommand = defineCommand({
  id: 'tilde.copyKey',
  run: ({ session }: { readonly session: ChatSession }) => copyKey(session),
});

/** `tilde.changeRoomKey({ask})`: with `ask` false, without a question. */
export const changeRoomKeyCommand = defineCommand({
  id: 'tilde.changeRoomKey',
  schema: v.object({ ask: v.boolean() }),
  run: ({ session }: { readonly session: ChatSession }, given) => changeRoomKey(session, given?.ask ?? true),
});

export const lockRoomCommand = defineCommand({
  id: 'tilde.lockRoom',
  run: ({ session }: { readonly session: ChatSession }) => setLock(session, true),
});

export const unlockRoomCommand = defineCommand({
  id: 'tilde.unlockRoom',
  run: ({ session }: { readonly session: ChatSession }) => setLock(session, false),
});

async function setLock(session: ChatSession, on: boolean): Promise<void> {
  await orFailure(requireRoomAccess(session).lock(on));
}

/** Puts the key on the clipboard, as people are shown it. */
export async function copyKey(session: ChatSession): Promise<void> {
  if (await copyText(formatRoomKey(keyOf(session)))) tellBriefly(t('Copied the key of the room'));
}

/** Gives the room a new key. Everybody else is put out and needs it to come back. */
async function changeRoomKey(session: ChatSession, ask: boolean): Promise<void> {
  const roomAccess = requireRoomAccess(session);
  if (roomAccess.key === undefined) throw new Failure(t('The room is open: it has no key.'));
  const change = t('Change Key');
  const question = t('Change the key of this room?');
  const detail = t('Everybody else has to leave, and needs the new key to come back.');
  if (ask && (await askModally(question, detail, change)) !== change) return;
  await orFailure(roomAccess.changeKey());
  if (ask) void showNewKey(session);
}

/** Tells the host that there is a new key, and copies it for them. */
export async function showNewKey(session: ChatSession): Promise<void> {
  const copy = t('Copy Key');
  const message = t('The room has a new key. Give it to everybody who should come back.');
  if ((await tell(message, copy)) === copy && session.current.key !== undefined) await copyKey(session);
}

/** Canonical. @throws {Failure} where there is none */
function keyOf(session: ChatSession): string {
  if (!session.isActive) throw new Failure(t('You are not in a room.'));
  if (session.current.key === undefined) throw new Failure(t('The room is open: it has no key.'));
  return session.current.key;
}
