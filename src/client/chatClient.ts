import { systemClock } from '../base/systemClock';
import type { Disposable } from '../base/disposable';
import type { Event } from '../base/emitter';
import { silentLogger } from '../base/logger';
import { type Result, fail } from '../base/result';
import type { ClientPayload, Member, Mention, RoomEvent } from '../protocol/wire/messages';
import { parseName } from '../protocol/names/names';
import { Conversation } from './conversation/conversation';
import type { IsWanted, Page } from './conversation/entry';
import { ReadMarker } from './conversation/readMarker';
import type { Unsent } from './conversation/sendQueue';
import type { Transcript } from './conversation/transcript';
import { Credentials, newId } from './credentials';
import type { Joined, Link, LinkContext, NativeActions, Outgoing } from './link/link';
import { type OpenWire, openWire } from './link/wire';
import { MemberList } from './members/memberList';
import { OwnName } from './members/ownName';
import { OwnTyping, Typists } from './members/typing';
import { ReconnectingLink } from './reconnectingLink';
import {
  type ClientOptions,
  type ClientState,
  DEFAULT_TIMEOUTS,
  type RequestProblem,
  type RoomInfo,
} from './types/clientTypes';
import { ANOTHER_ROOM, MUST_REJOIN, NOT_CONNECTED } from './types/problems';

/** What a client takes from the world around it; tests hand in their own. */
export interface ClientDeps {
  readonly openWire?: OpenWire;
  /** From 0 up to 1, for the jitter of reconnecting. */
  readonly random?: () => number;
}

/**
 * One person's connection to a room: connects, stays connected, says each message exactly once, and keeps the
 * transcript and the members. Works with native servers and original ones.
 */
export class ChatClient implements Disposable {
  private readonly context: LinkContext;
  private readonly connection: ReconnectingLink;
  private readonly credentials: Credentials;
  private readonly conversation: Conversation;
  private readonly readMarker: ReadMarker;
  private readonly memberList = new MemberList();
  private readonly ownName: OwnName;
  private readonly typingNow: Typists;
  private readonly ownTyping: OwnTyping;
  private self: string | undefined;

  /** Fires when `state` changes. */
  readonly onDidChangeState: Event<ClientState>;
  /** Fires when `members` changes, also when this person's own name does. */
  readonly onDidChangeMembers: Event<readonly Member[]> = this.memberList.onDidChange;
  /** Fires when `typists` changes. */
  readonly onDidChangeTyping: Event<readonly string[]>;
  /** Fires when another window of this person has read on, with how far: a place in the transcript. */
  readonly onDidRead: Event<number>;
  readonly transcript: Transcript;
  /** Fires when `unsent` changes. */
  readonly onDidChangeUnsent: Event<void>;
  /** Fires when `isSaved` changes. */
  readonly onDidChangeSaved: Event<void>;

  constructor(options: ClientOptions, deps: ClientDeps = {}) {
    this.credentials = new Credentials(options);
    this.context = {
      address: options.address,
      timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
      clock: options.clock ?? systemClock,
      logger: options.logger ?? silentLogger,
      key: () => this.credentials.key(),
      expected: () => this.credentials.expectedRoom(),
      openWire: deps.openWire ?? openWire,
    };
    this.conversation = new Conversation(this.context);
    this.transcript = this.conversation.transcript;
    this.readMarker = new ReadMarker(this.conversation);
    this.ownName = new OwnName(options.name, this.context, newId, (problem) =>
      this.conversation.problem(problem),
    );
    this.typingNow = new Typists(this.context.clock);
    this.ownTyping = new OwnTyping(this.context.clock);
    this.connection = this.newConnection(options.isExpected ?? false, deps.random ?? Math.random);
    this.onDidRead = this.readMarker.onDidRead;
    this.onDidChangeUnsent = this.conversation.unsent.onDidChange;
    this.onDidChangeSaved = this.conversation.savedStatus.onDidChange;
    this.onDidChangeTyping = this.typingNow.onDidChange;
    this.onDidChangeState = this.connection.onDidChange;
    this.onDidChangeState(({ kind }) => {
      if (kind === 'reconnecting') this.ownName.lost();
      if (kind === 'left') this.ownName.left();
    });
  }

  get state(): ClientState {
    return this.connection.state;
  }

  /** The room this client is in, or was in last. */
  get room(): RoomInfo | undefined {
    return this.credentials.room;
  }

  /** The person's name in the room; the room may have given it a suffix. */
  get name(): string {
    return this.ownName.name;
  }

  /** Whether the room's server can save what is said (P-6.13); true until it says otherwise. */
  get isSaved(): boolean {
    return this.conversation.savedStatus.isSaved;
  }

  /** This member's id in the room, whatever its name and connection; on an original server, the name itself. */
  get memberId(): string | undefined {
    return this.self;
  }

  /** Everybody in the room, this member included; on an original server, those that were heard of. */
  get members(): readonly Member[] {
    return this.memberList.members;
  }

  /**
   * What this person said and did that has not come back, oldest first. To outlive this program, keep it and give it to
   * {@link restore} in the next one.
   */
  get unsent(): readonly Unsent[] {
    return this.conversation.unsent.items;
  }

  /**
   * Takes back what was `unsent` in the program before, under its ids. In a native room the same `person` says nothing
   * twice (P-6.9); in an original one it is shown as unconfirmed. Call this before `connect`.
   */
  restore(unsent: readonly Unsent[]): void {
    this.conversation.unsent.restore(unsent, this.name);
  }

  /**
   * Joins the room; resolves once in it. After a failure it may be called again; what is pending waits for that.
   * @throws ConnectionFailure when the first try fails; there is no second one, unless the room `isExpected`
   */
  connect(): Promise<void> {
    return this.connection.connect();
  }

  /** The names of the others who are typing, in the order they began. */
  get typists(): readonly string[] {
    return this.typingNow.names;
  }

  /**
   * Says something to everybody, or with `to` to the member with that id. It stands in the transcript at once, pending
   * until the room has it; while the connection is away it waits.
   * @param more `reply`: the seq of the message it answers, left out by the room if not everybody who gets this can see
   *   it; `code`: lines it quotes, and then `text` may be empty; `mentions`: the members that `text` names behind an `@`
   * @returns the message's id, or why it cannot be said
   */
  say(text: string, more: Omit<ClientPayload<'say'>, 'id' | 'text'> = {}): Result<string, RequestProblem> {
    const id = newId();
    return this.submit({ id, verb: 'say', payload: { ...more, id, text } });
  }

  /**
   * Replaces the text of this person's message `of`, a seq.
   * @param mentions the members that the new text names behind an `@`
   * @returns the id under which it comes back, or why not
   */
  edit(of: number, text: string, mentions?: readonly Mention[]): Result<string, RequestProblem> {
    const id = newId();
    return this.submit({
      id,
      verb: 'edit',
      payload: { id, of, text, ...(mentions && { mentions: [...mentions] }) },
    });
  }

  /** Takes this person's message `of`, a seq, back for good. */
  remove(of: number): Result<string, RequestProblem> {
    const id = newId();
    return this.submit({ id, verb: 'remove', payload: { id, of } });
  }

  /** Puts this person's emoji under the message `of`, a seq, or takes it away. */
  react(of: number, emoji: string, on: boolean): Result<string, RequestProblem> {
    const id = newId();
    return this.submit({ id, verb: 'react', payload: { id, of, emoji, on } });
  }

  /** Tells the others that this person is typing or has stopped, as often as they are told of it (P-5.5). */
  typing(on: boolean): void {
    const { native } = this;
    if (native && this.ownTyping.isNews(on, this.room?.limits.typingIntervalMs ?? 0)) native.typing(on);
  }

  /** Tells this person's other windows that it has read up to this place in the transcript; if need be, at the return. */
  read(order: number): void {
    this.readMarker.read(order, this.native);
  }

  /**
   * A page of the transcript, as `Transcript.page`; where that has run out, older events come from the server. Without
   * a connection it is what is here.
   */
  loadOlder(before: number | undefined, limit: number, isWanted?: IsWanted): Promise<Page> {
    return this.conversation.loadOlder(before, limit, this.native?.history, isWanted);
  }

  /** Whether the event of that order was missed here, and cannot be fetched for now. Waits for what is being fetched. */
  isMissing(order: number): Promise<boolean> {
    return this.conversation.isMissing(order);
  }

  /**
   * To be called when the computer wakes, its network changes or the person is back. While reconnecting it tries at once;
   * otherwise it asks whether the server is still there, and takes it for lost after `wakeMs` of silence.
   */
  retryNow(): void {
    this.connection.retryNow();
  }

  /**
   * Asks for another name, which is in use once the room says so. While the connection is away it asks at the return; if
   * the name is refused then, the transcript says so.
   * @returns the name that the room gave, or the one it will be asked for at the return; or why not, also when the room
   *   does not answer within `answerMs`
   */
  async rename(name: string): Promise<Result<string, RequestProblem>> {
    const parsed = parseName(name);
    if (!parsed.ok) return parsed;
    if (this.room?.kind === 'seed') return fail(MUST_REJOIN);
    return this.ownName.ask(parsed.value, this.connection.link, this.state.kind === 'idle');
  }

  /** Gives up a failed message or edit for good. Messages are then no longer in the transcript. */
  discard(id: string): void {
    this.conversation.unsent.discard(id);
  }

  /** Tries a failed message or edit again. Even if it did arrive the first time, a native room shows it once. */
  retry(id: string): void {
    if (!this.connection.isOut && this.conversation.unsent.retry(id)) this.pump();
  }

  /**
   * Takes this person's newest message out of the transcript again, if it was never sent.
   * @param to of the direct messages to that member; by default, of those to everybody
   * @returns what it says
   */
  takeBack(to?: string): ClientPayload<'say'> | undefined {
    return this.conversation.unsent.takeBack(to);
  }

  /** Leaves the room; resolves when the connection is closed, at most `closeMs` later. What is still on its way fails. */
  async leave(): Promise<void> {
    await this.connection.leave();
    this.conversation.unsent.failAll(NOT_CONNECTED);
  }

  dispose(): void {
    this.connection.dispose();
    this.readMarker.dispose();
    this.memberList.dispose();
    this.typingNow.dispose();
    this.conversation.dispose();
  }

  /** What a native server can do, while there is one. */
  private get native(): NativeActions | undefined {
    return this.state.kind === 'joined' ? this.connection.link?.native : undefined;
  }

  private submit(what: Outgoing): Result<string, RequestProblem> {
    if (this.connection.isOut) return fail(NOT_CONNECTED);
    const added = this.conversation.unsent.add(what, this.name);
    if (added.ok && what.verb === 'say') this.ownTyping.reset();
    this.pump();
    return added;
  }

  private newConnection(isExpected: boolean, random: () => number): ReconnectingLink {
    return new ReconnectingLink(
      this.context,
      {
        hello: (exchange) => {
          const name = this.ownName.entering(this.state.kind === 'reconnecting');
          return this.credentials.hello(name, this.conversation.seq, exchange);
        },
        isKnown: () => this.credentials.isKnown,
        joined: (joined, link) => this.joined(joined, link),
        event: (event) => this.event(event),
        failed: (id, problem) => {
          if (!this.ownName.refused(id, problem)) this.conversation.unsent.failed(id, problem);
        },
        typing: (memberId, name, on) => this.typingNow.set(memberId, name, on),
        host: (memberId) => this.memberList.host(memberId),
        read: (seq) => this.readMarker.readElsewhere(seq),
        saving: (on) => this.conversation.savedStatus.update(on),
        serverText: (text, seq) => this.conversation.serverText(text, seq),
        ready: () => this.pump(),
        lost: () => this.lost(),
        gone: () => this.conversation.unsent.failAll(NOT_CONNECTED),
      },
      isExpected,
      random,
    );
  }

  private joined(joined: Joined, link: Link): void {
    const isOtherRoom = this.credentials.joined(joined);
    this.self = joined.self;
    this.ownName.joined(joined.name, link);
    this.conversation.joined(joined, link.native?.history);
    if (isOtherRoom) this.conversation.problem(ANOTHER_ROOM);
    this.memberList.reset(joined.members);
    this.readMarker.joined(joined.resumed, link.native);
  }

  private event(event: RoomEvent): void {
    if (this.conversation.events([event]).length === 0) return;
    if (event.verb === 'rename' && event.by === this.self) this.ownName.changed(event.to, event.id);
    if (event.verb === 'say' || event.verb === 'leave') this.typingNow.stop(event.by);
    this.memberList.apply(event, this.room?.kind === 'seed');
  }

  private lost(): void {
    this.conversation.unsent.rewind();
    this.typingNow.clear();
    this.ownTyping.reset();
  }

  private pump(): void {
    const { link } = this.connection;
    if (link) this.conversation.unsent.pump(link);
  }
}
