import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { silentLogger } from '../../../src/base/logger';
import { type RequestOf, ServerChannel } from '../../../src/hosting/serverChannel';
import type { RoomAccess, MessageToHost } from '../../../src/protocol/host/hostChannel';
import type { HostRequest } from '../../../src/protocol/host/hostRequests';

/** The program under test: the built one, or a different build. */
export const SERVER = path.resolve(process.env['TILDE_SERVER'] ?? 'dist/server.js');

/** A chat server as its users run it: the built file in a process of its own, on a free loopback port. */
export interface RunningServer {
  readonly port: number;
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  readonly output: () => string;
  /** The part of it that came on stderr: nothing, as long as all is well. */
  readonly errors: () => string;
  /** The host's one-time proof, if the server was started with a channel. */
  readonly ticket: string;
  /** Asks it to end, or kills it, and resolves with its exit code. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** @param flags more command line, for example `'--burst', '3'` */
export function startServer(...flags: string[]): Promise<RunningServer> {
  return start(
    spawn(process.execPath, [SERVER, '--port', '0', '--room', 'Lab', ...flags], {
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

/** Starts the server as on a computer whose date is off by `offMs`. */
export function startServerOff(offMs: number, ...flags: string[]): Promise<RunningServer> {
  const preload = `data:text/javascript,Date.now=(now=>()=>now()+(${offMs}))(Date.now)`;
  return start(
    spawn(process.execPath, ['--import', preload, SERVER, '--port', '0', '--room', 'Lab', ...flags], {
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

/** A server that was started with a channel, as the program that hosts a room starts it. */
export interface ForkedServer extends RunningServer {
  /** Asks it for something. Rejects if it does not do it. */
  request(request: RequestOf<HostRequest>): Promise<void>;
}

/** Starts the server as the program that hosts a room does: with a channel, which carries the ticket. */
export async function startHostedServer(...flags: string[]): Promise<ForkedServer> {
  const child = spawn(process.execPath, [SERVER, '--port', '0', '--room', 'Lab', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const channel = new ServerChannel(child, { logger: silentLogger });
  const told = once(child, 'message') as Promise<[{ ticket: string }]>;
  const server = await start(child);
  const [{ ticket }] = await told;
  return { ...server, ticket, request: (request) => channel.request(request) };
}

/** A server whose host says who may come in, and what the host is told. */
export interface GatedServer extends ForkedServer {
  /** Who may come in, as the server said last. */
  readonly roomAccess: () => RoomAccess;
  /** Asks it for something, without waiting for an answer. */
  tell(request: RequestOf<HostRequest>): void;
  /** Asks it for something, and resolves with who may come in once that is done. */
  change(request: RequestOf<HostRequest>): Promise<RoomAccess>;
}

/** Starts the server for a host that says who may come in. */
export async function startGatedServer(roomAccess: RoomAccess, ...flags: string[]): Promise<GatedServer> {
  const child = spawn(process.execPath, [SERVER, '--port', '0', '--room', 'Lab', '--gated', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const channel = new ServerChannel(child, { logger: silentLogger });
  let told = roomAccess;
  let ticket = '';
  const listening = new Promise<void>((resolve) => {
    channel.onDidReceiveNotice((notice) => {
      if (notice.type === 'room-access-changed') told = notice.roomAccess;
      if (notice.type === 'listening') ticket = notice.ticket;
      if (notice.type === 'listening') resolve();
    });
  });
  const request = (request: RequestOf<HostRequest>) => channel.request(request);
  const tell = (message: RequestOf<HostRequest>) => void request(message).catch(() => undefined);
  tell({ type: 'set-room-access', roomAccess });
  const server = await start(child);
  await listening;
  return {
    ...server,
    ticket,
    roomAccess: () => told,
    request,
    tell,
    async change(message) {
      await request(message);
      return told;
    },
  };
}

const running = new Set<ChildProcess>();

/** Ends the servers that a failed test has left running. */
export function killServers(): void {
  for (const child of running) child.kill('SIGKILL');
}

async function start(child: ChildProcess): Promise<RunningServer> {
  running.add(child);
  child.on('exit', () => running.delete(child));
  let output = '';
  let errors = '';
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const port = await new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const bound = /^Server runs on \S+ (\d+)$/m.exec(output);
      if (bound) resolve(Number(bound[1]));
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    void exited.then(() => reject(new Error(`the server ended: ${output}`)));
  });
  return {
    port,
    child,
    output: () => output,
    errors: () => errors,
    ticket: '',
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}

/** Runs the server with a command line that it must refuse or answer; resolves with what it printed and its code. */
export async function runServer(
  ...argv: string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [SERVER, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (stdout.startsWith('Server runs on ')) child.kill(); // it took what it must refuse
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** Forks the server as its host does; resolves with what it says over the channel when it fails, and its exit code. */
export function runForked(...argv: string[]): Promise<{ code: number | null; message: string }> {
  return failureOf(spawnForked(argv));
}

/** Forks the server for a host that says who may come in. Resolves like `runForked`. */
export function runGated(
  roomAccess: RoomAccess,
  ...argv: string[]
): Promise<{ code: number | null; message: string }> {
  const child = spawnForked(['--gated', ...argv]);
  child.send({ type: 'set-room-access', id: 1, roomAccess });
  return failureOf(child);
}

const spawnForked = (argv: readonly string[]) =>
  spawn(process.execPath, [SERVER, ...argv], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });

async function failureOf(child: ChildProcess): Promise<{ code: number | null; message: string }> {
  let message = '';
  child.on('message', (said: MessageToHost) => {
    if (said.type === 'failed') message = said.message;
    if (said.type === 'listening') child.kill(); // it took what it must refuse
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, message };
}
