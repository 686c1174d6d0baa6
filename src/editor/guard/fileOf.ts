import * as vscode from 'vscode';

/** Documents that stand for no file, and so for no place that could be secret. What they say is looked at all the same. */
const WITHOUT_FILE = ['untitled', 'output', 'debug', 'comment', 'vscode', 'walkThrough'];

/**
 * The file that an editor shows: the notebook of a cell, and the file of which a comparison shows another version.
 * @returns undefined: there is none
 */
export function fileOf(uri: vscode.Uri): vscode.Uri | undefined {
  if (WITHOUT_FILE.includes(uri.scheme)) return undefined;
  if (vscode.workspace.getWorkspaceFolder(uri)) return uri;
  const { notebookDocuments, workspaceFolders = [] } = vscode.workspace;
  const isUri = (one: vscode.Uri): boolean => one.toString() === uri.toString();
  const notebook = notebookDocuments.find((one) =>
    one.getCells().some(({ document }) => isUri(document.uri)),
  );
  if (notebook) return notebook.isUntitled ? undefined : notebook.uri;
  const files = workspaceFolders.map((folder) => folder.uri.with({ path: uri.path }));
  return files.find((file) => vscode.workspace.getWorkspaceFolder(file)) ?? uri;
}
