import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/emitter';
import { reportFault } from '../base/faults';
import type { ClientPayload } from '../protocol/wire/messages';
import type { Exchange } from '../protocol/keys/proofs';
import { ConnectionFailure, connectionError, isFinal } from './types/connectionFailure';
import type { ConnectionError, ClientState } from './types/clientTypes';
import { performHandshake } from './link/handshake';
import type { Joined, Link, LinkContext, LinkOwner } from './link/link';
import { RetrySchedule } from './retrySchedule';

/** Whoever uses the connection: it is asked what to say, and told what the links say. */
export interface ReconnectingLinkOwner extends Omit<LinkOwner, 'ended'> {
  /** What to say to the room that has proved itself in this exchange; without one, to a legacy server. */
  hello(exchange: Exchange | undefined): ClientPayload<'hello'>;
  /** Whether the server is certainly ours (P-9.1). */
  isKnown(): boolean;
  /** The link is gone. Called before the state changes. */
  lost(): void;
  /** This client was in the room, and there is no way back to it. Called after the state changes. */
  gone(): void;
}

/** Keeps a client in a room: one link after another, until the room is left or the server says no. */
export class ReconnectingLink implements Disposable {
  private readonly changed = new Emitter<ClientState>();
  /** Fires when `state` changes. */
  readonly onDidChange: Event<ClientState> = this.changed.event;
  private readonly reconnect: RetrySchedule;
  private readonly linkOwner: LinkOwner;
  private current: ClientState = { kind: 'idle' };
  private currentLink: Link | undefined;
  private abort = new AbortController();
  private joining: { readonly promise: Promise<void>; settle(error?: ConnectionError): void } | undefined;
  private closing: Promise<void> = Promise.resolve();
  private disposed = false;

  /**
   * @param isExpected also the first connect is tried again
   * @param random from 0 up to 1, for the jitter of reconnecting
   */
  constructor(
    private readonly context: LinkContext,
    private readonly owner: ReconnectingLinkOwner,
    private readonly isExpected: boolean,
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

  /** @throws ConnectionFailure when the first try fails, or the server says no */
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

  /** Ends the pause of a reconnect, and tests whether a link that may be dead still works. */
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
    this.abort = new AbortController(); // the attempt is over: from here on nothing but the link itself ends the link
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
    if (!isFinal(error) && (!isFirst || this.isExpected)) {
      this.setState(this.reconnect.schedule(error));
      return;
    }
    const wasIn = !this.joining;
    this.stop({ kind: 'left', error });
    if (wasIn) this.owner.gone();
  }

  /** From here on there is no more connecting. */
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
  // whoever does not wait for this sees the failure in the state
  promise.catch(() => undefined);
  return { promise, settle };
}
