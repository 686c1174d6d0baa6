import * as vscode from 'vscode';
import type { Code } from '../../protocol/wire/messages';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { HOST_ROOM, JOIN_ROOM } from '../platform/ids';
import { tell, tellBriefly } from '../platform/surfaces';
import type { ChatSession } from '../session/chatSession';
import { excerptOfMenu, excerptsHere } from './excerpts';
import type { Sharing } from './sharing';

const { t } = vscode.l10n;

interface ShareServices {
  readonly session: ChatSession;
  readonly sharing: Sharing;
  readonly chat: { show(): Promise<void>; attach(codes: readonly Code[]): void } | undefined;
}

/** Puts what is selected where the person writes, so that they can say something about it before they send it. */
export const shareSelectionCommand = defineCommand({
  id: 'tilde.shareSelection',
  run: async ({ session, sharing, chat }: ShareServices, _, raw) => {
    const cell = excerptOfMenu(raw);
    const excerpts = cell ? [cell] : excerptsHere();
    if (!excerpts) throw new Failure(t('Open a file first, and select what you want to share.'));
    if (!isInRoom(session)) await offerRooms();
    if (!isInRoom(session)) return;
    const { room } = session.state;
    const shared = room && (await sharing.read(excerpts, room));
    if (!shared) return;
    if (!shared.ok) throw new Failure(shared.error);
    await chat?.show();
    chat?.attach(shared.value.codes);
    if (shared.value.note !== undefined) tellBriefly(shared.value.note);
  },
});

const isInRoom = ({ state }: ChatSession): boolean =>
  state.kind === 'joined' || state.kind === 'reconnecting';

/** Resolves once the person is in a room, or wants none. */
async function offerRooms(): Promise<void> {
  const join = t('Join Room');
  const host = t('Host Room');
  const chosen = await tell(
    t('You are not in a room. Join one or host your own, and what you selected is put there.'),
    join,
    host,
  );
  if (chosen === join) await vscode.commands.executeCommand(JOIN_ROOM);
  if (chosen === host) await vscode.commands.executeCommand(HOST_ROOM);
}
