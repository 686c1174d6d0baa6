import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { systemClock } from '../base/systemClock';
import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';
import { guarded } from '../base/faults';
import type { Logger } from '../base/logger';
import type { RoomAccess, ServerNotice } from '../protocol/host/hostChannel';
import type { HostRequest } from '../protocol/host/hostRequests';
import { type RequestOf, ServerChannel } from './serverChannel';
import { ServerFailure, serverFailure } from './serverFailure';

const DEFAULT_START_TIMEOUT_MS = 15_000;
const DEFAULT_STOP_TIMEOUT_MS = 3000;

/** Where the server stores what is said. */
export interface HistoryOptions {
  /** Path of the file, in a folder that exists. */
  readonly file: string;
  /** For how many days it is stored; 0: for ever. */
  readonly days: number;
}

export interface ServerProcessOptions {
  /** Path of the server's bundle. */
  readonly serverPath: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly room: string;
  /** Who may come in. It goes over the channel only, never into arguments, the environment or the log. */
  readonly roomAccess: RoomAccess;
  /** Undefined: what is said is kept in memory only. */
  readonly history?: HistoryOptions | undefined;
  readonly logger: Logger;
  /** How long the server may take until it listens, in milliseconds. After that it is ended. */
  readonly startTimeoutMs?: number;
  /** How long the server may take to end when it is asked to, in milliseconds. After that it is killed. */
  readonly stopTimeoutMs?: number;
  /** How long to wait for the answer to a request, in milliseconds. */
  readonly requestTimeoutMs?: number;
}

/** The server cannot use the history file, for now or for good. The message says why. */
export class HistoryRefused extends Error {
  override readonly name = 'HistoryRefused';
}

/** Where the server listens, and how its host and its room are told from others. */
export type Listening = Extract<ServerNotice, { readonly type: 'listening' }>;

/**
 * The chat server in a process of its own, forked as language servers are. However this process ends, the channel
 * between them closes, and the server ends, too. What only the host may do goes over that channel.
 */
export class ServerProcess implements Disposable {
  private readonly child: ChildProcess;
  private readonly channel: ServerChannel;
  private readonly stopTimeoutMs: number;
  private readonly exited: Promise<void>;
  private readonly _onDidCrash = new Emitter<string>();
  private readonly _onDidChangeRoomAccess = new Emitter<RoomAccess>();
  private ended = false;
  private stopping = false;

  /** Fires once when the process ends without being asked to, with how it ended. */
  readonly onDidCrash = this._onDidCrash.event;
  /** Fires with who may come in, before the server listens and after each change. */
  readonly onDidChangeRoomAccess = this._onDidChangeRoomAccess.event;
  /** Resolves when the server listens. Rejects with its own sentence when it cannot. */
  readonly listening: Promise<Listening>;

  constructor(options: ServerProcessOptions) {
    const { serverPath, logger, startTimeoutMs, stopTimeoutMs, requestTimeoutMs } = options;
    this.stopTimeoutMs = stopTimeoutMs ?? DEFAULT_STOP_TIMEOUT_MS;
    this.child = fork(serverPath, argumentsOf(options), {
      // not the arguments of the extension host: an inspector's port would be taken twice
      execArgv: [],
      // the desktop editor's own executable, as plain Node
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      // not the workspace: on Windows it could not be removed meanwhile
      cwd: workingFolder(serverPath),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    pipeLines(this.child.stdout, (line) => logger.info(`[server] ${line}`));
    pipeLines(this.child.stderr, (line) => logger.warn(`[server] ${line}`));
    this.exited = new Promise((resolve) => {
      const end = (how: string): void => {
        if (this.ended) return;
        this.ended = true;
        resolve();
        logger.info(`the server process ended: ${how}`);
        if (!this.stopping) this._onDidCrash.fire(how);
      };
      this.child.once('exit', (code, signal) => end(signal ?? `exit code ${code ?? 'unknown'}`));
      // `exit` may never come when the process could not be started
      this.child.on('error', (error) => (this.child.pid === undefined ? end(error.message) : undefined));
    });
    this.channel = new ServerChannel(this.child, { logger, requestTimeoutMs });
    this.channel.onDidReceiveNotice((notice) => {
      if (notice.type === 'room-access-changed') this._onDidChangeRoomAccess.fire(notice.roomAccess);
    });
    this.tell({ type: 'set-room-access', roomAccess: options.roomAccess });
    this.listening = this.waitUntilListening(startTimeoutMs ?? DEFAULT_START_TIMEOUT_MS);
    // it is no fault when nobody waits for it any more
    this.listening.catch(() => undefined);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  private waitUntilListening(timeoutMs: number): Promise<Listening> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        timeout.dispose();
        reject(error);
      };
      const timeout = systemClock.after(timeoutMs, () => {
        fail(serverFailure('It did not start in time.', 'timeout'));
        // nobody waits for it any more: it would only hold the port
        void this.release();
      });
      // its last messages may come after `exit`, but not after `close`
      this.child.once('close', () => fail(serverFailure('It ended before it could listen.', 'ended')));
      this.child.once('error', fail);
      this.channel.onDidReceiveNotice((notice) => {
        if (notice.type === 'failed') {
          const { message, code, history } = notice;
          fail(history ? new HistoryRefused(message) : new ServerFailure(message, code));
        }
        // what it said last may come after its end, of which nobody would be told again
        if (notice.type === 'listening' && !this.ended) {
          timeout.dispose();
          resolve(notice);
        }
      });
    });
  }

  /** {@link ServerChannel.request} */
  request(request: RequestOf<HostRequest>): Promise<void> {
    return this.channel.request(request);
  }

  /** A request that shows by other signs whether it was carried out. */
  private tell(request: RequestOf<HostRequest>): void {
    this.channel.request(request).catch(() => undefined);
  }

  /** Tells the members that the room is closed and ends the process; resolves when it is gone and its port free. */
  async stop(): Promise<void> {
    await this.end(() => {
      this.tell({ type: 'stop' });
      return this.exited;
    });
  }

  /**
   * Ends the process as if this one had ended: the members are told that their host is away, and wait for it for a
   * while. Resolves when its port is free. The process may stay for a moment, to hand direct messages to the next one.
   */
  async release(): Promise<void> {
    await this.end(async () => {
      try {
        await this.channel.request({ type: 'release' });
      } catch {
        this.dispose();
        await this.exited;
      }
    });
    this.dispose();
    if (this.ended) return;
    this.child.unref();
    for (const output of [this.child.stdout, this.child.stderr]) output?.destroy();
  }

  /** @param ask resolves when the process has ended, or need not be waited for any more */
  private async end(ask: () => Promise<void>): Promise<void> {
    this.stopping = true;
    if (this.ended) return;
    const force = systemClock.after(this.stopTimeoutMs, () => this.child.kill('SIGKILL'));
    await Promise.race([ask(), this.exited]);
    force.dispose();
  }

  /** Closes the channel, at which the process ends by itself. It is not waited for. */
  dispose(): void {
    this.stopping = true;
    this._onDidCrash.dispose();
    this._onDidChangeRoomAccess.dispose();
    this.channel.dispose();
    if (this.child.connected) this.child.disconnect();
  }
}

/** The person's home; where there is none, as for some accounts in containers, the server's own folder. */
function workingFolder(serverPath: string): string {
  const home = homedir();
  return existsSync(home) ? home : path.dirname(serverPath);
}

function argumentsOf({ host, port, room, roomAccess, history }: ServerProcessOptions): string[] {
  return [
    ...[`--host=${host}`, `--port=${port}`, `--room=${room}`],
    '--gated',
    // said a second time, so that no mistake opens a private room to the network
    ...(roomAccess.key === undefined ? ['--open'] : []),
    ...(history ? [`--history=${history.file}`, `--history-days=${history.days}`] : []),
  ];
}

function pipeLines(stream: Readable | null, write: (line: string) => void): void {
  if (stream) createInterface({ input: stream, crlfDelay: Infinity }).on('line', guarded(write));
}
