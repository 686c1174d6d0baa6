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
import type { HostRequest, RoomAccess, ServerNotice } from '../protocol/hostChannel';
import { type RequestOf, ServerChannel } from './serverChannel';
import { ServerFailure, serverFailure } from './serverFailure';

/** Longest time to wait for the server to say that it listens. */
const DEFAULT_START_TIMEOUT_MS = 15_000;
const DEFAULT_STOP_TIMEOUT_MS = 3000;

/** Where the server keeps what is said. */
export interface HistoryOptions {
  /** Path of the file; its folder is there. */
  readonly file: string;
  /** For how many days; 0: for ever. */
  readonly days: number;
}

export interface ServerProcessOptions {
  /** Path of the server's bundle. */
  readonly serverPath: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly room: string;
  /** Who may come in. It goes over the channel only: never into arguments, the environment, or the log. */
  readonly roomAccess: RoomAccess;
  /** Left out: what is said is kept in memory only. */
  readonly history?: HistoryOptions | undefined;
  readonly logger: Logger;
  /** How long it may take to say that it listens, in milliseconds; one that takes longer is ended. */
  readonly startTimeoutMs?: number;
  /** How long it may take to end once it was asked to, before it is ended by force; in milliseconds. */
  readonly stopTimeoutMs?: number;
  /** How long to wait for the answer to a request, in milliseconds. */
  readonly requestTimeoutMs?: number;
}

/** The server does not take the history file, for now or for good; its message says why. */
export class HistoryRefused extends Error {
  override readonly name = 'HistoryRefused';
}

/** Where the server listens, and how its host and its room are told from others. */
export type Listening = Extract<ServerNotice, { readonly type: 'listening' }>;

/**
 * The chat server in a process of its own, forked as language servers are. It ends with this process, however that
 * ends: the channel between them closes. What only the host may do goes over that channel.
 */
export class ServerProcess implements Disposable {
  private readonly child: ChildProcess;
  private readonly channel: ServerChannel;
  private readonly stopTimeoutMs: number;
  private readonly exited: Promise<void>;
  private readonly _onDidDie = new Emitter<string>();
  private readonly _onDidChangeRoomAccess = new Emitter<RoomAccess>();
  private ended = false;
  private stopping = false;

  /** Fires once if the server ends without being asked to, with how it ended. */
  readonly onDidDie = this._onDidDie.event;
  /** Fires with who may come in: before the server listens, and after each change. */
  readonly onDidChangeRoomAccess = this._onDidChangeRoomAccess.event;
  /** Settles once: rejects with the server's own sentence when it cannot listen. */
  readonly listening: Promise<Listening>;

  constructor(options: ServerProcessOptions) {
    const { serverPath, logger, startTimeoutMs, stopTimeoutMs, requestTimeoutMs } = options;
    this.stopTimeoutMs = stopTimeoutMs ?? DEFAULT_STOP_TIMEOUT_MS;
    this.child = fork(serverPath, argumentsOf(options), {
      // not those of the extension host: an inspector's port would be taken twice
      execArgv: [],
      // the desktop editor's own executable, as plain Node
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      // not the workspace, which could not be removed on Windows meanwhile
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
        if (!this.stopping) this._onDidDie.fire(how);
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
    // whoever waits is told; that nobody waits any more is no fault
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
        // nobody waits for it any more: listening late, it would only hold the port
        void this.release();
      });
      // after `exit` it may still have its last words to say; after `close` not
      this.child.once('close', () => fail(serverFailure('It ended before it could listen.', 'ended')));
      this.child.once('error', fail);
      this.channel.onDidReceiveNotice((notice) => {
        if (notice.type === 'failed') {
          const { message, code, history } = notice;
          fail(history ? new HistoryRefused(message) : new ServerFailure(message, code));
        }
        if (notice.type === 'listening') {
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
    await this.end(() => this.tell({ type: 'stop' }));
  }

  /**
   * Ends the process as if this one had gone: the members are told that their host is away and look for it for a
   * while. Resolves when the process is gone and its port free.
   */
  async release(): Promise<void> {
    await this.end(() => this.dispose());
  }

  private async end(ask: () => void): Promise<void> {
    this.stopping = true;
    if (this.ended) return;
    const force = systemClock.after(this.stopTimeoutMs, () => this.child.kill('SIGKILL'));
    ask();
    await this.exited;
    force.dispose();
  }

  /** Ends the process without waiting for it: without its channel it stops by itself. */
  dispose(): void {
    this.stopping = true;
    this._onDidDie.dispose();
    this._onDidChangeRoomAccess.dispose();
    this.channel.dispose();
    if (this.child.connected) this.child.disconnect();
  }
}

/** The person's home; where there is none, as for some accounts in containers, that of the server itself. */
function workingFolder(serverPath: string): string {
  const home = homedir();
  return existsSync(home) ? home : path.dirname(serverPath);
}

function argumentsOf({ host, port, room, roomAccess, history }: ServerProcessOptions): string[] {
  return [
    ...[`--host=${host}`, `--port=${port}`, `--room=${room}`],
    '--gated',
    // said twice, so that no slip opens to the network what was to be private
    ...(roomAccess.key === undefined ? ['--open'] : []),
    ...(history ? [`--history=${history.file}`, `--history-days=${history.days}`] : []),
  ];
}

function pipeLines(stream: Readable | null, write: (line: string) => void): void {
  if (stream) createInterface({ input: stream, crlfDelay: Infinity }).on('line', guarded(write));
}
