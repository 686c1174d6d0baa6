// The composition root of all that is loaded when it is first needed: makes the parts and ties them together, nothing else.
import path from 'node:path';
import * as vscode from 'vscode';
import { faultText, setFaultReporter } from './base/faults';
import { systemClock } from './base/systemClock';
import { autoJoin } from './editor/joining/autoJoin';
import { ChatSession } from './editor/session/chatSession';
import { ChatView } from './editor/panel/chatView';
import { runCommand } from './editor/commands/commands';
import { keepContextKeys } from './editor/window/contextKeys';
import { Drafts } from './editor/panel/drafts';
import { restoreSession } from './editor/restoring/restoreSession';
import { complain, warn } from './editor/platform/surfaces';
import { HistoryFiles, type RoomIdentity } from './hosting/historyFiles';
import { type CommandId, DRAFTS_MEMENTO } from './editor/platform/ids';
import { Ignored } from './editor/session/ignored';
import { joinByLink } from './editor/joining/joinByLink';
import { offerToRejoin } from './editor/hosting/keyCommands';
import { ownLanAddresses } from './hosting/lanAddresses';
import { createLog } from './editor/platform/log';
import { type MemberNode, MembersTree } from './editor/members/membersTree';
import { watchNetwork } from './editor/restoring/networkWatch';
import { Notifications } from './editor/notifications/notifications';
import { WindowRegistry } from './editor/window/windowRegistry';
import { installationSecretIn } from './editor/storage/person';
import { RecentRooms, rememberJoined } from './editor/joining/recentRooms';
import { remoteSide } from './editor/platform/remoteSide';
import { RoomKeeper } from './editor/restoring/roomKeeper';
import { RoomKeys } from './editor/storage/roomKeys';
import type { HistoryOptions } from './hosting/serverProcess';
import { readSettings } from './editor/platform/settings';
import { StatusBar } from './editor/window/statusBar';
import { keepUnread, Unread } from './editor/unread/unread';
import { watchForWake } from './editor/restoring/wakeWatch';
import { keepOwnWindows } from './editor/window/windowFocus';

/** What the window's signs lead to. */
export interface Tilde {
  readonly chat: Pick<ChatView, 'resolveWebviewView'>;
  readonly members: Pick<MembersTree, 'getChildren' | 'getTreeItem'>;
  /** Runs a command of the manifest. */
  run(command: CommandId, argument: unknown): Promise<unknown>;
  /** Does what an editor link asks for, after a question. */
  follow(link: vscode.Uri): Promise<void>;
  /** Goes to the room that this window was in; else to the one that the settings name. */
  goToRoom(): Promise<void>;
  /** The window goes, not the person. */
  suspend(): Promise<void>;
}

/** Loads all of it, once for each window; VS Code disposes it. */
export function startTilde(
  context: vscode.ExtensionContext,
  membersView: vscode.TreeView<MemberNode>,
  membersChanged: vscode.EventEmitter<void>,
): Tilde {
  const { extensionUri, globalState, workspaceState } = context;
  const { extensionKind } = context.extension;
  const storage = context.globalStorageUri.fsPath;
  const log = vscode.window.createOutputChannel('Tilde', { log: true });
  const logger = createLog(log);
  setFaultReporter((fault) => logger.error(faultText(fault)));
  const histories = new HistoryFiles(path.join(storage, 'history'), logger);
  const keys = new RoomKeys(context.secrets, logger);
  const recents = new RecentRooms(
    path.join(storage, 'recent'),
    logger,
    (address) => void keys.forgetKey(address),
  );
  const session = new ChatSession({
    serverPath: context.asAbsolutePath('dist/server.js'),
    program: `tilde-vscode/${process.env['TILDE_VERSION'] ?? 'dev'}`,
    person: installationSecretIn(storage, logger),
    history: (room) => historyOf(room, histories),
    workspace: workspaceKey,
    lanAddresses: ownLanAddresses,
    keys,
    wasPrivate: (address) => recents.wasPrivate(address),
    publicKeyAt: (address) => recents.publicKeyAt(address),
    logger,
  });
  const unread = new Unread();
  const ignored = new Ignored(path.join(storage, 'ignored'), logger, session);
  // before the view, which shows what this knows
  const keepingUnread = keepUnread(unread, session, ignored);
  const keeper = new RoomKeeper(session, unread, workspaceState);
  const drafts = new Drafts(
    workspaceState.get(DRAFTS_MEMENTO),
    (entries) => void workspaceState.update(DRAFTS_MEMENTO, entries),
  );
  const remote = remoteSide(extensionKind);
  const chat = new ChatView(extensionUri, session, unread, ignored, drafts, logger, remote);
  const title = vscode.workspace.name ?? vscode.l10n.t('No folder open');
  const windows = new WindowRegistry({ folder: storage, title, logger });
  const members = new MembersTree({
    session,
    unread,
    ignored,
    windows,
    view: membersView,
    changed: membersChanged,
  });
  context.subscriptions.push(
    keys,
    session,
    keeper,
    rememberJoined(session, recents),
    watchForWake(session),
    watchNetwork(session),
    unread,
    keepingUnread,
    ignored,
    vscode.window.onDidChangeWindowState(() => ignored.refresh()),
    chat,
    windows,
    keepOwnWindows(windows, session),
    members,
    new Notifications({ session, unread, view: chat, windows }),
    new StatusBar(session, unread),
    keepContextKeys(session),
    session.onDidLoseServer((sentence) => void complain(sentence)),
    session.onDidLoseKey((sentence) => void offerToRejoin(session, sentence)),
    session.onDidLoseHistory((sentence) => void warn(sentence)),
    session.onDidRestartServer((sentence) => void warn(sentence)),
    log, // last: the others write to it to their end
  );
  const commands = { session, log, logger, recents, histories, ignored, extensionKind };
  return {
    chat,
    members,
    run: (command, argument) => runCommand(command, argument, commands),
    follow: (link) => joinByLink(session, link, logger),
    async goToRoom() {
      if (await restoreSession(session, workspaceState, logger)) return;
      const settings = readSettings();
      if (settings.autoJoin !== '') await autoJoin(session, settings, globalState, logger);
    },
    async suspend() {
      keeper.dispose();
      await Promise.all([keeper.note(), session.suspend()]);
    },
  };
}

/** Where what is said in a room is kept, where that is wanted. What of others is too old goes at that time. */
function historyOf(room: RoomIdentity, histories: HistoryFiles): HistoryOptions | undefined {
  const { historyDays: days } = readSettings();
  if (days === undefined) return undefined;
  const file = histories.take(room);
  if (days > 0) void histories.removeOlderThan(days, systemClock.date(), file);
  return { file, days };
}

/** A room of the same name in another workspace is another room. */
function workspaceKey(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? '';
}
