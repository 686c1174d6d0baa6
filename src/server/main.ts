// The chat server's process: the program `tilde-chat-server`, and what the extension forks.
// It tells its parent over the IPC channel what a person reads on the terminal, and it ends when its parent does.
import { randomBytes } from 'node:crypto';
import { asError } from '../base/asError';
import { waitAtMost } from '../base/clock';
import { systemClock } from '../base/systemClock';
import { faultText, setFaultReporter } from '../base/faults';
import { type Logger } from '../base/logger';
import type { Result } from '../base/result';
import type { RoomAccess } from '../protocol/host/hostChannel';
import { ChatServer } from './chatServer';
import { type CliCommand, helpText, parseCli } from './cli';
import { AccessControl } from './admission/accessControl';
import { RoomIdentity } from './admission/roomIdentity';
import { HostChannel } from './hostChannel';
import { offerDirect, takeDirect } from './history/handover';
import type { History } from './history/history';
import { openHistory } from './history/openHistory';
import { createTlsEntry } from './admission/tlsEntry';
import { initialRoomAccess } from './initialRoomAccess';

/** How long members have to take the goodbye before the process ends anyway, in milliseconds. */
const SHUTDOWN_MS = 2000;

type ServeCommand = Extract<CliCommand, { kind: 'serve' }>;

const logger: Logger = {
  trace: () => undefined,
  info: () => undefined,
  warn: (message) => console.error(message),
  error: (message) => console.error(message),
};
const host = new HostChannel(logger);

/** The server cannot start. The message says why and what to do, in one sentence. */
class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    message: string,
    /** What the host has to know besides the sentence. */
    readonly details: { readonly code?: string; readonly history?: boolean } = {},
  ) {
    super(message);
  }
}

async function main(): Promise<void> {
  const command = orRefuse(parseCli(process.argv.slice(2)));
  if (command.kind === 'help') console.log(helpText());
  else if (command.kind === 'version') console.log(process.env['TILDE_VERSION'] ?? 'development');
  else await serve(command);
}

async function serve({ options, access }: ServeCommand): Promise<void> {
  const given = orRefuse(
    await initialRoomAccess(access, host, (key) => console.log(`The key of this room: ${key}`)),
  );
  const knownSecret = secretOf(given);
  const history = await historyOf(options, knownSecret);
  const secret = history?.secret ?? knownSecret;
  const roomAccess = { ...given, secret: secret.toString('base64url') };
  const accessControl = new AccessControl(roomAccess);
  const tlsEntry = orRefuse(await createTlsEntry(accessControl, options, systemClock), { code: 'no-tls' });
  const server = new ChatServer(options, {
    onConnection: (address, port) => console.log(`Client Connection Success: ${address} ${port}`),
    logger,
    accessControl,
    tlsEntry,
    // without a history it is another room, but of people who are known
    identity: new RoomIdentity(secret, history?.roomId),
    history,
  });
  if (access.kind === 'from-host') {
    const report = (changed: RoomAccess) => host.tell({ type: 'room-access-changed', roomAccess: changed });
    report(roomAccess);
    accessControl.onDidChange(report);
  }
  obeyHostAndSignals(server, history);
  const bound = await server.listen().catch(async (error: unknown) => {
    await server.close('closed'); // lets go of the history
    throw error;
  });
  console.log(`Server runs on ${bound.host} ${bound.port}`);
  const { publicKey } = server.room.identity.keys;
  host.tell({ type: 'listening', port: bound.port, ticket: server.ticket, publicKey });
}

/** Does what the host asks for. Closes the server at its word, at a signal, or when the host is gone. */
function obeyHostAndSignals(server: ChatServer, history: History | undefined): void {
  const close = (reason: string): Promise<void> => waitAtMost(systemClock, SHUTDOWN_MS, server.close(reason));
  // a start that failed keeps its exit code: letting go of the parent is what brought us here
  const stop = (reason: string): void => void close(reason).then(() => process.exit());
  let released: Promise<void> | undefined;
  const release = async (): Promise<void> => {
    // offered first: the next server looks for it as soon as the history is free
    const { roomId: room, secret } = history ?? {};
    const offered =
      room !== undefined && secret && (await offerDirect({ room, secret }, () => server.room.log.inMemory));
    await close('host-gone');
    void Promise.resolve(offered && offered.done).then(() => process.exit());
  };
  const releaseOnce = (): Promise<void> => (released ??= release());
  host.handle({
    stop: () => stop('closed'),
    release: releaseOnce,
    'clear-history': () => server.room.log.clear(),
    'change-key': ({ key }) => {
      if (!server.changeKey(key)) throw new Error('An open room has no key to change.');
    },
    remove: ({ mid, address }) => {
      if (!server.remove(mid, address)) throw new Error('The host cannot be removed.');
    },
    readmit: ({ mid, addresses }) => server.readmit(mid, addresses),
    lock: ({ on }) => server.lock(on),
  });
  // where there is no such signal (Windows), the parent's channel or the end of the console does it
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop('closed'));
  process.on('disconnect', () => void releaseOnce());
  // the host went while the history was being opened: there is no other event
  if (process.send && !process.connected) void releaseOnce();
  // nobody reads the output any more: no reason to end the room
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** What mids and tokens are made from: the secret that the host stored, or a new one. */
const secretOf = ({ secret }: RoomAccess): Buffer =>
  secret === undefined ? randomBytes(32) : Buffer.from(secret, 'base64url');

async function historyOf(options: ServeCommand['options'], secret: Buffer) {
  if (options.history === undefined) return undefined;
  const opened = await openHistory(options.history, options, {
    ...{ clock: systemClock, logger, secret, takeDirect },
  });
  return orRefuse(opened, { history: true });
}

function orRefuse<T>(result: Result<T, string>, details?: Refusal['details']): T {
  if (!result.ok) throw new Refusal(result.error, details);
  return result.value;
}

setFaultReporter((fault) => logger.error(faultText(fault)));
main().catch((error: unknown) => {
  const message = asError(error).message;
  console.error(message);
  process.exitCode = 1;
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  const details = error instanceof Refusal ? error.details : { code: cause?.code };
  host.tell({ type: 'failed', message, ...details });
  // a channel that is open would keep the process alive
  if (process.connected) process.disconnect();
});
