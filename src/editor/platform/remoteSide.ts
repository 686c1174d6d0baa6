import * as vscode from 'vscode';

/**
 * VS Code's name for the other computer, where the extension runs there because no extension host runs beside the window;
 * undefined otherwise. Sentences must not say "this computer" then (wording/remoteText.ts).
 */
export const remoteSide = (extensionKind: vscode.ExtensionKind): string | undefined =>
  extensionKind === vscode.ExtensionKind.Workspace ? vscode.env.remoteName : undefined;
