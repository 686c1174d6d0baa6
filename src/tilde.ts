// The composition root of the bundle that is loaded when it is first needed: makes the services, registers the features.
import type * as vscode from 'vscode';
import { attempt } from './base/attempt';
import { type Disposable, DisposableStore } from './base/disposable';
import { reportFault } from './base/faults';
import { runCommand } from './editor/commands';
import { registerHosting } from './editor/hosting/registerHosting';
import { registerIgnoring } from './editor/ignoring/ignoreCommands';
import { autoJoin } from './editor/joining/autoJoin';
import { joinByLink } from './editor/joining/joinByLink';
import { registerJoining } from './editor/joining/registerJoining';
import { type MemberNode, type MembersTree, registerMembers } from './editor/members/membersTree';
import { registerNotifications } from './editor/notifications/notifications';
import type { ChatView } from './editor/panel/chatView';
import { followMessageLink } from './editor/panel/messageLinks';
import { registerPanel } from './editor/panel/registerPanel';
import type { CommandId } from './editor/platform/ids';
import { rememberRooms } from './editor/recents/rememberRooms';
import { registerRestoring } from './editor/restoring/registerRestoring';
import { createServices, type Services } from './editor/services';
import { registerUnread } from './editor/unread/unread';
import { registerContextKeys } from './editor/window/contextKeys';
import { registerOwnWindows } from './editor/window/ownWindows';
import { registerStatusBar } from './editor/window/statusBar';

/** What extension.ts passes on to, once it has loaded this. */
export interface Tilde {
  readonly chat: Pick<ChatView, 'resolveWebviewView' | 'restoreEditor'> | undefined;
  readonly members: Pick<MembersTree, 'getChildren' | 'getTreeItem'>;
  /** Runs a command of the manifest. */
  run(command: CommandId, argument: unknown): Promise<unknown>;
  /** Does what an editor link asks for, after a question. */
  follow(link: vscode.Uri): Promise<void>;
  /** Goes back to the room that this window was in; else to the room that the settings name. */
  goToRoom(): Promise<void>;
  /** The window closes or reloads; the person does not leave the room. */
  suspend(): Promise<void>;
}

/** In place of a list that could not be registered. */
const nobody: Tilde['members'] = {
  getChildren: () => [],
  getTreeItem: () => {
    throw new Error('nobody is listed');
  },
};

/** Called once for each window; VS Code disposes it. */
export function startTilde(
  context: vscode.ExtensionContext,
  membersView: vscode.TreeView<MemberNode>,
  membersChanged: vscode.EventEmitter<void>,
): Tilde {
  const store = new DisposableStore();
  context.subscriptions.push(store);
  const services = createServices(context, store);
  // a feature that throws is missing; the others are there
  const register = <T extends Disposable>(feature: (services: Services) => T): T | undefined =>
    attempt(() => store.add(feature(services)), reportFault);

  // the first to hear of a change: what is unread must be known before it is shown
  register(registerUnread);
  register(registerIgnoring);
  const restoring = register(registerRestoring);
  const chat = register(registerPanel);
  const members = register(() => registerMembers(services, membersView, membersChanged));
  register(({ session, recents, workspace }) => rememberRooms(session, recents, workspace));
  register(registerJoining);
  register(registerHosting);
  register(registerOwnWindows);
  register(() => registerNotifications(services, () => chat?.isLookedAt ?? false));
  register(() => registerStatusBar(services, chat));
  register(registerContextKeys);

  return {
    chat,
    members: members ?? nobody,
    run: (command, argument) => runCommand(command, argument, { ...services, chat }),
    follow: async (link) => {
      if (!(await followMessageLink({ ...services, chat }, link))) await joinByLink(services, link);
    },
    async goToRoom() {
      if (!(await restoring?.restore())) await autoJoin(services);
    },
    async suspend() {
      await Promise.all([restoring?.suspend(), services.session.suspend()]);
    },
  };
}
