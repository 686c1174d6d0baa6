// Code that somebody said, into the editors of the person who asks for it.
import * as vscode from 'vscode';
import { complain, replaceSelections, tell } from '../platform/surfaces';

const { t } = vscode.l10n;

/** Writes code where the cursor is, in place of what is selected. It stays as it was said. */
export async function insertCode(code: string): Promise<void> {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  if (!editor) {
    void tell(t('Open a file first, and put the cursor where the code is to go.'));
    return;
  }
  if (!(await replaceSelections(editor, code))) {
    void complain(t('The code could not be inserted: this file cannot be changed.'));
    return;
  }
  await vscode.window.showTextDocument(editor.document, {
    viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active,
  });
}

/** Shows code in a new editor that has no file. @param language as VS Code calls it; it may not know it */
export async function openCode(code: string, language: string | undefined): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const document = await vscode.workspace.openTextDocument({
    content: code,
    ...(language !== undefined && known.includes(language) && { language }),
  });
  await vscode.window.showTextDocument(document);
}
