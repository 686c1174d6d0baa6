// Leaving a room, and the questions before it.
import * as v from 'valibot';
import * as vscode from 'vscode';
import { defineCommand } from '../platform/command';
import type { ChatSession } from '../session/chatSession';
import { askModally, tell } from '../platform/surfaces';

const { t } = vscode.l10n;

/** `tilde.leave({ask})`: with `ask` false, without a question. */
export const leaveCommand = defineCommand({
  id: 'tilde.leave',
  schema: v.object({ ask: v.boolean() }),
  run: async ({ session }: { readonly session: ChatSession }, given) => {
    if ((given?.ask ?? true) && !(await confirmClosing(session))) return;
    await session.leave();
  },
});

/** Asks whether to leave the present room for another one. */
export async function confirmLeaving(session: ChatSession): Promise<boolean> {
  if (session.hosted) return confirmClosing(session);
  const { room } = session.state;
  if (!session.isActive || !room) return true;
  const leave = t('Leave Room');
  const question = t('You are in the room “{0}”. Leave it for another one?', room.name);
  return (await askModally(question, undefined, leave)) === leave;
}

/** Whether the window is in the room at this address, `host:port`, already. If so, tells the person. */
export function isAlreadyIn(session: ChatSession, address: string): boolean {
  const { room } = session.state;
  if (!session.isActive || !room || !session.addresses.includes(address)) return false;
  session.current.wake(); // if the connection is away, it is tried at once
  void tell(t('You are in the room “{0}” already.', room.name));
  return true;
}

/** Asks whether to close the hosted room, if others are in it: they lose it. */
export async function confirmClosing(session: ChatSession): Promise<boolean> {
  const others = session.current.memberCount - 1;
  if (!session.hosted || others <= 0) return true;
  const close = t('Close Room');
  const question = t('You host this room. Close it?');
  const detail =
    others === 1
      ? t('One other person is in it and has to leave, too.')
      : t('{0} other people are in it and have to leave, too.', others);
  return (await askModally(question, detail, close)) === close;
}
