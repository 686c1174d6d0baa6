import * as vscode from 'vscode';

/** Whether something stands there, as far as the file system tells. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
