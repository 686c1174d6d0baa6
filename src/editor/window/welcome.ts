import * as vscode from 'vscode';
import { defineCommand } from '../platform/command';
import { SHOW_CHAT, WALKTHROUGH } from '../platform/ids';

const OPEN_WALKTHROUGH = 'workbench.action.openWalkthrough';

/**
 * The first steps with pictures, as VS Code also offers them by itself when Tilde has been installed. Theia has no such
 * pages; there, the chat says how to begin.
 */
export const welcomeCommand = defineCommand({
  id: 'tilde.welcome',
  async run() {
    const all = await vscode.commands.getCommands();
    if (all.includes(OPEN_WALKTHROUGH))
      await vscode.commands.executeCommand(OPEN_WALKTHROUGH, WALKTHROUGH, false);
    else await vscode.commands.executeCommand(SHOW_CHAT);
  },
});
