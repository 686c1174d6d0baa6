import { type Clock, pause } from '../base/clock';
import { systemClock } from '../base/systemClock';
import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';
import type { RoomAccess } from '../protocol/hostChannel';
import { portBecomesFree } from './freePort';
import { serverFailure } from './serverFailure';
import { HistoryRefused, type Listening, type ServerProcessOptions, ServerProcess } from './serverProcess';

export interface HostedServerOptions extends ServerProcessOptions {
  /** How long to wait for a port that is held at the start, as by the window's own server before; in milliseconds. */
  readonly portWaitMs?: number;
  /** The same at a restart. */
  readonly restartPortWaitMs?: number;
  /** How often the server may be started again within `restartWindowMs`, before it is given up. */
  readonly restarts?: number;
  readonly restartWindowMs?: number;
  /** How long to wait for a history that another server still has, as the window's own before; at most. */
  readonly historyWaitMs?: number;
  /** Pause before a second try to start it again. */
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

/** The server of a hosted room, for as long as the room is open: when its process ends by itself, it gets another. */
export class HostedServer implements Disposable {
  private readonly options: HostedServerOptions & typeof DEFAULTS;
  private process: ServerProcess | undefined;
  private port: number;
  private listening: Pick<Listening, 'ticket' | 'publicKey'> = { ticket: '' };
  private currentRoomAccess: RoomAccess;
  /** When it was started again, within `restartWindowMs`. */
  private restartedAt: number[] = [];
  private restarting = false;
  private over = false;
  private unsaved: string | undefined;
  private readonly _onDidFall = new Emitter<string>();
  private readonly _onDidRestart = new Emitter<void>();
  private readonly _onDidGiveUp = new Emitter<void>();
  private readonly _onDidChangeRoomAccess = new Emitter<RoomAccess>();

  /** The process ended by itself; with how it ended. Another one is being started. */
  readonly onDidFall = this._onDidFall.event;
  /**
   * Another process listens on the same port, for a room of the same name. With a history it is the same room; else
   * what was said is gone from the server.
   */
  readonly onDidRestart = this._onDidRestart.event;
  /** It ended too often, or cannot be started again. */
  readonly onDidGiveUp = this._onDidGiveUp.event;

  /** Fires when `roomAccess` has changed. */
  readonly onDidChangeRoomAccess = this._onDidChangeRoomAccess.event;

  constructor(options: HostedServerOptions) {
    this.options = { ...DEFAULTS, ...options };
    this.port = options.port;
    this.currentRoomAccess = options.roomAccess;
  }

  /** The proof of being the host; each process has another. */
  get ticket(): string {
    return this.listening.ticket;
  }

  /** By what its room shows which it is. */
  get publicKey(): string | undefined {
    return this.listening.publicKey;
  }

  /** Who may come in; it goes on from one process to the next. */
  get roomAccess(): RoomAccess {
    return this.currentRoomAccess;
  }

  /** Whether one process has ended, and no other listens yet. */
  get isRestarting(): boolean {
    return this.restarting;
  }

  /** Why the history that was asked for is not in use: a sentence. */
  get historyProblem(): string | undefined {
    return this.unsaved;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /**
   * Starts the server, once. Rejects with its own sentence when it cannot listen.
   * @returns the port it listens on
   */
  async start(): Promise<number> {
    await this.launch(this.options.portWaitMs);
    return this.port;
  }

  /** Drops everything said so far. Rejects with why some of it may still be on the disk. */
  async clearHistory(): Promise<void> {
    await this.running.request({ type: 'clear-history' });
  }

  /**
   * Changes the key of a private room, and puts out everybody but the host (P-14.1). Resolves when that counts; rejects
   * with a `ServerFailure` when it does not. So do {@link remove} and {@link lock}.
   * @param key canonical
   */
  async changeKey(key: string): Promise<void> {
    await this.running.request({ type: 'change-key', key });
  }

  /**
   * Puts a member out for good (P-14.2).
   * @param withAddress with everybody who comes from the same address, unless that is this computer
   */
  async remove(memberId: string, withAddress: boolean): Promise<void> {
    await this.running.request({ type: 'remove', mid: memberId, address: withAddress });
  }

  /** Keeps newcomers out, or lets them in again (P-14.3). */
  async lock(on: boolean): Promise<void> {
    await this.running.request({ type: 'lock', on });
  }

  /** Closes the room; resolves when the process is gone and its port free. */
  async stop(): Promise<void> {
    this.over = true;
    await this.process?.stop();
  }

  /** Ends the process, its members told that the host is away ({@link ServerProcess.release}). */
  async release(): Promise<void> {
    this.over = true;
    await this.process?.release();
  }

  dispose(): void {
    this.over = true;
    this.process?.dispose();
    for (const emitter of [this._onDidFall, this._onDidRestart, this._onDidGiveUp]) emitter.dispose();
    this._onDidChangeRoomAccess.dispose();
  }

  private get running(): ServerProcess {
    if (this.process && !this.restarting) return this.process;
    throw serverFailure('The server is not running.', 'not-running');
  }

  private async launch(portWaitMs: number): Promise<void> {
    const { options, port } = this;
    // the server itself would not notice somebody who listens beside it
    const isFree = port === 0 || (await portBecomesFree(options.host, port, portWaitMs, options.clock));
    if (!isFree) throw new Error(`Port ${port} is taken.`);
    if (this.over) throw serverFailure('The room was closed meanwhile.', 'closed');
    const { process, listening } = await this.fork();
    this.port = listening.port;
    this.listening = listening;
    process.onDidDie((how) => {
      this._onDidFall.fire(how);
      void this.restart();
    });
  }

  /** Forks a server that listens: with its history or, where that cannot be had, without one. */
  private async fork(): Promise<{ readonly process: ServerProcess; readonly listening: Listening }> {
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
        if (withHistory) this.unsaved = undefined;
        return { process, listening };
      } catch (error) {
        if (!(error instanceof HistoryRefused)) throw error;
        // one that goes has let go of the port before it lets go of the file
        if (clock.now() < end) await pause(clock, HISTORY_RETRY_MS);
        else {
          this.unsaved = error.message;
          withHistory = false;
          logger.warn(`the room is opened without its history: ${error.message}`);
        }
      }
      if (this.over) throw serverFailure('The room was closed meanwhile.', 'closed');
    }
  }

  private async restart(): Promise<void> {
    const { clock, restarts, restartWindowMs, restartPauseMs, restartPortWaitMs, logger } = this.options;
    this.restarting = true;
    for (let first = true; !this.over; first = false) {
      const since = clock.now() - restartWindowMs;
      this.restartedAt = this.restartedAt.filter((at) => at > since);
      if (this.restartedAt.length >= restarts) {
        this._onDidGiveUp.fire();
        return;
      }
      if (!first) await pause(clock, restartPauseMs);
      this.restartedAt.push(clock.now());
      try {
        await this.launch(restartPortWaitMs);
      } catch (error) {
        logger.warn(`starting the server again: ${error instanceof Error ? error.message : String(error)}`);
        continue;
      }
      this.restarting = false;
      this._onDidRestart.fire();
      return;
    }
  }
}
