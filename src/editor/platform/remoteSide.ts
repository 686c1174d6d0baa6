import * as vscode from 'vscode';

/**
 * What VS Code calls the other computer, when the extension runs there because there is no extension host beside the
 * window; undefined otherwise. "This computer" is that one then, and must be called so.
 */
export const remoteSide = (extensionKind: vscode.ExtensionKind): string | undefined =>
  extensionKind === vscode.ExtensionKind.Workspace ? vscode.env.remoteName : undefined;
