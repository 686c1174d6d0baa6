import * as vscode from 'vscode';
import { isOurs } from '../../base/ours';
import { ALL_INTERFACES, LOOPBACK, formatAddress } from '../../protocol/address';
import { type RoomAccess, OPEN_ACCESS } from '../../protocol/hostChannel';
import { newRoomKey } from '../../protocol/roomKey';
import type { RoomIdentity } from '../../hosting/historyFiles';
import { HostedRoomAccess } from '../../hosting/hostedRoomAccess';
import { HostedServer } from '../../hosting/hostedServer';
import { recoverRoomKey } from '../prompts/keyPrompts';
import { portProblem } from '../../hosting/portProbe';
import { portSentence } from '../wording/sentences';
import { serverSentence } from '../wording/serverSentence';
import type { SessionEvents } from './sessionEvents';
import type { SessionOptions } from './sessionOptions';
import type { HostOptions, RoomSession } from './roomSession';

const { t } = vscode.l10n;

/** How long a window that comes back waits for the port that its server had, in milliseconds. */
const OWN_PORT_WAIT_MS = 30_000;

/** A server of one's own that listens. */
export interface OpenedRoom {
  readonly server: HostedServer;
  /** The address it is bound to. */
  readonly host: string;
  readonly port: number;
}

/**
 * Starts a server for `stay`, which from then on is true to what happens to that server.
 * @throws {Failure} when it cannot listen; {vscode.CancellationError} when left meanwhile.
 */
export async function startHostedRoom(
  stay: RoomSession,
  { room, port, lan, access }: HostOptions,
  options: SessionOptions,
  events: SessionEvents,
): Promise<OpenedRoom> {
  stay.mustBeOpen();
  const { serverPath, logger, keys, workspace, lanAddresses } = options;
  const host = lan ? ALL_INTERFACES : LOOPBACK;
  const identity: RoomIdentity = { workspace: workspace(), room, lan, access };
  const roomAccess = await roomAccessFor(stay, identity, port, options);
  const history = options.history(identity);
  stay.history = history?.file;
  if (port !== 0) stay.memory = { kind: 'hosted', room, port, lan, access };
  const portWaitMs = stay.again ? OWN_PORT_WAIT_MS : 0;
  const server = stay.store.add(
    new HostedServer({ serverPath, host, port, room, roomAccess, history, logger, portWaitMs }),
  );
  stay.server = server;
  const bound = await server.start().catch(async (error: unknown) => {
    const sentence = await notOpenedSentence(host, port, error, options);
    stay.mustBeOpen();
    throw stay.end(sentence, error);
  });
  stay.mustBeOpen();
  stay.store.add(server.onDidCrash(() => events.changed()));
  stay.store.add(server.onDidRestart(() => restarted(stay, events)));
  stay.store.add(server.onDidGiveUp(() => lost(stay, events)));
  checkHistory(stay, events);
  stay.memory = { kind: 'hosted', room, port: bound, lan, access };
  const at = (address: string): string => formatAddress({ host: address, port: bound });
  stay.lookUp = () => {
    const found = lan ? lanAddresses() : [];
    return (found.length > 0 ? found : [LOOPBACK]).map(at);
  };
  stay.refreshAddresses();
  const addresses = (): string[] => [LOOPBACK, ...lanAddresses()].map(at);
  stay.roomAccess = new HostedRoomAccess({
    server,
    isOnNetwork: lan,
    store: (changed) => keys.keepRoomAccess(identity, bound, changed, addresses()),
  });
  stay.store.add(stay.roomAccess.onDidChange(() => events.changed()));
  stay.roomAccess.store();
  return { server, host, port: bound };
}

/** The hosted room is over: its server is gone for good, or does not take its own host back. */
export function lost(stay: RoomSession, events: SessionEvents): void {
  if (!stay.isOpen) return;
  const sentence = t(
    'The server of your room ended unexpectedly and could not be started again. Host the room again; the log says more.',
  );
  stay.end(sentence);
  void stay.client?.leave();
  void stay.server?.stop();
  events.loseServer.fire(sentence);
}

/**
 * As it was when the room was open last: the same key, and whoever was kept out still is (P-14.4).
 * @throws {Failure} when it had a key that is no longer there, and the person gives none
 */
async function roomAccessFor(
  stay: RoomSession,
  room: RoomIdentity,
  port: number,
  { keys }: SessionOptions,
): Promise<RoomAccess> {
  const kept = (await keys.roomAccessOf(room, port)) ?? OPEN_ACCESS;
  stay.mustBeOpen();
  if (room.access === 'open' || kept.key !== undefined) return kept;
  const key = stay.again ? await recoverRoomKey(room.room) : newRoomKey();
  stay.mustBeOpen();
  if (key === undefined) {
    throw stay.end(t('The key of your room is no longer kept. Host the room again to make one.'));
  }
  return { ...kept, key };
}

async function notOpenedSentence(
  host: string,
  port: number,
  error: unknown,
  { logger }: SessionOptions,
): Promise<string> {
  // the server speaks of command lines
  const taken = port !== 0 && (await portProblem(host, port));
  if (taken) return portSentence(taken);
  logger.warn(`hosting: ${String(error)}`);
  return t('The room could not be opened. {0}', serverSentence(error));
}

function restarted(stay: RoomSession, events: SessionEvents): void {
  if (!stay.isOpen) return;
  stay.client?.retryNow();
  checkHistory(stay, events);
  events.changed();
  events.restartServer.fire(
    t(
      'The server of your room ended unexpectedly and was started again. Everybody comes back by themselves.',
    ),
  );
}

/** A room goes on without its history; its host is told. */
function checkHistory(stay: RoomSession, events: SessionEvents): void {
  if (stay.server?.historyProblem === undefined) return;
  const { history } = stay;
  if (history !== undefined && !isOurs(history)) {
    events.loseHistory.fire(
      t(
        'What is said in your room is not being saved: another account of this computer can change {0}, or a folder on the way to it. If you trust what is in it, let only your account change it, as the log says; else move it away. Then host the room again.',
        history,
      ),
    );
    return;
  }
  events.loseHistory.fire(
    t(
      'What is said in your room is not being saved: its history is in use elsewhere, or cannot be written. The log says more.',
    ),
  );
}
