import * as vscode from 'vscode';

/**
 * What a file says: in the editor, where it is not saved yet; else on disk.
 * @returns undefined: it is no text, is longer than `maxBytes`, or cannot be read
 */
export async function fileText(file: vscode.Uri, maxBytes: number): Promise<string | undefined> {
  const key = file.toString();
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === key);
  if (open?.isDirty) return open.getText();
  try {
    if ((await vscode.workspace.fs.stat(file)).size > maxBytes) return undefined;
    return await vscode.workspace.decode(await vscode.workspace.fs.readFile(file), { uri: file });
  } catch {
    return undefined;
  }
}
