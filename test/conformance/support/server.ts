import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { RoomAccess, HostMessage, ServerMessageToHost } from '../../../src/protocol/hostChannel';

/** The program under test: what is built, or another build of it. */
const SERVER = path.resolve(process.env['TILDE_SERVER'] ?? 'dist/server.js');

/** A chat server as its users run it: the built file in a process of its own, on a free loopback port. */
export interface RunningServer {
  readonly port: number;
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  readonly output: () => string;
  /** What of it came on stderr: nothing, as long as all is well. */
  readonly errors: () => string;
  /** The host's one-time proof, where the server was started with a channel. */
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

/** The same on a computer whose date is off by `offMs`. */
export function startServerOff(offMs: number, ...flags: string[]): Promise<RunningServer> {
  const preload = `data:text/javascript,Date.now=(now=>()=>now()+(${offMs}))(Date.now)`;
  return start(
    spawn(process.execPath, ['--import', preload, SERVER, '--port', '0', '--room', 'Lab', ...flags], {
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

/** The same as the program that hosts a room starts it: with a channel, which carries the ticket. */
export async function startHostedServer(...flags: string[]): Promise<RunningServer> {
  const child = spawn(process.execPath, [SERVER, '--port', '0', '--room', 'Lab', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const told = once(child, 'message') as Promise<[{ ticket: string }]>;
  const server = await start(child);
  const [{ ticket }] = await told;
  return { ...server, ticket };
}

/** A server whose host says who may come in, and what the host is told. */
export interface GatedServer extends RunningServer {
  /** The gate as the server has told it last. */
  readonly gate: () => RoomAccess;
  tell(message: HostMessage): void;
  /** Tells it, and resolves once the server has said what the gate is now. */
  change(message: HostMessage): Promise<RoomAccess>;
}

/** The same for a host that keeps the gate. */
export async function startGatedServer(gate: RoomAccess, ...flags: string[]): Promise<GatedServer> {
  const child = spawn(process.execPath, [SERVER, '--port', '0', '--room', 'Lab', '--gated', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let told = gate;
  let ticket = '';
  const listening = new Promise<void>((resolve) => {
    child.on('message', (message: ServerMessageToHost) => {
      if (message.type === 'gate') told = message.gate;
      if (message.type === 'listening') ticket = message.ticket;
      if (message.type === 'listening') resolve();
    });
  });
  const tell = (message: HostMessage) => void child.send(message);
  tell({ type: 'gate', gate });
  const server = await start(child);
  await listening;
  return {
    ...server,
    ticket,
    gate: () => told,
    tell,
    async change(message) {
      const answer = new Promise<void>((resolve) => {
        const onMessage = ({ type }: ServerMessageToHost) => {
          if (type !== 'gate') return;
          child.off('message', onMessage);
          resolve();
        };
        child.on('message', onMessage);
      });
      tell(message);
      await answer;
      return told;
    },
  };
}

const running = new Set<ChildProcess>();

/** Ends what a test that gave up has left running. */
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

/** The same for a host that keeps the gate. */
export function runGated(
  gate: RoomAccess,
  ...argv: string[]
): Promise<{ code: number | null; message: string }> {
  const child = spawnForked(['--gated', ...argv]);
  child.send({ type: 'gate', gate });
  return failureOf(child);
}

const spawnForked = (argv: readonly string[]) =>
  spawn(process.execPath, [SERVER, ...argv], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });

async function failureOf(child: ChildProcess): Promise<{ code: number | null; message: string }> {
  let message = '';
  child.on('message', (said: { type: string; message?: string }) => {
    message = said.message ?? '';
    if (said.type === 'listening') child.kill(); // it took what it must refuse
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, message };
}
