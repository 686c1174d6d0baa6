import { type Clock, pause, systemClock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';
import { portBecomesFree } from './freePort';
import { type ServerOptions, ServerProcess } from './serverProcess';

export interface HostedServerOptions extends ServerOptions {
  /** How long to wait for a port that is held at the start, as by the window's own server before; in milliseconds. */
  readonly portWaitMs?: number;
  /** The same at a restart. */
  readonly restartPortWaitMs?: number;
  /** How often the server may be started again within `restartWindowMs`, before it is given up. */
  readonly restarts?: number;
  readonly restartWindowMs?: number;
  /** Pause before a second try to start it again. */
  readonly restartPauseMs?: number;
  readonly clock?: Clock;
}

const DEFAULTS = {
  portWaitMs: 0,
  restartPortWaitMs: 5000,
  restarts: 3,
  restartWindowMs: 120_000,
  restartPauseMs: 1000,
  clock: systemClock,
};

/** The server of a hosted room, for as long as the room is open: when its process ends by itself, it gets another. */
export class HostedServer implements Disposable {
  private readonly options: HostedServerOptions & typeof DEFAULTS;
  private process: ServerProcess | undefined;
  private port: number;
  private currentTicket = '';
  /** When it was started again, within `restartWindowMs`. */
  private restartedAt: number[] = [];
  private restarting = false;
  private over = false;
  private readonly _onDidFall = new Emitter<string>();
  private readonly _onDidRestart = new Emitter<void>();
  private readonly _onDidGiveUp = new Emitter<void>();

  /** The process ended by itself; with how it ended. Another one is being started. */
  readonly onDidFall = this._onDidFall.event;
  /** Another process listens on the same port; the room's name is the same, what was said is gone from the server. */
  readonly onDidRestart = this._onDidRestart.event;
  /** It ended too often, or cannot be started again. */
  readonly onDidGiveUp = this._onDidGiveUp.event;

  constructor(options: HostedServerOptions) {
    this.options = { ...DEFAULTS, ...options };
    this.port = options.port;
  }

  /** The proof of being the host, good once for each process. */
  get ticket(): string {
    return this.currentTicket;
  }

  /** Whether one process has ended, and no other listens yet. */
  get isRestarting(): boolean {
    return this.restarting;
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
  }

  private async launch(portWaitMs: number): Promise<void> {
    const { options, port } = this;
    // where it stays held, the server itself says so
    if (port !== 0 && portWaitMs > 0) await portBecomesFree(options.host, port, portWaitMs, options.clock);
    if (this.over) throw new Error('The room was closed meanwhile.');
    const process = (this.process = new ServerProcess({ ...options, port }));
    const listening = await process.listening;
    this.port = listening.port;
    this.currentTicket = listening.ticket;
    process.onDidDie((how) => {
      this._onDidFall.fire(how);
      void this.restart();
    });
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
