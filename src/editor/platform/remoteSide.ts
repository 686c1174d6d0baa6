import * as vscode from 'vscode';

/**
 * VS Code's name for the other computer, where the extension runs there because no extension host runs beside the window;
 * undefined otherwise. Sentences must use that name: "this computer" would be the wrong one.
 */
export const remoteSide = (extensionKind: vscode.ExtensionKind): string | undefined =>
  extensionKind === vscode.ExtensionKind.Workspace ? vscode.env.remoteName : undefined;
