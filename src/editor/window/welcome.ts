import * as vscode from 'vscode';
import { defineCommand } from '../platform/command';
import { WALKTHROUGH } from '../platform/ids';

/** The first steps with pictures, as VS Code also offers them by itself when Tilde has been installed. */
export const welcomeCommand = defineCommand({
  id: 'tilde.welcome',
  run: () => vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false),
});
