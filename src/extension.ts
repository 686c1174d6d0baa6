// The composition root: makes the parts and ties them together, nothing else.
import path from 'node:path';
import * as vscode from 'vscode';
import type { Logger } from './base/logger';
import { autoJoin } from './editor/autoJoin';
import { ChatSession } from './editor/chatSession';
import { ChatView } from './editor/chatView';
import { registerCommands } from './editor/commands';
import { keepContextKeys } from './editor/contextKeys';
import { joinByLink } from './editor/joinByLink';
import { HistoryFiles, type RoomKey } from './editor/historyFiles';
import { createLog } from './editor/log';
import { MembersTree } from './editor/membersTree';
import { watchNetwork } from './editor/networkWatch';
import { Notifications } from './editor/notifications';
import { OwnWindows } from './editor/ownWindows';
import { personIn } from './editor/person';
import { RecentRooms, rememberJoined } from './editor/recentRooms';
import { remoteSide } from './editor/remoteSide';
import { restoreRoom, RoomKeeper } from './editor/roomKeeper';
import type { HistoryOptions } from './editor/serverProcess';
import { readSettings } from './editor/settings';
import { StatusBar } from './editor/statusBar';
import { keepUnread, Unread } from './editor/unread';
import { watchForWake } from './editor/wakeWatch';
import { keepOwnWindows } from './editor/windowFocus';

let current: { readonly session: ChatSession; readonly keeper: RoomKeeper } | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const { subscriptions, extensionUri, globalState, workspaceState } = context;
  const storage = context.globalStorageUri.fsPath;
  const remote = remoteSide(context.extension.extensionKind);
  const log = vscode.window.createOutputChannel('Tilde', { log: true });
  const logger = createLog(log);
  const histories = new HistoryFiles(path.join(storage, 'history'), logger);
  const session = new ChatSession({
    serverPath: context.asAbsolutePath('dist/server.js'),
    program: `tilde-vscode/${process.env['TILDE_VERSION'] ?? 'dev'}`,
    person: personIn(storage, logger),
    history: (room, lan) => historyOf({ workspace: workspaceKey(), room, lan }, histories),
    logger,
  });
  const keeper = new RoomKeeper(session, workspaceState);
  current = { session, keeper };
  const recents = new RecentRooms(globalState);
  const unread = new Unread();
  // before the view, which shows what this knows
  const keepingUnread = keepUnread(unread, session);
  const view = new ChatView(extensionUri, session, unread, logger, remote);
  const title = vscode.workspace.name ?? vscode.l10n.t('No folder open');
  const windows = new OwnWindows({ folder: storage, title, logger });
  subscriptions.push(
    log,
    session,
    keeper,
    rememberJoined(session, recents),
    watchForWake(session),
    watchNetwork(session),
    unread,
    keepingUnread,
    view,
    windows,
    keepOwnWindows(windows, session),
    new MembersTree(session, unread, windows),
    new Notifications({ session, unread, view, windows }),
    vscode.window.registerWebviewViewProvider(ChatView.id, view),
    new StatusBar(session, unread),
    keepContextKeys(session, remote !== undefined),
    registerCommands({
      session,
      log,
      logger,
      recents,
      histories,
      extensionKind: context.extension.extensionKind,
    }),
    vscode.window.registerUriHandler({ handleUri: (uri) => joinByLink(session, uri, logger) }),
    session.onDidLoseServer((sentence) => void vscode.window.showErrorMessage(sentence)),
    session.onDidLoseHistory((sentence) => void vscode.window.showWarningMessage(sentence)),
    session.onDidRestartServer((sentence) => void vscode.window.showWarningMessage(sentence)),
  );
  void enterRoom(context, session, logger);
}

/** Where what is said in a room is kept, where that is wanted. What of others is too old goes at that time. */
function historyOf(key: RoomKey, histories: HistoryFiles): HistoryOptions | undefined {
  const { historyDays: days } = readSettings();
  if (days === undefined) return undefined;
  const file = histories.take(key);
  if (days > 0) void histories.removeOlderThan(days, Date.now(), file);
  return { file, days };
}

/** A room of the same name in another workspace is another room. */
function workspaceKey(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? '';
}

/** The room that this window was in; else the one that the settings name. */
async function enterRoom(
  { workspaceState, globalState }: vscode.ExtensionContext,
  session: ChatSession,
  logger: Logger,
): Promise<void> {
  if (await restoreRoom(session, workspaceState, logger)) return;
  const settings = readSettings();
  if (settings.autoJoin !== '') await autoJoin(session, settings, globalState, logger);
}

/**
 * Whether the window closes or only reloads, nobody knows: those in the room that it hosts are told that their host is
 * away, and wait for it. VS Code gives this a few seconds.
 */
export async function deactivate(): Promise<void> {
  if (!current) return;
  const { session, keeper } = current;
  keeper.dispose();
  await Promise.all([keeper.note(), session.suspend()]);
}
