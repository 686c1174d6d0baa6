// The composition root: makes the parts and ties them together, nothing else.
import * as vscode from 'vscode';
import { autoJoin } from './editor/autoJoin';
import { ChatSession } from './editor/chatSession';
import { ChatView } from './editor/chatView';
import { registerCommands } from './editor/commands';
import { keepContextKeys } from './editor/contextKeys';
import { createLog } from './editor/log';
import { MembersTree } from './editor/membersTree';
import { Notifications } from './editor/notifications';
import { OwnWindows } from './editor/ownWindows';
import { personIn } from './editor/person';
import { readSettings } from './editor/settings';
import { StatusBar } from './editor/statusBar';
import { keepUnread, Unread } from './editor/unread';
import { keepOwnWindows } from './editor/windowFocus';

let current: ChatSession | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const { subscriptions, extensionUri } = context;
  const storage = context.globalStorageUri.fsPath;
  const log = vscode.window.createOutputChannel('Tilde', { log: true });
  const logger = createLog(log);
  const session = new ChatSession({
    serverPath: context.asAbsolutePath('dist/server.js'),
    program: `tilde-vscode/${process.env['TILDE_VERSION'] ?? 'dev'}`,
    person: personIn(storage, logger),
    logger,
  });
  current = session;
  const unread = new Unread();
  // before the view, which shows what this knows
  const keepingUnread = keepUnread(unread, session);
  const view = new ChatView(extensionUri, session, unread, logger);
  const title = vscode.workspace.name ?? vscode.l10n.t('No folder open');
  const windows = new OwnWindows({ folder: storage, title, logger });
  subscriptions.push(
    log,
    session,
    unread,
    keepingUnread,
    view,
    windows,
    keepOwnWindows(windows, session),
    new MembersTree(session, unread, windows),
    new Notifications({ session, unread, view, windows }),
    vscode.window.registerWebviewViewProvider(ChatView.id, view),
    new StatusBar(session, unread),
    keepContextKeys(session),
    registerCommands({ session, log, logger, extensionKind: context.extension.extensionKind }),
    session.onDidLoseServer((sentence) => void vscode.window.showErrorMessage(sentence)),
  );
  const settings = readSettings();
  if (settings.autoJoin !== '') void autoJoin(session, settings, logger);
}

/** The room that this window hosts ends with it, its members told; VS Code waits a few seconds for that. */
export async function deactivate(): Promise<void> {
  await current?.leave();
}
