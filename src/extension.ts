// What runs at the start of every window: it registers views, links and commands, and looks whether there is a room to go
// to. Everything else is a bundle of its own (src/tilde.ts), loaded when somebody first needs it.
import * as vscode from 'vscode';
import {
  CHAT_EDITOR,
  CHAT_VIEW,
  COMMAND_IDS,
  LAST_ROOM_MEMENTO,
  MEMBERS_VIEW,
  ROOM_MEMENTO,
  UNDELIVERED_MEMENTO,
} from './editor/platform/ids';
import type { MemberNode } from './editor/members/membersTree';
import { remoteSide } from './editor/platform/remoteSide';
import type { Tilde } from './tilde';

let loading: Promise<Tilde> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const { commands, window, workspace } = vscode;
  const { subscriptions, workspaceState, extension } = context;
  const tilde = (): Promise<Tilde> =>
    (loading ??= import('./tilde').then(({ startTilde }) =>
      startTilde(context, membersView, membersChanged),
    ));

  const membersChanged = new vscode.EventEmitter<void>();
  const membersView = window.createTreeView<MemberNode>(MEMBERS_VIEW, {
    treeDataProvider: {
      onDidChangeTreeData: membersChanged.event,
      getChildren: async (node) => (await tilde()).members.getChildren(node),
      getTreeItem: async (node) => (await tilde()).members.getTreeItem(node),
    },
  });
  subscriptions.push(
    membersChanged,
    membersView,
    window.registerWebviewViewProvider(CHAT_VIEW, {
      resolveWebviewView: async (view) => (await tilde()).chat?.resolveWebviewView(view),
    }),
    window.registerWebviewPanelSerializer(CHAT_EDITOR, {
      deserializeWebviewPanel: async (panel) => (await tilde()).chat?.restoreEditor(panel),
    }),
    window.registerUriHandler({ handleUri: async (uri) => (await tilde()).follow(uri) }),
    ...COMMAND_IDS.map((id) =>
      commands.registerCommand(id, async (argument: unknown) => (await tilde()).run(id, argument)),
    ),
  );
  void commands.executeCommand(
    'setContext',
    'tilde.remoteSide',
    remoteSide(extension.extensionKind) !== undefined,
  );

  const autoJoin = workspace.getConfiguration('tilde').get<unknown>('autoJoin');
  const isLeft = [ROOM_MEMENTO, UNDELIVERED_MEMENTO, LAST_ROOM_MEMENTO].some(
    (key) => workspaceState.get(key) !== undefined,
  );
  if (isLeft || Boolean(autoJoin)) void tilde().then((it) => it.goToRoom());
}

/**
 * Nobody knows whether the window closes or only reloads. The members of the room that it hosts are told that their host
 * is away, and wait for it. VS Code gives this a few seconds.
 */
export async function deactivate(): Promise<void> {
  await (await loading)?.suspend();
}
