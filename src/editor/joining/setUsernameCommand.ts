import * as v from 'valibot';
import * as vscode from 'vscode';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { saveUsername } from '../platform/settings';
import { tell } from '../platform/surfaces';
import { askUsername, proposedUsername, UsernameArgument } from '../prompts/username';
import type { ChatSession } from '../session/chatSession';
import { renameSentence } from '../wording/sentences';

const { t } = vscode.l10n;

/** `tilde.setUsername({name})`. */
export const setUsernameCommand = defineCommand({
  id: 'tilde.setUsername',
  schema: v.object({ name: UsernameArgument }),
  run: async ({ session }: { readonly session: ChatSession }, given) => {
    const current = session.state.username ?? (await proposedUsername());
    const name = given?.name ?? (await askUsername(t('Set Username'), current));
    if (typeof name !== 'string') return;
    if (session.isActive && !session.current.isBasic) {
      const problem = await session.current.rename(name);
      if (problem) throw new Failure(renameSentence(problem));
    }
    await saveUsername(name);
    if (session.isActive && session.current.isBasic) await askToRejoin(session, name);
  },
});

async function askToRejoin(session: ChatSession, name: string): Promise<void> {
  const rejoin = t('Rejoin');
  const question = t('In this room, your name changes only when you join again. Leave it and join again?');
  if ((await tell(question, rejoin)) !== rejoin) return;
  const { lastJoined: address } = session;
  if (address !== undefined) await session.join({ name, address });
}
