import * as vscode from 'vscode';
import { formatAddress } from '../protocol/address';
import { HostedServer } from './hostedServer';
import { portProblem } from './portHolder';
import { portSentence } from './sentences';
import { serverSentence } from './serverSentence';
import type { SessionEvents } from './sessionEvents';
import type { SessionOptions } from './sessionOptions';
import type { HostRequest, Stay } from './stay';

const { t } = vscode.l10n;

export const LOOPBACK = '127.0.0.1';
const ALL_INTERFACES = '0.0.0.0';

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
export async function openRoom(
  stay: Stay,
  { room, port, lan, lanAddresses }: HostRequest,
  options: SessionOptions,
  events: SessionEvents,
): Promise<OpenedRoom> {
  stay.mustBeOpen();
  const { serverPath, logger } = options;
  const host = lan ? ALL_INTERFACES : LOOPBACK;
  const history = options.history(room, lan);
  stay.history = history?.file;
  if (port !== 0) stay.memory = { kind: 'hosted', room, port, lan };
  const portWaitMs = stay.again ? OWN_PORT_WAIT_MS : 0;
  const server = stay.store.add(
    new HostedServer({ serverPath, host, port, room, open: lan, history, logger, portWaitMs }),
  );
  stay.server = server;
  const bound = await server.start().catch(async (error: unknown) => {
    const sentence = await notOpenedSentence(host, port, error, options);
    stay.mustBeOpen();
    throw stay.end(sentence, error);
  });
  stay.mustBeOpen();
  stay.store.add(server.onDidFall(() => events.change.fire()));
  stay.store.add(server.onDidRestart(() => restarted(stay, events)));
  stay.store.add(server.onDidGiveUp(() => lost(stay, events)));
  checkHistory(stay, events);
  stay.memory = { kind: 'hosted', room, port: bound, lan };
  const typed = lan && lanAddresses.length > 0 ? lanAddresses : [LOOPBACK];
  stay.addresses = typed.map((address) => formatAddress({ host: address, port: bound }));
  return { server, host, port: bound };
}

/** The hosted room is over: its server is gone for good, or does not take its own host back. */
export function lost(stay: Stay, events: SessionEvents): void {
  if (!stay.isOpen) return;
  const sentence = t(
    'The server of your room ended unexpectedly and could not be started again. Host the room again; the log says more.',
  );
  stay.end(sentence);
  void stay.client?.leave();
  void stay.server?.stop();
  events.loseServer.fire(sentence);
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

function restarted(stay: Stay, events: SessionEvents): void {
  if (!stay.isOpen) return;
  stay.client?.retryNow();
  checkHistory(stay, events);
  events.change.fire();
  events.restartServer.fire(
    t(
      'The server of your room ended unexpectedly and was started again. Everybody comes back by themselves.',
    ),
  );
}

/** A room goes on without its history; its host is told. */
function checkHistory(stay: Stay, events: SessionEvents): void {
  if (stay.server?.historyProblem === undefined) return;
  events.loseHistory.fire(
    t(
      'What is said in your room is not being saved: its history is in use elsewhere, or cannot be written. The log says more.',
    ),
  );
}
