// The chat server's process: the program `tilde-chat-server`, and what the extension forks.
// To a parent it says over the IPC channel what a person reads on the terminal, and it ends when the parent does.
import { randomBytes } from 'node:crypto';
import { systemClock } from '../base/systemClock';
import { faultText, guarded, setFaultReporter } from '../base/faults';
import { type Logger } from '../base/logger';
import {
  type RoomAccess,
  type HistoryCleared,
  type HostMessage,
  type ServerMessageToHost,
  isHostMessage,
} from '../protocol/hostChannel';
import { ChatServer } from './chatServer';
import { type CliCommand, helpText, parseCli } from './cli';
import { Gatekeeper } from './admission/gatekeeper';
import { Identity } from './admission/identity';
import { openHistory } from './history/openHistory';
import { createTlsEntry } from './admission/tlsEntry';
import { initialRoomAccess } from './initialRoomAccess';

/** How long members have to take the goodbye before the process ends anyway, in milliseconds. */
const SHUTDOWN_MS = 2000;

/** A parent that is gone needs no answer; without a callback, Node would end the process for it. */
const tellHost = (message: ServerMessageToHost | HistoryCleared) =>
  process.send?.(message, undefined, undefined, () => undefined);

const logger: Logger = {
  trace: () => undefined,
  info: () => undefined,
  warn: (message) => console.error(message),
  error: (message) => console.error(message),
};

async function main(): Promise<void> {
  const command = parseCli(process.argv.slice(2));
  if (!command.ok) refuse(command.error);
  else if (command.value.kind === 'help') console.log(helpText());
  else if (command.value.kind === 'version') console.log(process.env['TILDE_VERSION'] ?? 'development');
  else await serve(command.value);
}

async function serve({ options, access }: Extract<CliCommand, { kind: 'serve' }>): Promise<void> {
  const start = await initialRoomAccess(access, (key) => console.log(`The key of this room: ${key}`));
  if (!start.ok) {
    refuse(start.error);
    return;
  }
  const known = secretOf(start.value);
  const history =
    options.history === undefined
      ? undefined
      : await openHistory(options.history, options, { clock: systemClock, logger, secret: known });
  if (history?.ok === false) {
    refuse(history.error, true);
    return;
  }
  const secret = history?.value.secret ?? known;
  const gate = { ...start.value, secret: secret.toString('base64url') };
  const gatekeeper = new Gatekeeper(gate);
  const door = await createTlsEntry(gatekeeper, options, systemClock);
  if (!door.ok) {
    refuse(door.error, false, 'no-tls');
    return;
  }
  const server = new ChatServer(options, {
    onConnection: (address, port) => console.log(`Client Connection Success: ${address} ${port}`),
    logger,
    gatekeeper,
    ...(door.value && { door: door.value }),
    // without a history it is another room, but of people who are known
    identity: new Identity(secret, history?.value.roomId),
    ...(history && { history: history.value }),
  });
  if (access.kind === 'gated') {
    tellHost({ type: 'gate', gate });
    gatekeeper.onDidChange((changed) => tellHost({ type: 'gate', gate: changed }));
  }
  const stop = (reason: string) => {
    // a start that failed keeps its exit code: letting go of the parent is what brought us here
    setTimeout(() => process.exit(), SHUTDOWN_MS).unref();
    void server.close(reason).then(() => process.exit());
  };
  // where there is no such signal (Windows), the parent's channel or the end of the console does it
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop('closed'));
  process.on(
    'message',
    guarded((message: unknown) => {
      if (isHostMessage(message)) obey(server, message, stop);
    }),
  );
  process.on('disconnect', () => stop('host-gone'));
  // it went while the history was being opened: nobody is told again
  if (process.send && !process.connected) stop('host-gone');
  // nobody reads any more: no reason to end the room
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

  const { host, port } = await server.listen().catch(async (error: unknown) => {
    await server.close('closed'); // lets go of the history
    throw error;
  });
  console.log(`Server runs on ${host} ${port}`);
  const { publicKey } = server.room.identity.keys;
  tellHost({ type: 'listening', host, port, ticket: server.ticket, publicKey });
}

/** What mids and tokens are made from: what the host kept of the process before, or new. */
const secretOf = ({ secret }: RoomAccess): Buffer =>
  secret === undefined ? randomBytes(32) : Buffer.from(secret, 'base64url');

function obey(server: ChatServer, message: HostMessage, stop: (reason: string) => void): void {
  switch (message.type) {
    case 'stop':
      stop('closed');
      return;
    case 'clear-history':
      void clearHistory(server);
      return;
    case 'change-key':
      server.changeKey(message.key);
      return;
    case 'remove':
      server.remove(message.mid, message.address);
      return;
    case 'lock':
      server.lock(message.on);
      return;
    case 'gate':
      return; // it counts before the start only
  }
}

async function clearHistory({ room }: ChatServer): Promise<void> {
  try {
    await room.clearHistory();
    tellHost({ type: 'history-cleared' });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    logger.warn(`clearing the history: ${problem}`);
    tellHost({ type: 'history-cleared', problem });
  }
}

function refuse(sentence: string, history = false, code?: string): void {
  console.error(sentence);
  process.exitCode = 1;
  tellHost({
    type: 'failed',
    message: sentence,
    ...(history && { history }),
    ...(code !== undefined && { code }),
  });
  // a channel that is open would keep the process alive
  if (process.connected) process.disconnect();
}

setFaultReporter((fault) => logger.error(faultText(fault)));
main().catch((error: unknown) => {
  if (!(error instanceof Error)) refuse(String(error));
  else refuse(error.message, false, (error.cause as NodeJS.ErrnoException | undefined)?.code);
});
