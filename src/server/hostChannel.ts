import * as v from 'valibot';
import { asError } from '../base/asError';
import type { Logger } from '../base/logger';
import type { MessageToHost } from '../protocol/host/hostChannel';
import { HostRequest } from '../protocol/host/hostRequests';

/** Type -> what carries out such a request of the host. It throws or rejects if it cannot; the message says why. */
export type HostHandlers = {
  readonly [T in HostRequest['type']]: (request: Extract<HostRequest, { type: T }>) => void | Promise<void>;
};

/** The server's end of the channel to the program that forked it. Without such a program it says and hears nothing. */
export class HostChannel {
  private handlers: Partial<HostHandlers> | undefined;
  private isListening = false;
  /** Requests that came while there were no handlers. */
  private waiting: HostRequest[] = [];

  constructor(
    private readonly logger: Logger,
    private readonly channel: Pick<NodeJS.Process, 'on' | 'send' | 'connected'> = process,
  ) {}

  /** Whether another program has forked this one, and has not gone. */
  get isThere(): boolean {
    return this.channel.connected;
  }

  tell(message: MessageToHost): void {
    // a host that is gone needs no answer; without a callback, Node would end the process for it
    this.channel.send?.(message, undefined, undefined, () => undefined);
  }

  /**
   * Answers requests by what these handlers do, instead of those before. A request without a handler has a problem.
   * @param handlers undefined: requests wait for the next handlers
   */
  handle(handlers: Partial<HostHandlers> | undefined): void {
    if (!this.isListening) this.channel.on('message', (message: unknown) => this.take(message));
    this.isListening = true;
    this.handlers = handlers;
    if (!handlers) return;
    for (const request of this.waiting.splice(0)) void this.answer(request, handlers);
  }

  private take(message: unknown): void {
    const request = v.safeParse(HostRequest, message);
    if (!request.success) {
      // nothing of it goes to the log: it may hold a key
      this.logger.warn('the host sent a message that is not understood; it is ignored');
    } else if (this.handlers) void this.answer(request.output, this.handlers);
    else this.waiting.push(request.output);
  }

  private async answer(request: HostRequest, handlers: Partial<HostHandlers>): Promise<void> {
    const { type, id } = request;
    try {
      await run(request, handlers);
      this.tell({ type: 'done', id });
    } catch (error) {
      const problem = asError(error).message;
      this.logger.warn(`${type}: ${problem}`);
      this.tell({ type: 'problem', id, message: problem });
    }
  }
}

function run(request: HostRequest, handlers: Partial<HostHandlers>): void | Promise<void> {
  // TypeScript cannot see that the handler of a type takes the requests of that type
  const handler = handlers[request.type] as ((request: HostRequest) => void | Promise<void>) | undefined;
  if (!handler) throw new Error('The server cannot do that now.');
  return handler(request);
}
