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
import { ServerFailure, serverFailure } from './serverFailure';
import * as v from 'valibot';
import {
  RoomAccess,
  type HistoryCleared,
  type HostMessage,
  type ServerMessageToHost,
} from '../protocol/hostChannel';

/** Longest time to wait for the server to say that it listens. */
const DEFAULT_START_TIMEOUT_MS = 15_000;
const DEFAULT_STOP_TIMEOUT_MS = 3000;
/** Longest time to wait for an answer of the server's, which may have a history to write anew. */
const ANSWER_TIMEOUT_MS = 15_000;

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
}

/** The server does not take the history file, for now or for good; its message says why. */
export class HistoryRefused extends Error {
  override readonly name = 'HistoryRefused';
}

/** A change of who may come in. */
export type RoomAccessChange = Extract<HostMessage, { readonly type: 'change-key' | 'remove' | 'lock' }>;

/** Where the server listens, and by what its host and its room are known. */
export interface Listening {
  readonly port: number;
  /** Makes a client the host's: it belongs to who first shows that it has it. */
  readonly ticket: string;
  /** By what the room shows which it is. */
  readonly publicKey?: string | undefined;
}

/**
 * The chat server in a process of its own, forked as language servers are. It ends with this process, however that
 * ends: the channel between them closes. What only the host may do goes over that channel.
 */
export class ServerProcess implements Disposable {
  private readonly child: ChildProcess;
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
    const { serverPath, logger, startTimeoutMs, stopTimeoutMs } = options;
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
    this.child.on('message', (message) => {
      if (isGate(message)) this._onDidChangeRoomAccess.fire(message.gate);
    });
    this.tell({ type: 'gate', gate: options.roomAccess });
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
      this.child.on('message', (message) => {
        if (!isFromServer(message)) return;
        if (message.type === 'failed') {
          const { message: why, code, history } = message;
          fail(history ? new HistoryRefused(why) : new ServerFailure(why, code));
          return;
        }
        timeout.dispose();
        const { port, ticket, publicKey } = message;
        resolve({ port, ticket, ...(publicKey !== undefined && { publicKey }) });
      });
    });
  }

  /** Has everything forgotten that was said so far. Rejects with why some of it may still be on the disk. */
  async clearHistory(): Promise<void> {
    const { problem } = await this.ask({ type: 'clear-history' }, isHistoryCleared);
    if (problem !== undefined) throw new ServerFailure(problem);
  }

  /** Changes who may come in; resolves when it counts. Who has to go is put out then. */
  async change(change: RoomAccessChange): Promise<void> {
    await this.ask(change, isGate);
  }

  private ask<T>(message: HostMessage, isAnswer: (answer: unknown) => answer is T): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        timeout.dispose();
        this.child.off('message', onMessage).off('exit', onExit);
      };
      const fail = (problem: Error): void => {
        finish();
        reject(problem);
      };
      const onMessage = (answer: unknown): void => {
        if (!isAnswer(answer)) return;
        finish();
        resolve(answer);
      };
      const onExit = (): void => fail(serverFailure('The server has ended.', 'not-running'));
      const timeout = systemClock.after(ANSWER_TIMEOUT_MS, () =>
        fail(serverFailure('The server did not answer.', 'no-answer')),
      );
      this.child.on('message', onMessage).on('exit', onExit);
      if (!this.child.connected) onExit();
      else this.child.send(message, (error) => (error ? fail(error) : undefined));
    });
  }

  private tell(message: HostMessage): void {
    // the callback takes the error of a channel that closes meanwhile: the process ends then, too
    if (this.child.connected) this.child.send(message, () => undefined);
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

/** What the server says, of which nothing is believed that is not checked. */
function isFromServer(message: unknown): message is Exclude<ServerMessageToHost, { type: 'gate' }> {
  if (typeof message !== 'object' || message === null) return false;
  const {
    type,
    port,
    ticket,
    publicKey,
    message: why,
    history,
    code,
  } = message as Partial<Record<string, unknown>>;
  if (type === 'failed') {
    const isFlag = history === undefined || typeof history === 'boolean';
    return typeof why === 'string' && isFlag && (code === undefined || typeof code === 'string');
  }
  if (publicKey !== undefined && typeof publicKey !== 'string') return false;
  return type === 'listening' && typeof port === 'number' && typeof ticket === 'string';
}

const isGate = (message: unknown): message is ServerMessageToHost & { type: 'gate' } =>
  v.is(v.object({ type: v.literal('gate'), gate: RoomAccess }), message);

function isHistoryCleared(message: unknown): message is HistoryCleared {
  if (typeof message !== 'object' || message === null) return false;
  const { type, problem } = message as Partial<Record<string, unknown>>;
  return type === 'history-cleared' && (problem === undefined || typeof problem === 'string');
}
