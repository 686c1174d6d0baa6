import * as vscode from 'vscode';
import { pause } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { ChatClient } from '../../client/chatClient';
import { ConnectionFailure, isFinal } from '../../client/types/connectionFailure';
import { type ClientOptions, DEFAULT_TIMEOUTS } from '../../client/types/clientTypes';
import { formatAddress } from '../../protocol/address';
import { nextFreePort } from '../../hosting/freePort';
import { lost } from './startHostedRoom';
import { probePort } from '../../hosting/portProbe';
import { outcomeSentence, portSentence } from '../wording/sentences';
import type { SessionEvents } from './sessionEvents';
import type { SessionOptions } from './sessionOptions';
import type { RoomSession } from './roomSession';

const { t } = vscode.l10n;

/** How long a room is looked for whose host is away, in milliseconds; tests with a packaged extension shorten it. */
const HOST_AWAY_MS = Number(process.env['TILDE_HOST_AWAY_MS'] ?? DEFAULT_TIMEOUTS.hostAwayMs);

/** How often a window that comes back looks for the room it was in, whose host may be coming back as well. */
const OWN_ROOM_TRY_EVERY_MS = 2000;

/** Codes of the server's when the key of before is not the room's any more. */
const KEY_REFUSED = new Set(['wrong-key', 'key-changed']);

export type ConnectOptions = Pick<
  ClientOptions,
  'address' | 'name' | 'ticket' | 'publicKey' | 'known' | 'key'
>;

/**
 * Takes `stay` into the room at that address; from then on it is true to what happens to the connection.
 * @throws {Failure} when there is no way in; {vscode.CancellationError} when left meanwhile.
 */
export async function connectSession(
  stay: RoomSession,
  connect: ConnectOptions,
  options: SessionOptions,
  events: SessionEvents,
): Promise<void> {
  stay.mustBeOpen();
  const end = systemClock.now() + (stay.again ? HOST_AWAY_MS : 0);
  const client = createClient(stay, connect, options, events);
  for (;;) {
    try {
      await client.connect();
      stay.mustBeOpen();
      return;
    } catch (error) {
      stay.mustBeOpen();
      if (!(error instanceof ConnectionFailure)) throw error;
      if (isFinal(error.error) || systemClock.now() >= end) {
        const failure = stay.end(await failureSentence(error, connect), error);
        // what still waits to be sent is not sent any more, and shows it
        await client.leave();
        throw failure;
      }
      options.logger.info(`${error.message} Trying again.`);
    }
    await pause(systemClock, OWN_ROOM_TRY_EVERY_MS);
    stay.mustBeOpen();
  }
}

/** Somebody who listens beside the own server, as macOS and Windows let them, cannot show that it is the room. */
async function failureSentence({ error }: ConnectionFailure, connect: ConnectOptions): Promise<string> {
  const { host, port } = connect.address;
  if (!connect.ticket || error.kind !== 'unproven')
    return outcomeSentence(error, formatAddress(connect.address));
  const [room, free] = await Promise.all([probePort(port), nextFreePort(host, port)]);
  return portSentence({ port, room, free });
}

/**
 * Nor does it know of its ticket.
 * @throws {Failure} when `stay` is in the room of such a one.
 */
export async function mustBeOwnRoom(stay: RoomSession, host: string, port: number): Promise<void> {
  const { client } = stay;
  if (
    !client ||
    client.members.some(({ mid: memberId, host: hosts }) => memberId === client.memberId && hosts)
  )
    return;
  const free = await nextFreePort(host, port);
  const name = client.room?.name;
  stay.mustBeOpen();
  const failure = stay.end(
    portSentence({ port, room: name === undefined ? undefined : { kind: 'named', name }, free }),
  );
  await client.leave();
  throw failure;
}

function createClient(
  stay: RoomSession,
  connect: ConnectOptions,
  { person, program, logger }: SessionOptions,
  events: SessionEvents,
): ChatClient {
  const { store } = stay;
  const timeouts = { hostAwayMs: HOST_AWAY_MS };
  const client = store.add(
    new ChatClient({ ...connect, person: person(), client: program, timeouts, logger }),
  );
  client.restore(stay.unsent);
  stay.client = client;
  store.add(client.onDidChangeState(() => clientChanged(stay, client, events)));
  store.add(client.onDidChangeMembers(() => events.changedInPassing()));
  store.add(client.onDidChangeSaved(() => events.changedInPassing()));
  store.add(client.onDidChangeUnsent(() => events.changeUnsent.fire()));
  store.add(client.onDidChangeTyping((names) => events.changeTyping.fire(names)));
  store.add(client.onDidRead((order) => events.readUpTo(order)));
  store.add(client.transcript.onDidChange((entries) => events.entriesChanged(entries)));
  return client;
}

function clientChanged(stay: RoomSession, client: ChatClient, events: SessionEvents): void {
  if (client.room) stay.room = client.room;
  const { state } = client;
  if (state.kind !== 'left' || !state.error || !stay.room) events.changed();
  else if (stay.hosting) lost(stay, events);
  else if (state.error.kind === 'host-away') {
    stay.end(t('The host did not come back. Ask them to open the room again.'));
  } else {
    const sentence = outcomeSentence(state.error, stay.addresses[0] ?? '');
    stay.end(sentence);
    if (KEY_REFUSED.has(state.error.wire?.code ?? '')) events.loseKey.fire(sentence);
  }
}
