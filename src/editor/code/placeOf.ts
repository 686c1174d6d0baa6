import * as vscode from 'vscode';

/** Lines of a file. Lines are from 1. */
export interface Place {
  /** In the workspace; of another file only the name, since the rest is nobody's business. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Where the code is that a person selected. */
export function placeOf(uri: vscode.Uri, { start, end }: vscode.Range): Place {
  // a selection that ends before a line has nothing of that line
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  const path = isInWorkspace ? vscode.workspace.asRelativePath(uri, false) : uri.path.replace(/^.*\//, '');
  return { path, start: start.line + 1, end: last + 1 };
}
