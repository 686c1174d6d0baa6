import { randomBytes } from 'node:crypto';
import { systemClock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/emitter';
import { silentLogger } from '../base/logger';
import { type Result, fail, ok } from '../base/result';
import { PROTOCOL_VERSION } from '../protocol/limits';
import type { ClientPayload, Member } from '../protocol/messages';
import { parseName } from '../protocol/names';
import { cleaning, cleanPage } from './cleanName';
import { ClientFailure, clientError, isFinal } from './clientFailure';
import {
  type ClientError,
  type ClientOptions,
  type ClientProblem,
  type ClientState,
  DEFAULT_TIMEOUTS,
  type RoomInfo,
} from './clientTypes';
import { Conversation } from './conversation';
import { enterRoom } from './enterRoom';
import type { AskHistory } from './backlog';
import type { Joined, Link, LinkContext, LinkOwner, NativeActions, Outgoing } from './link';
import type { Unsent } from './pending';
import { MUST_REJOIN, NOT_CONNECTED } from './problems';
import { Reconnect } from './reconnect';
import { Roster } from './roster';
import type { Page, Transcript } from './transcript';
import { Typists } from './typists';
import { type OpenWire, openWire } from './wire';

/** 96 random bits, so that no two clients ever choose one id (P-6.10). */
const newId = () => randomBytes(12).toString('base64url');

/** What a client has of the world around it; the real one, unless told otherwise. */
export interface ClientDeps {
  readonly openWire?: OpenWire;
  /** From 0 up to 1, for the jitter of reconnecting. */
  readonly random?: () => number;
}

/**
 * One person's place in a room: connects, stays connected, says each message exactly once, and keeps the transcript
 * and the members. Knows native servers and original ones.
 */
export class ChatClient implements Disposable {
  private readonly context: LinkContext;
  private readonly conversation: Conversation;
  private readonly roster = new Roster();
  private readonly typingNow: Typists;
  private readonly stateChanged = new Emitter<ClientState>();
  private currentState: ClientState = { kind: 'idle' };
  private currentRoom: RoomInfo | undefined;
  private currentName: string;
  private self: string | undefined;

  private link: Link | undefined;
  private abort = new AbortController();
  private readonly reconnect: Reconnect;
  /** When it was last said that one is typing; not lately, if undefined. */
  private typingSaidAt: number | undefined;
  private joining: { readonly promise: Promise<void>; settle(error?: ClientError): void } | undefined;
  private closing: Promise<void> = Promise.resolve();
  private disposed = false;

  private wantedName: string;
  private renameOnJoin = false;
  /** Renames that the room has not answered, by id. */
  private readonly renames = new Map<string, (outcome: Result<string, ClientProblem>) => void>();
  private token: string | undefined;

  readonly onDidChangeState: Event<ClientState> = this.stateChanged.event;
  /** Also when one's own name changes. */
  readonly onDidChangeMembers: Event<readonly Member[]> = this.roster.onDidChange;
  /** Who else is typing, by name. */
  readonly onDidChangeTyping: Event<readonly string[]>;
  private readonly wasRead = new Emitter<number>();
  /** Another window of this person has read up to this place in the transcript. */
  readonly onDidRead: Event<number> = this.wasRead.event;
  readonly transcript: Transcript;
  /** `unsent` is another. */
  readonly onDidChangeUnsent: Event<void>;
  /** `isSaved` is another. */
  readonly onDidChangeSaved: Event<void>;

  constructor(
    private readonly options: ClientOptions,
    deps: ClientDeps = {},
  ) {
    this.context = {
      address: options.address,
      timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
      clock: options.clock ?? systemClock,
      logger: options.logger ?? silentLogger,
      openWire: deps.openWire ?? openWire,
    };
    this.currentName = this.wantedName = options.name;
    const { clock, timeouts } = this.context;
    this.conversation = new Conversation(this.context);
    this.transcript = this.conversation.transcript;
    this.onDidChangeUnsent = this.conversation.onDidChangeUnsent;
    this.onDidChangeSaved = this.conversation.onDidChangeSaved;
    this.reconnect = new Reconnect(clock, timeouts, () => this.attempt(), deps.random ?? Math.random);
    this.typingNow = new Typists(clock);
    this.onDidChangeTyping = this.typingNow.onDidChange;
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

  /** Whether the room's server can save what is said (P-6.13); true where nothing else was heard of it. */
  get isSaved(): boolean {
    return this.conversation.isSaved;
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
   * What one said and did that has not come back, oldest first: to be kept, if it is to outlive this program, and
   * given to the {@link restore} of the next one.
   */
  get unsent(): readonly Unsent[] {
    return this.conversation.unsent;
  }

  /**
   * Takes back what was `unsent` in the program before, under its ids, so that nothing is said twice (P-6.9): whoever is
   * the same `person` in a native room. In an original one it is shown as unconfirmed. To be called before `connect`.
   */
  restore(unsent: readonly Unsent[]): void {
    this.conversation.restore(unsent, this.currentName);
  }

  /**
   * Joins the room; resolves once in it. It may be called again when it failed; what is pending waits for that.
   * @throws ClientFailure when that fails; no further try is made then
   */
  connect(): Promise<void> {
    const { kind } = this.currentState;
    if (this.disposed) return Promise.reject(new Error('This client is disposed.'));
    if ((kind === 'idle' || kind === 'left') && !this.joining) {
      this.joining = deferred();
      this.reconnect.succeeded();
      this.setState({ kind: 'connecting' });
      this.attempt();
    }
    return this.joining?.promise ?? Promise.resolve();
  }

  /** Who else is typing, by name, in the order they began. */
  get typists(): readonly string[] {
    return this.typingNow.names;
  }

  /**
   * Says something: to everybody, or with `to` to the member of that mid. It stands in the transcript at once, pending
   * until the room has it; while the connection is away it waits.
   * @param more `reply`: the seq it answers; `code`: lines it quotes, and then `text` may be empty
   * @returns the message's id, or why it cannot be said
   */
  say(text: string, more: Omit<ClientPayload<'say'>, 'id' | 'text'> = {}): Result<string, ClientProblem> {
    const id = newId();
    return this.submit({ id, verb: 'say', payload: { ...more, id, text } });
  }

  /** Replaces the text of one's own message `of`, a seq. @returns the id under which it comes back, or why not */
  edit(of: number, text: string): Result<string, ClientProblem> {
    const id = newId();
    return this.submit({ id, verb: 'edit', payload: { id, of, text } });
  }

  /** Takes one's own message `of` back, for good. */
  remove(of: number): Result<string, ClientProblem> {
    const id = newId();
    return this.submit({ id, verb: 'remove', payload: { id, of } });
  }

  /** Puts an emoji under the message `of`, or takes one's own away. */
  react(of: number, emoji: string, on: boolean): Result<string, ClientProblem> {
    const id = newId();
    return this.submit({ id, verb: 'react', payload: { id, of, emoji, on } });
  }

  /** Tells the others that one is typing, or no longer; as often as they are told of it (P-5.5). */
  typing(on: boolean): void {
    const { native } = this;
    if (!native) return;
    const now = this.context.clock.now();
    const { typingSaidAt: said } = this;
    const isKnown = said !== undefined && now - said < (this.currentRoom?.limits.typingIntervalMs ?? 0);
    if (on ? isKnown : said === undefined) return;
    this.typingSaidAt = on ? now : undefined;
    native.typing(on);
  }

  /** Tells this person's other windows that it has read up to this place in the transcript. */
  read(order: number): void {
    const seq = Math.min(this.transcript.seqAt(order), this.conversation.seq);
    if (seq > 0) this.native?.read(seq);
  }

  /**
   * A page of the transcript, as `Transcript.page`; where that has run out, older events come from the server. Without
   * a connection it is what is here.
   */
  loadOlder(before: number | undefined, limit: number): Promise<Page> {
    return this.conversation.loadOlder(before, limit, askerOf(this.native));
  }

  /** While reconnecting: tries at once, since the network or the person is back. */
  retryNow(): void {
    this.conversation.expire();
    this.reconnect.tryNow();
  }

  /**
   * Asks for another name; it is in use once the room says so. While the connection is away, at the return.
   * @returns resolves with the name that the room gave, or the one it will be asked for at the return; or why not
   */
  async rename(name: string): Promise<Result<string, ClientProblem>> {
    const parsed = parseName(name);
    if (!parsed.ok) return parsed;
    if (this.currentRoom?.kind === 'seed') return fail(MUST_REJOIN);
    this.wantedName = parsed.value;
    const { link } = this;
    if (link && parsed.value === this.currentName) return ok(parsed.value);
    if (!link?.rename) {
      this.renameOnJoin = this.currentState.kind !== 'idle';
      return ok(parsed.value);
    }
    const id = newId();
    const outcome = new Promise<Result<string, ClientProblem>>((settle) => this.renames.set(id, settle));
    link.rename(id, parsed.value);
    return outcome;
  }

  /** Tries a failed message again. Where it did arrive the first time, a native room shows it once all the same. */
  retry(id: string): void {
    if (this.currentState.kind === 'idle' || this.currentState.kind === 'left') return;
    if (this.conversation.retry(id)) this.pump();
  }

  /** Leaves the room; resolves when the connection is closed, at most `closeMs` later. What is still on its way fails. */
  async leave(): Promise<void> {
    const { link } = this;
    const { kind } = this.currentState;
    if (kind !== 'idle' && kind !== 'left') {
      this.stop({ kind: 'left' });
      this.closing = link?.close() ?? Promise.resolve();
    }
    await this.closing;
    this.conversation.failAll(NOT_CONNECTED);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    const { link } = this;
    this.stop({ kind: 'left' });
    void link?.close();
    this.stateChanged.dispose();
    this.wasRead.dispose();
    this.roster.dispose();
    this.typingNow.dispose();
    this.conversation.dispose();
  }

  /** What a native server can do, while there is one. */
  private get native(): NativeActions | undefined {
    return this.currentState.kind === 'joined' ? this.link?.native : undefined;
  }

  private submit(what: Outgoing): Result<string, ClientProblem> {
    if (this.currentState.kind === 'idle' || this.currentState.kind === 'left') return fail(NOT_CONNECTED);
    const added = this.conversation.add({ ...what, from: this.currentName });
    if (added.ok && what.verb === 'say') this.typingSaidAt = undefined;
    this.pump();
    return added;
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
      ...(ticket === undefined ? {} : { ticket: ticket() }),
      ...(token === undefined || !room
        ? {}
        : { resume: { room: room.id, token, seq: this.conversation.seq } }),
    };
  }

  /** What a link has to say. A link that was let go of says nothing more. */
  private readonly owner: LinkOwner = cleaning({
    joined: (joined, link) => this.joined(joined, link),
    event: (event) => {
      if (this.conversation.events([event]).length === 0) return;
      if (event.verb === 'rename' && event.by === this.self) {
        this.currentName = event.to;
        if (event.id !== undefined) this.renamed(event.id, ok(event.to));
      }
      if (event.verb === 'say' || event.verb === 'leave') this.typingNow.stop(event.by);
      this.roster.apply(event, this.currentRoom?.kind === 'seed');
    },
    failed: (id, problem) => {
      if (!this.renamed(id, fail(problem))) this.conversation.failed(id, problem);
    },
    typing: (mid, name, on) => this.typingNow.set(mid, name, on),
    read: (seq) => this.wasRead.fire(this.transcript.orderOf(seq)),
    saving: (on) => this.conversation.saving(on),
    serverText: (text) => this.conversation.serverText(text),
    ready: () => this.pump(),
    ended: (error) => this.ended(error),
  });

  private joined(joined: Joined, link: Link): void {
    this.link = link;
    this.abort = new AbortController(); // the attempt is over: from here on the link is let go of by itself
    this.reconnect.succeeded();
    this.currentRoom = joined.room;
    this.currentName = joined.name;
    this.self = joined.self;
    this.token = joined.token;
    this.conversation.joined(joined, askerOf(link.native));
    this.roster.reset(joined.members);
    if (this.renameOnJoin && this.wantedName !== joined.name) link.rename?.(newId(), this.wantedName);
    this.renameOnJoin = false;
    this.setState({ kind: 'joined' });
    this.joining?.settle();
    this.joining = undefined;
    this.pump();
  }

  /** @returns whether anybody waits for that */
  private renamed(id: string, outcome: Result<string, ClientProblem>): boolean {
    const settle = this.renames.get(id);
    this.renames.delete(id);
    if (!outcome.ok && settle) this.wantedName = this.currentName;
    settle?.(outcome);
    return settle !== undefined;
  }

  private pump(): void {
    if (this.link) this.conversation.pump(this.link);
  }

  private ended(error: ClientError): void {
    this.link = undefined;
    this.conversation.rewind();
    this.typingNow.clear();
    this.typingSaidAt = undefined;
    this.context.logger.info(error.message);
    const isFirst = this.currentState.kind === 'connecting';
    const next = isFirst || isFinal(error) ? error : this.reconnect.schedule(error);
    if (next.kind === 'reconnecting') {
      // whether they were heard nobody knows: the room is asked again at the return
      this.renameOnJoin ||= this.renames.size > 0;
      for (const id of [...this.renames.keys()]) this.renamed(id, ok(this.wantedName));
      this.setState(next);
      return;
    }
    this.stop({ kind: 'left', error: next });
    if (!isFirst) this.conversation.failAll(NOT_CONNECTED);
  }

  /** No more connecting from here on. */
  private stop(state: ClientState & { readonly kind: 'left' }): void {
    this.abort.abort();
    this.reconnect.dispose();
    this.link = undefined;
    for (const id of [...this.renames.keys()]) this.renamed(id, fail(NOT_CONNECTED));
    const { joining } = this;
    this.joining = undefined;
    if (this.currentState.kind !== 'idle' && this.currentState.kind !== 'left') this.setState(state);
    joining?.settle(state.error ?? { kind: 'closed', message: 'Left before the room was joined.' });
  }

  private setState(state: ClientState): void {
    this.currentState = state;
    this.stateChanged.fire(state);
  }
}

/** Asks for history, and cleans the names in it. */
function askerOf(native: NativeActions | undefined): AskHistory | undefined {
  if (!native) return undefined;
  return async (before, limit) => {
    const page = await native.history(before, limit);
    return page && cleanPage(page);
  };
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
