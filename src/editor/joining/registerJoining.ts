import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { TRY_AGAIN } from '../platform/ids';
import { warn } from '../platform/surfaces';
import type { ChatSession } from '../session/chatSession';
import { troubleSentence } from '../session/endSentence';

const { t } = vscode.l10n;

/** Asks for the new key when the key of the room was changed. */
export const registerJoining = ({ session }: { readonly session: ChatSession }): Disposable =>
  session.onDidHaveTrouble((trouble) => {
    if (trouble.kind === 'key-refused') void askForNewKey(troubleSentence(trouble));
  });

async function askForNewKey(sentence: string): Promise<void> {
  const type = t('Type Key…');
  if ((await warn(sentence, type)) === type) await vscode.commands.executeCommand(TRY_AGAIN);
}
