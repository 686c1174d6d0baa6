import type { ChildProcess } from 'node:child_process';
import * as v from 'valibot';
import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';
import type { Logger } from '../base/logger';
import { systemClock } from '../base/systemClock';
import { type ServerAnswer, MessageToHost, type ServerNotice } from '../protocol/host/hostChannel';
import type { HostRequest } from '../protocol/host/hostRequests';
import { ServerFailure, serverFailure } from './serverFailure';

/** A request without the id, which the channel gives it. */
export type RequestOf<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Longest time to wait for an answer; the server may have to write a whole history anew. */
const DEFAULT_REQUEST_TIMEOUT_MS = 15_000;

export interface ServerChannelOptions {
  readonly logger: Logger;
  /** How long to wait for the answer to a request, in milliseconds. */
  readonly requestTimeoutMs?: number | undefined;
  readonly clock?: Clock;
}

/** Ends a request; with a failure where it was not carried out. */
type Settle = (failure?: ServerFailure) => void;

/** The host's end of the channel to its server's process. */
export class ServerChannel implements Disposable {
  private readonly pending = new Map<number, Settle>();
  private lastId = 0;
  private readonly _onDidReceiveNotice = new Emitter<ServerNotice>();

  /** Fires with everything the server says that is not the answer to a request. */
  readonly onDidReceiveNotice = this._onDidReceiveNotice.event;

  constructor(
    private readonly child: Pick<ChildProcess, 'on' | 'send' | 'connected'>,
    private readonly options: ServerChannelOptions,
  ) {
    child.on('message', (message) => this.take(message));
    // not `exit`: the last answers may come after it. A process that could not be started only ever closes.
    for (const end of ['disconnect', 'close']) child.on(end, () => this.rejectAll());
  }

  /** Resolves when the server has done it. Rejects with a `ServerFailure` when it has not, ends, or does not answer. */
  request(request: RequestOf<HostRequest>): Promise<void> {
    const { requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS, clock = systemClock } = this.options;
    if (!this.child.connected) return Promise.reject(hasEnded());
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const settle: Settle = (failure) => {
        this.pending.delete(id);
        timeout.dispose();
        if (failure) reject(failure);
        else resolve();
      };
      const timeout = clock.after(requestTimeoutMs, () =>
        settle(serverFailure('The server did not answer.', 'no-answer')),
      );
      this.pending.set(id, settle);
      this.child.send({ ...request, id }, (error) => {
        if (error) settle(hasEnded());
      });
    });
  }

  dispose(): void {
    this._onDidReceiveNotice.dispose();
  }

  private take(message: unknown): void {
    const parsed = v.safeParse(MessageToHost, message);
    if (!parsed.success) {
      // nothing of it goes to the log: it may hold a key
      this.options.logger.warn('the server sent a message that is not understood; it is ignored');
    } else if (parsed.output.type === 'done' || parsed.output.type === 'problem') this.answer(parsed.output);
    else this._onDidReceiveNotice.fire(parsed.output);
  }

  private answer(answer: ServerAnswer): void {
    // the answer to a request that has timed out comes too late
    this.pending.get(answer.id)?.(answer.type === 'problem' ? new ServerFailure(answer.message) : undefined);
  }

  private rejectAll(): void {
    for (const settle of [...this.pending.values()]) settle(hasEnded());
  }
}

const hasEnded = (): ServerFailure => serverFailure('The server has ended.', 'not-running');
