import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/emitter';
import { reportFault } from '../base/faults';
import type { ClientPayload } from '../protocol/messages';
import type { Exchange } from '../protocol/proofs';
import { ConnectionFailure, connectionError, isFinal } from './types/connectionFailure';
import type { ConnectionError, ClientState } from './types/clientTypes';
import { performHandshake } from './link/handshake';
import type { Joined, Link, LinkContext, LinkOwner } from './link/link';
import { RetrySchedule } from './retrySchedule';

/** Whom a connection asks, and tells what its links say. */
export interface ReconnectingLinkOwner extends Omit<LinkOwner, 'ended'> {
  /** What to say to the room that has shown itself on this exchange; without one, to a server of before. */
  hello(exchange: Exchange | undefined): ClientPayload<'hello'>;
  /** The server is ours for certain (P-9.1). */
  isKnown(): boolean;
  /** The link is gone. Comes before the change of state. */
  lost(): void;
  /** One was in the room, and there is no way back to it. Comes after the change of state. */
  gone(): void;
}

/** The way into a room: one link after the other, until it is left or the server says no. */
export class ReconnectingLink implements Disposable {
  private readonly changed = new Emitter<ClientState>();
  readonly onDidChange: Event<ClientState> = this.changed.event;
  private readonly reconnect: RetrySchedule;
  private readonly linkOwner: LinkOwner;
  private current: ClientState = { kind: 'idle' };
  private currentLink: Link | undefined;
  private abort = new AbortController();
  private joining: { readonly promise: Promise<void>; settle(error?: ConnectionError): void } | undefined;
  private closing: Promise<void> = Promise.resolve();
  private disposed = false;

  /** @param random from 0 up to 1, for the jitter of reconnecting */
  constructor(
    private readonly context: LinkContext,
    private readonly owner: ReconnectingLinkOwner,
    random: () => number,
  ) {
    this.reconnect = new RetrySchedule(context.clock, context.timeouts, () => this.attempt(), random);
    this.linkOwner = {
      ...owner,
      joined: (joined, link) => this.joined(joined, link),
      ended: (error) => this.ended(error),
    };
  }

  get state(): ClientState {
    return this.current;
  }

  /** Neither in a room nor on the way there. */
  get isOut(): boolean {
    return this.current.kind === 'idle' || this.current.kind === 'left';
  }

  get link(): Link | undefined {
    return this.currentLink;
  }

  /** @throws ClientFailure when one does not get in at the first try */
  connect(): Promise<void> {
    if (this.disposed) return Promise.reject(new Error('This client is disposed.'));
    if (this.isOut && !this.joining) {
      this.joining = deferred();
      this.reconnect.reset();
      this.setState({ kind: 'connecting' });
      this.attempt();
    }
    return this.joining?.promise ?? Promise.resolve();
  }

  /** While reconnecting: at once. A link that may be dead is put to the test. */
  retryNow(): void {
    this.currentLink?.probe?.();
    this.reconnect.tryNow();
  }

  /** Resolves when the link is closed, at most `closeMs` later. */
  async leave(): Promise<void> {
    const { link } = this;
    if (!this.isOut) {
      this.stop({ kind: 'left' });
      this.closing = link?.close() ?? Promise.resolve();
    }
    await this.closing;
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    const { link } = this;
    this.stop({ kind: 'left' });
    void link?.close();
    this.changed.dispose();
  }

  private attempt(): void {
    const { signal } = (this.abort = new AbortController());
    const { owner } = this;
    const entering = performHandshake(
      (exchange) => owner.hello(exchange),
      ...([owner.isKnown(), this.context, this.linkOwner, signal] as const),
    );
    entering.then(
      (link) => {
        if (signal.aborted) link.dispose();
        else signal.addEventListener('abort', () => link.dispose(), { once: true });
      },
      (error: unknown) => {
        if (signal.aborted) return;
        this.ended(error instanceof ConnectionFailure ? error.error : this.unexpected(error));
      },
    );
  }

  private unexpected(cause: unknown): ConnectionError {
    reportFault(cause);
    return connectionError('fault', this.context.address, cause);
  }

  private joined(joined: Joined, link: Link): void {
    this.currentLink = link;
    this.abort = new AbortController(); // the attempt is over: from here on the link is let go of by itself
    this.reconnect.succeeded();
    this.owner.joined(joined, link);
    this.setState({ kind: 'joined' });
    this.joining?.settle();
    this.joining = undefined;
    this.owner.ready();
  }

  private ended(error: ConnectionError): void {
    this.currentLink = undefined;
    this.owner.lost();
    this.context.logger.info(error.message);
    const isFirst = this.current.kind === 'connecting';
    const next = isFirst || isFinal(error) ? error : this.reconnect.schedule(error);
    if (next.kind === 'reconnecting') {
      this.setState(next);
      return;
    }
    this.stop({ kind: 'left', error: next });
    if (!isFirst) this.owner.gone();
  }

  /** No more connecting from here on. */
  private stop(state: ClientState & { readonly kind: 'left' }): void {
    this.abort.abort();
    this.reconnect.dispose();
    this.currentLink = undefined;
    const { joining } = this;
    this.joining = undefined;
    if (!this.isOut) this.setState(state);
    joining?.settle(state.error ?? { kind: 'closed', message: 'Left before the room was joined.' });
  }

  private setState(state: ClientState): void {
    this.current = state;
    this.changed.fire(state);
  }
}

function deferred(): { readonly promise: Promise<void>; settle(error?: ConnectionError): void } {
  let settle: (error?: ConnectionError) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(new ConnectionFailure(error)) : resolve());
  });
  // who does not wait for it learns from the state
  promise.catch(() => undefined);
  return { promise, settle };
}
