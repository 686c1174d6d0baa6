import * as vscode from 'vscode';

/** In place of the name of a server that has none: Theia does not tell it. */
const UNNAMED_SERVER = 'localhost';

/**
 * VS Code's name for the other computer, where the extension runs there because no extension host runs beside the window;
 * undefined otherwise. Sentences must not say "this computer" then (wording/remoteText.ts). The editor in a browser always
 * runs elsewhere.
 */
export function remoteSide(extensionKind: vscode.ExtensionKind): string | undefined {
  const { remoteName, uiKind } = vscode.env;
  if (uiKind === vscode.UIKind.Web) return remoteName ?? UNNAMED_SERVER;
  return extensionKind === vscode.ExtensionKind.Workspace ? remoteName : undefined;
}
