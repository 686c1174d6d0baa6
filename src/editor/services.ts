// What the features share: each is handed all of it, and says in its parameters what it uses.
import path from 'node:path';
import * as vscode from 'vscode';
import type { DisposableStore } from '../base/disposable';
import { faultText, setFaultReporter } from '../base/faults';
import type { Logger } from '../base/logger';
import { systemClock } from '../base/systemClock';
import { HistoryFiles, type HostedRoomId } from '../hosting/historyFiles';
import { ownLanAddresses } from '../hosting/lanAddresses';
import type { HistoryOptions } from '../hosting/serverProcess';
import { createLog } from './platform/log';
import { recoverRoomKey } from './prompts/keyPrompts';
import { RecentRooms } from './recents/recentRooms';
import { LastRoom } from './offers/lastRoom';
import { Repositories } from './repository/repositories';
import { RoomOffers } from './offers/roomOffers';
import { remoteSide } from './platform/remoteSide';
import { readSettings } from './platform/settings';
import { mayShare } from './sharing/mayShare';
import { Sharing } from './sharing/sharing';
import { readSystemLocale } from './platform/systemLocale';
import { ChatSession } from './session/chatSession';
import { Conversations } from './direct/conversations';
import { Ignored } from './ignoring/ignored';
import { installationSecretIn } from './storage/installationSecret';
import { RoomKeys } from './storage/roomKeys';
import { Unread } from './unread/unread';
import { remoteText } from './wording/remoteText';
import { WindowRegistry } from './window/windowRegistry';

export interface Services {
  readonly extensionUri: vscode.Uri;
  readonly globalState: vscode.Memento;
  readonly workspaceState: vscode.Memento;
  /** What sentences call the computer that this runs on, where that is not the person's own. */
  readonly remote: string | undefined;
  /** The region and the clock of the person's system, as a BCP 47 tag; undefined: this side does not know it. */
  readonly systemLocale: Promise<string | undefined>;
  readonly log: vscode.LogOutputChannel;
  readonly logger: Logger;
  readonly session: ChatSession;
  readonly recents: RecentRooms;
  readonly keys: RoomKeys;
  /** Tells the workspaces apart in which rooms are hosted and joined; empty where nothing is open. */
  readonly workspace: () => string;
  /** Rooms of before that one click enters again. */
  readonly offers: RoomOffers;
  readonly lastRoom: LastRoom;
  readonly histories: HistoryFiles;
  readonly unread: Unread;
  readonly ignored: Ignored;
  readonly conversations: Conversations;
  readonly windows: WindowRegistry;
  readonly repositories: Repositories;
  readonly sharing: Sharing;
}

/** Makes the services; `store` disposes them. */
export function createServices(context: vscode.ExtensionContext, store: DisposableStore): Services {
  const { extensionUri, globalState, workspaceState } = context;
  const storage = context.globalStorageUri.fsPath;
  const log = store.add(vscode.window.createOutputChannel('Tilde', { log: true }));
  const logger = createLog(log);
  setFaultReporter((fault) => logger.error(faultText(fault)));
  const histories = new HistoryFiles(path.join(storage, 'history'), logger);
  const keys = store.add(new RoomKeys(context.secrets, logger));
  const recents = new RecentRooms(path.join(storage, 'recent'), logger, (room) => {
    if (room.kind === 'joined') void keys.forgetKey(room.address);
  });
  const session = store.add(
    new ChatSession({
      serverPath: context.asAbsolutePath('dist/server.js'),
      program: `tilde-vscode/${process.env['TILDE_VERSION'] ?? 'dev'}`,
      person: installationSecretIn(storage, logger),
      history: (room, renamedFrom) => historyOf(room, histories, renamedFrom),
      workspace: workspaceKey,
      lanAddresses: ownLanAddresses,
      keys,
      recoverRoomKey,
      wasPrivate: (address) => recents.wasPrivate(address),
      publicKeyAt: (address) => recents.publicKeyAt(address),
      roomNameAt: (address) => recents.roomNameAt(address),
      logger,
    }),
  );
  const remoteName = remoteSide(context.extension.extensionKind);
  const remote = remoteName === undefined ? undefined : remoteText(remoteName);
  const title = vscode.workspace.name ?? vscode.l10n.t('No folder open');
  const windows = store.add(new WindowRegistry({ folder: storage, title, logger }));
  const { onDidChangeWindowState: onDidChangeFocus } = vscode.window;
  const offers = store.add(
    new RoomOffers({ recents, windows, session, onDidChangeFocus, workspace: workspaceKey }),
  );
  const unread = store.add(new Unread());
  const ignored = store.add(new Ignored(path.join(storage, 'ignored'), logger, session));
  const repositories = new Repositories();
  return {
    extensionUri,
    globalState,
    workspaceState,
    log,
    logger,
    session,
    recents,
    keys,
    workspace: workspaceKey,
    histories,
    remote,
    systemLocale: remote === undefined ? readSystemLocale() : Promise.resolve(undefined),
    unread,
    ignored,
    conversations: store.add(new Conversations({ session, unread, ignored })),
    windows,
    repositories,
    sharing: new Sharing(repositories, mayShare),
    offers,
    lastRoom: store.add(new LastRoom(session, offers, workspaceState)),
  };
}

/** Where to keep what is said in a room, if it is to be kept. Deletes what is too old of the other rooms. */
function historyOf(
  room: HostedRoomId,
  histories: HistoryFiles,
  renamedFrom?: HostedRoomId,
): HistoryOptions | undefined {
  if (renamedFrom) histories.rename(renamedFrom, room);
  const { historyDays: days } = readSettings();
  if (days === undefined) return undefined;
  const file = histories.claim(room);
  if (days > 0) void histories.removeOlderThan(days, systemClock.date(), file);
  return { file, days };
}

/** Tells rooms of the same name in different workspaces apart. */
function workspaceKey(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? '';
}
