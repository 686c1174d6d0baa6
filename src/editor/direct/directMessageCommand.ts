import * as v from 'valibot';
import * as vscode from 'vscode';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { memberIdOfMenu, pickMember } from '../prompts/pickMember';
import type { ChatSession } from '../session/chatSession';
import type { Conversations } from './conversations';

const { t } = vscode.l10n;

interface DirectServices {
  readonly session: ChatSession;
  readonly conversations: Conversations;
  readonly chat: { show(): Promise<void> } | undefined;
}

/** `tilde.directMessage({mid})`: shows what is said with that member alone, to write there. */
export const directMessageCommand = defineCommand({
  id: 'tilde.directMessage',
  schema: v.object({ mid: v.string() }),
  run: (services: DirectServices, given, raw) => directMessage(services, memberIdOfMenu(raw) ?? given?.mid),
});

async function directMessage(
  { session, conversations, chat }: DirectServices,
  memberId: string | undefined,
): Promise<void> {
  const { current } = session;
  if (!session.isActive) throw new Failure(t('You are not in a room.'));
  if (current.isBasic)
    throw new Failure(t('An original chat server has no direct messages: everybody would read them.'));
  const others = current.members.filter(({ mid }) => mid !== current.memberId);
  const title = t('Send Direct Message');
  const placeholder = t('To whom do you want to write?');
  const chosen = memberId ?? (await pickMember(others, { title, placeholder }))?.mid;
  if (chosen === undefined) return;
  if (!conversations.show(chosen)) throw new Failure(t('That person is not in the room now.'));
  await chat?.show();
}
