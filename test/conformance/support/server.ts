import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

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
export async function runForked(...argv: string[]): Promise<{ code: number | null; message: string }> {
  const child = spawn(process.execPath, [SERVER, ...argv], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  let message = '';
  child.on('message', (said: { message?: string }) => (message = said.message ?? ''));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, message };
}
