import * as vscode from 'vscode';
import { askText } from './quickInput';

const { t } = vscode.l10n;

/**
 * Puts `text` on the clipboard. Where the editor may not, as Theia in a browser that does not let it, the text is shown, to
 * be copied by hand.
 * @returns whether it is on the clipboard
 */
export async function copyText(
  text: string,
  clipboard: Pick<vscode.Clipboard, 'writeText'> = vscode.env.clipboard,
): Promise<boolean> {
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    await askText({
      title: t('Copy by Hand'),
      prompt: t(
        'The browser does not let the editor copy. Copy this text by Ctrl+C or Cmd+C, then press Escape.',
      ),
      // the field has one line
      value: text.replaceAll(/\s*\n\s*/g, ' '),
      problem: () => undefined,
    });
    return false;
  }
}
