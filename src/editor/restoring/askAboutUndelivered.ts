import * as vscode from 'vscode';
import { warn } from '../platform/surfaces';
import { copyText } from '../prompts/copyText';
import { forgetUndelivered, readUndelivered } from './undelivered';

const { t } = vscode.l10n;

/**
 * Tells the person what was not delivered before the window was closed for too long to go back to its room. It is kept
 * until the person has chosen; a person who chooses nothing is asked again by the next window.
 */
export async function askAboutUndelivered(state: vscode.Memento, choose = warn): Promise<void> {
  for (const left of readUndelivered(state)) {
    const copy = t('Copy Messages');
    const discard = t('Discard');
    const message = t(
      'Some of what you wrote in “{0}” may not have arrived before this window was closed. Messages: {1}',
      left.where,
      left.texts.length,
    );
    const chosen = await choose(message, copy, discard);
    if (chosen === undefined) continue;
    if (chosen === copy) await copyText(left.texts.join('\n\n'));
    await forgetUndelivered(state, left);
  }
}
