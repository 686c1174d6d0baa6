import { randomBytes } from 'node:crypto';
import { systemClock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/emitter';
import { silentLogger } from '../base/logger';
import { type Result, fail, ok } from '../base/result';
import { DEFAULT_LIMITS, PROTOCOL_VERSION } from '../protocol/limits';
import type { ClientPayload, Member, RoomEvent } from '../protocol/messages';
import { parseName } from '../protocol/names';
import { parseText } from '../protocol/text';
import { backoffMs } from './backoff';
import { ClientFailure, clientError, isFinal } from './clientFailure';
import {
  type ClientError,
  type ClientOptions,
  type ClientProblem,
  type ClientState,
  DEFAULT_TIMEOUTS,
  type RoomInfo,
} from './clientTypes';
import { enterRoom } from './enterRoom';
import { entryOf } from './entryOf';
import type { Joined, Link, LinkContext, LinkOwner } from './link';
import { Pending } from './pending';
import { Roster } from './roster';
import { type NewEntry, Transcript } from './transcript';

const NOT_CONNECTED: ClientProblem = {
  code: 'not-connected',
  message: 'You are not in a room; join it again.',
};
const EXPIRED: ClientProblem = {
  code: 'expired',
  message: 'This message could not be delivered for too long; send it again when you are connected.',
};
const MUST_REJOIN: ClientProblem = {
  code: 'must-rejoin',
  message: 'This server cannot change names; leave, and join again with the new one.',
};

/** 96 random bits, so that no two clients ever choose one id (P-6.10). */
const newId = () => randomBytes(12).toString('base64url');

/**
 * One person's place in a room: connects, stays connected, says each message exactly once, and keeps the transcript
 * and the members. Knows native servers and original ones.
 */
export class ChatClient implements Disposable {
  private readonly context: LinkContext;
  private readonly pending: Pending;
  private readonly roster = new Roster();
  private readonly stateChanged = new Emitter<ClientState>();
  private currentState: ClientState = { kind: 'idle' };
  private currentRoom: RoomInfo | undefined;
  private currentName: string;
  private self: string | undefined;

  private link: Link | undefined;
  private abort = new AbortController();
  private retryTimer: Disposable | undefined;
  private attempts = 0;
  /** Set while the host is away: until when its room may come back. */
  private away: { readonly error: ClientError; readonly until: number } | undefined;
  private joining: { readonly promise: Promise<void>; settle(error?: ClientError): void } | undefined;
  private closing: Promise<void> = Promise.resolve();
  private disposed = false;

  private wantedName: string;
  private renameOnJoin = false;
  private token: string | undefined;
  private lastSeq = 0;

  readonly onDidChangeState: Event<ClientState> = this.stateChanged.event;
  /** Also when one's own name changes. */
  readonly onDidChangeMembers: Event<readonly Member[]> = this.roster.onDidChange;
  readonly transcript = new Transcript();

  constructor(private readonly options: ClientOptions) {
    this.context = {
      address: options.address,
      timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
      clock: options.clock ?? systemClock,
      logger: options.logger ?? silentLogger,
    };
    this.currentName = this.wantedName = options.name;
    this.pending = new Pending(this.context.clock, this.context.timeouts.pendingMs, (id) =>
      this.transcript.markFailed(id, EXPIRED),
    );
  }

  get state(): ClientState {
    return this.currentState;
  }

  /** The room one is in, or was in last. */
  get room(): RoomInfo | undefined {
    return this.currentRoom;
  }

  /** The name in use in the room; it may have got a suffix. */
  get name(): string {
    return this.currentName;
  }

  /** Who one is in the room, beyond names and connections; the name itself on an original server. */
  get mid(): string | undefined {
    return this.self;
  }

  /** Everybody in the room, oneself included; on an original server those that were heard of. */
  get members(): readonly Member[] {
    return this.roster.members;
  }

  /**
   * Joins the room; resolves once in it.
   * @throws ClientFailure when that fails; no further try is made then
   */
  connect(): Promise<void> {
    const { kind } = this.currentState;
    if (this.disposed) return Promise.reject(new Error('This client is disposed.'));
    if ((kind === 'idle' || kind === 'left') && !this.joining) {
      this.joining = deferred();
      this.away = undefined;
      this.setState({ kind: 'connecting' });
      this.attempt();
    }
    return this.joining?.promise ?? Promise.resolve();
  }

  /**
   * Says something to everybody. It stands in the transcript at once, pending until the room has it; while the
   * connection is away it waits.
   * @returns the message's id, or why it cannot be said
   */
  say(text: string): Result<string, ClientProblem> {
    const parsed = parseText(text, this.currentRoom?.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes);
    if (!parsed.ok) return parsed;
    if (this.currentState.kind === 'idle' || this.currentState.kind === 'left') return fail(NOT_CONNECTED);
    const id = newId();
    this.pending.add(id, parsed.value);
    this.transcript.addPending(id, {
      at: this.context.clock.now(),
      from: this.currentName,
      by: this.self ?? this.currentName,
      text: parsed.value,
    });
    this.pump();
    return ok(id);
  }

  /** Asks for another name; it is in use once the room says so. While the connection is away, at the return. */
  rename(name: string): Result<void, ClientProblem> {
    const parsed = parseName(name);
    if (!parsed.ok) return parsed;
    if (this.currentRoom?.kind === 'seed') return fail(MUST_REJOIN);
    this.wantedName = parsed.value;
    if (this.link && parsed.value === this.currentName) return ok(undefined);
    if (this.link?.rename) this.link.rename(newId(), parsed.value);
    else this.renameOnJoin = this.currentState.kind !== 'idle';
    return ok(undefined);
  }

  /** Tries a failed message again. Where it did arrive the first time, a native room shows it once all the same. */
  retry(id: string): void {
    if (this.currentState.kind === 'idle' || this.currentState.kind === 'left') return;
    if (!this.pending.retry(id)) return;
    this.transcript.markPending(id);
    this.pump();
  }

  /** Leaves the room; resolves when the connection is closed, at most `closeMs` later. What is still on its way fails. */
  async leave(): Promise<void> {
    const { link } = this;
    const { kind } = this.currentState;
    if (kind !== 'idle' && kind !== 'left') {
      this.stop({ kind: 'left' });
      this.closing = (link?.close() ?? Promise.resolve()).then(() => this.failOpen());
    }
    await this.closing;
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    const { link } = this;
    this.stop({ kind: 'left' });
    void link?.close();
    this.stateChanged.dispose();
    this.roster.dispose();
    this.transcript.dispose();
    this.pending.dispose();
  }

  private attempt(): void {
    const { signal } = (this.abort = new AbortController());
    const entering = enterRoom(this.hello(), this.isKnown(), this.context, this.owner, signal);
    entering.then(
      (link) => {
        if (signal.aborted) link.dispose();
        else signal.addEventListener('abort', () => link.dispose(), { once: true });
      },
      (error: unknown) => {
        if (signal.aborted) return;
        this.ended(error instanceof ClientFailure ? error.error : this.unexpected(error));
      },
    );
  }

  private unexpected(cause: unknown): ClientError {
    this.context.logger.error(`Connecting failed: ${String(cause)}`);
    return clientError('lost', this.context.address, cause);
  }

  /** Ours for certain: told so, or it was when we were last there (P-9.1). */
  private isKnown(): boolean {
    return this.currentRoom ? this.currentRoom.kind === 'native' : (this.options.known ?? false);
  }

  private hello(): ClientPayload<'hello'> {
    const { person, client, ticket } = this.options;
    const { token, currentRoom: room } = this;
    return {
      v: PROTOCOL_VERSION,
      name: this.wantedName,
      ...(client === undefined ? {} : { client }),
      ...(person === undefined ? {} : { person }),
      // good for one welcome only
      ...(ticket === undefined || room ? {} : { ticket }),
      ...(token === undefined || !room ? {} : { resume: { room: room.id, token, seq: this.lastSeq } }),
    };
  }

  /** What a link has to say. A link that was let go of says nothing more. */
  private readonly owner: LinkOwner = {
    joined: (joined, link) => this.joined(joined, link),
    event: (event) => {
      const isNew = event.seq > this.lastSeq;
      this.apply([event]);
      if (!isNew) return;
      if (event.verb === 'rename' && event.by === this.self) this.currentName = event.to;
      this.roster.apply(event, this.currentRoom?.kind === 'seed');
    },
    failed: (id, problem) => {
      if (this.pending.fail(id)) this.transcript.markFailed(id, problem);
      else this.serverText(problem.message);
    },
    serverText: (text) => this.serverText(text),
    ready: () => this.pump(),
    ended: (error) => this.ended(error),
  };

  private joined(joined: Joined, link: Link): void {
    const again = this.currentRoom !== undefined;
    // events that are no longer kept are a gap, too
    const missed = !joined.resumed || joined.oldest > this.lastSeq + 1;
    this.link = link;
    this.abort = new AbortController(); // the attempt is over: from here on the link is let go of by itself
    this.attempts = 0;
    this.away = undefined;
    this.currentRoom = joined.room;
    this.currentName = joined.name;
    this.self = joined.self;
    this.token = joined.token;
    if (!joined.resumed) this.lastSeq = 0;
    if (again && missed) this.transcript.divide(this.context.clock.now());
    this.apply(joined.history);
    this.lastSeq = Math.max(this.lastSeq, joined.seq);
    this.roster.reset(joined.members);
    if (this.renameOnJoin && this.wantedName !== joined.name) link.rename?.(newId(), this.wantedName);
    this.renameOnJoin = false;
    this.setState({ kind: 'joined' });
    this.joining?.settle();
    this.joining = undefined;
    this.pump();
  }

  /** Events count once and in order (P-6.4); what acknowledges one's own message counts whenever it comes (P-6.9). */
  private apply(events: readonly RoomEvent[]): void {
    const added: { seq: number; entry: NewEntry }[] = [];
    for (const event of events) {
      if (
        event.verb === 'say' &&
        event.id !== undefined &&
        event.by === this.self &&
        this.pending.settle(event.id)
      ) {
        const { at, from, by, text } = event;
        this.transcript.acknowledge(event.id, event.seq, { at, from, by, text });
      } else if (event.seq > this.lastSeq) {
        const entry = entryOf(event, this.self);
        if (entry) added.push({ seq: event.seq, entry });
      }
      this.lastSeq = Math.max(this.lastSeq, event.seq);
    }
    this.transcript.append(added);
  }

  private serverText(text: string): void {
    const at = this.context.clock.now();
    const notice = { kind: 'server-text', text } as const;
    this.transcript.append([{ seq: undefined, entry: { kind: 'notice', at, notice } }]);
  }

  /** Sends what waits, as far as the link takes it. */
  private pump(): void {
    for (let next = this.pending.next(); this.link && next; next = this.pending.next()) {
      if (!this.link.say(next)) return;
      this.pending.sent(next.id);
    }
  }

  private ended(error: ClientError): void {
    this.link = undefined;
    this.pending.rewind();
    const first = this.currentState.kind === 'connecting';
    this.context.logger.info(error.message);
    const { timeouts, clock } = this.context;
    if (error.kind === 'closed') this.away ??= { error, until: clock.now() + timeouts.hostAwayMs };
    const isGone = this.away !== undefined && clock.now() >= this.away.until;
    if (first || isGone || isFinal(error)) {
      this.stop({ kind: 'left', error: isGone && this.away ? this.away.error : error });
      this.failOpen();
      return;
    }
    const attempt = ++this.attempts;
    const pause = backoffMs(attempt, timeouts.reconnectMinMs, timeouts.reconnectMaxMs, Math.random());
    this.retryTimer = clock.after(pause, () => this.attempt());
    this.setState({ kind: 'reconnecting', error, attempt, retryAt: clock.now() + pause });
  }

  /** No more connecting from here on. */
  private stop(state: ClientState & { readonly kind: 'left' }): void {
    this.abort.abort();
    this.retryTimer?.dispose();
    this.link = undefined;
    const { joining } = this;
    this.joining = undefined;
    if (this.currentState.kind !== 'idle' && this.currentState.kind !== 'left') this.setState(state);
    joining?.settle(state.error ?? { kind: 'closed', message: 'Left before the room was joined.' });
  }

  private failOpen(): void {
    for (const id of this.pending.open()) {
      if (this.pending.fail(id)) this.transcript.markFailed(id, NOT_CONNECTED);
    }
  }

  private setState(state: ClientState): void {
    this.currentState = state;
    this.stateChanged.fire(state);
  }
}

function deferred(): { readonly promise: Promise<void>; settle(error?: ClientError): void } {
  let settle: (error?: ClientError) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(new ClientFailure(error)) : resolve());
  });
  // who does not wait for it learns from the state
  promise.catch(() => undefined);
  return { promise, settle };
}
