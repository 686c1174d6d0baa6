import { asError } from '../base/asError';
import { type Clock, pause } from '../base/clock';
import { systemClock } from '../base/systemClock';
import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';
import type { RoomAccess } from '../protocol/host/hostChannel';
import type { HostRequest } from '../protocol/host/hostRequests';
import { waitForFreePort } from './freePort';
import type { RequestOf } from './serverChannel';
import { serverFailure } from './serverFailure';
import { HistoryRefused, type Listening, type ServerProcessOptions, ServerProcess } from './serverProcess';

export interface HostedServerOptions extends ServerProcessOptions {
  /** How long to wait at the start for a port in use, such as by the window's own earlier server; in milliseconds. */
  readonly portWaitMs?: number;
  /** How long to wait for it at a restart, in milliseconds. */
  readonly restartPortWaitMs?: number;
  /** How often the server may be restarted within `restartWindowMs` before it is given up. */
  readonly restarts?: number;
  /** In milliseconds. */
  readonly restartWindowMs?: number;
  /** How long to wait for a history in use, such as by the window's own earlier server; in milliseconds. */
  readonly historyWaitMs?: number;
  /** Pause between two tries to restart it, in milliseconds. */
  readonly restartPauseMs?: number;
  readonly clock?: Clock;
}

const HISTORY_RETRY_MS = 250;

const DEFAULTS = {
  portWaitMs: 0,
  restartPortWaitMs: 5000,
  restarts: 3,
  restartWindowMs: 120_000,
  historyWaitMs: 5000,
  restartPauseMs: 1000,
  clock: systemClock,
};

/** The server of a hosted room, for as long as the room is open. When its process crashes, another one is started. */
export class HostedServer implements Disposable {
  private readonly options: HostedServerOptions & typeof DEFAULTS;
  private process: ServerProcess | undefined;
  private port: number;
  private listening: Pick<Listening, 'ticket' | 'publicKey'> = { ticket: '' };
  private currentRoomAccess: RoomAccess;
  /** When it was restarted, within `restartWindowMs`. */
  private restartedAt: number[] = [];
  private restarting = false;
  private isOver = false;
  private historyRefusal: string | undefined;
  private readonly _onDidCrash = new Emitter<string>();
  private readonly _onDidRestart = new Emitter<void>();
  private readonly _onDidGiveUp = new Emitter<void>();
  private readonly _onDidChangeRoomAccess = new Emitter<RoomAccess>();

  /** Fires when the process ends without being asked to, with how it ended. Another one is being started. */
  readonly onDidCrash = this._onDidCrash.event;
  /**
   * Fires when another process listens on the same port, for a room of the same name. With a history it is the same room;
   * without one the server no longer has what was said.
   */
  readonly onDidRestart = this._onDidRestart.event;
  /** Fires when the process ended too often, or cannot be restarted. */
  readonly onDidGiveUp = this._onDidGiveUp.event;
  /** Fires when `roomAccess` has changed. */
  readonly onDidChangeRoomAccess = this._onDidChangeRoomAccess.event;

  constructor(options: HostedServerOptions) {
    this.options = { ...DEFAULTS, ...options };
    this.port = options.port;
    this.currentRoomAccess = options.roomAccess;
  }

  /** Proves to the server that a client is the host's. Each process has a ticket of its own. */
  get ticket(): string {
    return this.listening.ticket;
  }

  /** The key by which the room proves which one it is (P-6.14). */
  get publicKey(): string | undefined {
    return this.listening.publicKey;
  }

  /** Who may come in. Each process takes over from the one before. */
  get roomAccess(): RoomAccess {
    return this.currentRoomAccess;
  }

  /** Whether a process has ended, and the next one does not listen yet. */
  get isRestarting(): boolean {
    return this.restarting;
  }

  /** Why the room does without the history that it was to have: a sentence for logs, in English. */
  get historyProblem(): string | undefined {
    return this.historyRefusal;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /**
   * Starts the server. To be called once. Rejects with the server's own sentence when it cannot listen.
   * @returns the port it listens on
   */
  async start(): Promise<number> {
    await this.startProcess(this.options.portWaitMs);
    return this.port;
  }

  /** Has the server do something. Resolves when that counts; rejects with a `ServerFailure` when it does not. */
  async request(request: RequestOf<HostRequest>): Promise<void> {
    await this.running.request(request);
  }

  /** Closes the room; resolves when the process is gone and its port free. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.process?.stop();
  }

  /** Ends the process, its members told that the host is away ({@link ServerProcess.release}). */
  async release(): Promise<void> {
    this.isOver = true;
    await this.process?.release();
  }

  dispose(): void {
    this.isOver = true;
    this.process?.dispose();
    for (const emitter of [this._onDidCrash, this._onDidRestart, this._onDidGiveUp]) emitter.dispose();
    this._onDidChangeRoomAccess.dispose();
  }

  private get running(): ServerProcess {
    if (this.process && !this.restarting) return this.process;
    throw serverFailure('The server is not running.', 'not-running');
  }

  private async startProcess(portWaitMs: number): Promise<void> {
    const { options, port } = this;
    // the server itself would not notice a program that listens beside it
    const isFree = port === 0 || (await waitForFreePort(options.host, port, portWaitMs, options.clock));
    if (!isFree) throw new Error(`Port ${port} is taken.`);
    if (this.isOver) throw serverFailure('The room has been closed in the meantime.', 'closed');
    const { process, listening } = await this.forkUntilItListens();
    this.port = listening.port;
    this.listening = listening;
    process.onDidCrash((how) => {
      process.dispose();
      this._onDidCrash.fire(how);
      void this.restart();
    });
  }

  /** Starts a process with the history or, where that cannot be had in time, without one. */
  private async forkUntilItListens(): Promise<{
    readonly process: ServerProcess;
    readonly listening: Listening;
  }> {
    const { clock, historyWaitMs, logger, history } = this.options;
    const end = clock.now() + historyWaitMs;
    for (let withHistory = history !== undefined; ;) {
      const { port, roomAccess } = this;
      const options = { ...this.options, port, roomAccess, history: withHistory ? history : undefined };
      const process = (this.process = new ServerProcess(options));
      process.onDidChangeRoomAccess((changed) => {
        this.currentRoomAccess = changed;
        this._onDidChangeRoomAccess.fire(changed);
      });
      try {
        const listening = await process.listening;
        if (withHistory) this.historyRefusal = undefined;
        return { process, listening };
      } catch (error) {
        process.dispose();
        if (!(error instanceof HistoryRefused)) throw error;
        // a server that ends lets go of its port before its history
        if (clock.now() < end) await pause(clock, HISTORY_RETRY_MS);
        else {
          this.historyRefusal = error.message;
          withHistory = false;
          logger.warn(`the room is opened without its history: ${error.message}`);
        }
      }
      if (this.isOver) throw serverFailure('The room has been closed in the meantime.', 'closed');
    }
  }

  private async restart(): Promise<void> {
    const { clock, restarts, restartWindowMs, restartPauseMs, restartPortWaitMs, logger } = this.options;
    this.restarting = true;
    for (let first = true; !this.isOver; first = false) {
      const since = clock.now() - restartWindowMs;
      this.restartedAt = this.restartedAt.filter((at) => at > since);
      if (this.restartedAt.length >= restarts) {
        this._onDidGiveUp.fire();
        return;
      }
      if (!first) await pause(clock, restartPauseMs);
      this.restartedAt.push(clock.now());
      try {
        await this.startProcess(restartPortWaitMs);
      } catch (error) {
        logger.warn(`starting the server again: ${asError(error).message}`);
        continue;
      }
      this.restarting = false;
      this._onDidRestart.fire();
      return;
    }
  }
}
