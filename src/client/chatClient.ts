import { randomBytes } from 'node:crypto';
import { systemClock } from '../base/systemClock';
import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/emitter';
import { silentLogger } from '../base/logger';
import { type Result, fail } from '../base/result';
import { PROTOCOL_VERSION } from '../protocol/limits';
import type { ClientPayload, Member, RoomEvent } from '../protocol/messages';
import { formatAddress } from '../protocol/address';
import { parseName } from '../protocol/names';
import { type Exchange, KeyPair, hostProof, personAt } from '../protocol/proofs';
import { ConnectionFailure, connectionError } from './types/connectionFailure';
import {
  type ClientOptions,
  type RequestProblem,
  type ClientState,
  DEFAULT_TIMEOUTS,
  type RoomInfo,
} from './types/clientTypes';
import { ReconnectingLink } from './reconnectingLink';
import { Conversation } from './conversation/conversation';
import type { Joined, Link, LinkContext, NativeActions, Outgoing } from './link/link';
import type { Unsent } from './conversation/sendQueue';
import { ANOTHER_ROOM, MUST_REJOIN, NOT_CONNECTED } from './types/problems';
import { OwnName } from './members/ownName';
import { MemberList } from './members/memberList';
import type { Page } from './conversation/entry';
import type { Transcript } from './conversation/transcript';
import { OwnTyping, Typists } from './members/typing';
import { type OpenWire, openWire } from './link/wire';

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
  private readonly connection: ReconnectingLink;
  private readonly conversation: Conversation;
  private readonly memberList = new MemberList();
  private readonly ownName: OwnName;
  private readonly typingNow: Typists;
  private readonly ownTyping: OwnTyping;
  private currentRoom: RoomInfo | undefined;
  private self: string | undefined;
  private token: string | undefined;
  /** Who one is; made up where the options name nobody, for this client only. */
  private readonly person: string;
  /** Up to where was read while the connection was away, as a seq; 0: no further. */
  private readAway = 0;
  /** The place up to which another window was said to have read. */
  private readUpTo = 0;

  readonly onDidChangeState: Event<ClientState>;
  /** Also when one's own name changes. */
  readonly onDidChangeMembers: Event<readonly Member[]> = this.memberList.onDidChange;
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
      key: () => this.key(),
      expected: () => ({ publicKey: this.expectedKey(), noOther: options.ticket !== undefined }),
      openWire: deps.openWire ?? openWire,
    };
    this.person = options.person ?? newId();
    this.conversation = new Conversation(this.context);
    this.transcript = this.conversation.transcript;
    this.onDidChangeUnsent = this.conversation.unsent.onDidChange;
    this.onDidChangeSaved = this.conversation.savedStatus.onDidChange;
    this.ownName = new OwnName(options.name, this.context, newId, (problem) =>
      this.conversation.problem(problem),
    );
    this.typingNow = new Typists(this.context.clock);
    this.ownTyping = new OwnTyping(this.context.clock);
    this.onDidChangeTyping = this.typingNow.onDidChange;
    this.connection = this.newConnection(deps.random ?? Math.random);
    this.onDidChangeState = this.connection.onDidChange;
    this.onDidChangeState(({ kind }) => {
      if (kind === 'reconnecting') this.ownName.lost();
      if (kind === 'left') this.ownName.left();
    });
  }

  get state(): ClientState {
    return this.connection.state;
  }

  /** The room one is in, or was in last. */
  get room(): RoomInfo | undefined {
    return this.currentRoom;
  }

  /** The name in use in the room; it may have got a suffix. */
  get name(): string {
    return this.ownName.name;
  }

  /** Whether the room's server can save what is said (P-6.13); true where nothing else was heard of it. */
  get isSaved(): boolean {
    return this.conversation.savedStatus.isSaved;
  }

  /** Who one is in the room, beyond names and connections; the name itself on an original server. */
  get memberId(): string | undefined {
    return this.self;
  }

  /** Everybody in the room, oneself included; on an original server those that were heard of. */
  get members(): readonly Member[] {
    return this.memberList.members;
  }

  /**
   * What one said and did that has not come back, oldest first: to be kept, if it is to outlive this program, and
   * given to the {@link restore} of the next one.
   */
  get unsent(): readonly Unsent[] {
    return this.conversation.unsent.items;
  }

  /**
   * Takes back what was `unsent` in the program before, under its ids, so that nothing is said twice (P-6.9): whoever is
   * the same `person` in a native room. In an original one it is shown as unconfirmed. To be called before `connect`.
   */
  restore(unsent: readonly Unsent[]): void {
    this.conversation.unsent.restore(unsent, this.name);
  }

  /**
   * Joins the room; resolves once in it. It may be called again when it failed; what is pending waits for that.
   * @throws ClientFailure when that fails; no further try is made then
   */
  connect(): Promise<void> {
    return this.connection.connect();
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
  say(text: string, more: Omit<ClientPayload<'say'>, 'id' | 'text'> = {}): Result<string, RequestProblem> {
    const id = newId();
    return this.submit({ id, verb: 'say', payload: { ...more, id, text } });
  }

  /** Replaces the text of one's own message `of`, a seq. @returns the id under which it comes back, or why not */
  edit(of: number, text: string): Result<string, RequestProblem> {
    const id = newId();
    return this.submit({ id, verb: 'edit', payload: { id, of, text } });
  }

  /** Takes one's own message `of` back, for good. */
  remove(of: number): Result<string, RequestProblem> {
    const id = newId();
    return this.submit({ id, verb: 'remove', payload: { id, of } });
  }

  /** Puts an emoji under the message `of`, or takes one's own away. */
  react(of: number, emoji: string, on: boolean): Result<string, RequestProblem> {
    const id = newId();
    return this.submit({ id, verb: 'react', payload: { id, of, emoji, on } });
  }

  /** Tells the others that one is typing, or no longer; as often as they are told of it (P-5.5). */
  typing(on: boolean): void {
    const { native } = this;
    if (native && this.ownTyping.isNews(on, this.room?.limits.typingIntervalMs ?? 0)) native.typing(on);
  }

  /** Tells this person's other windows that it has read up to this place in the transcript; at the return, if need be. */
  read(order: number): void {
    const seq = Math.min(this.transcript.seqAt(order), this.conversation.seq);
    if (seq <= 0) return;
    if (this.native) this.native.read(seq);
    else this.readAway = seq;
  }

  /**
   * A page of the transcript, as `Transcript.page`; where that has run out, older events come from the server. Without
   * a connection it is what is here.
   */
  loadOlder(before: number | undefined, limit: number): Promise<Page> {
    return this.conversation.loadOlder(before, limit, this.native?.history);
  }

  /**
   * The computer was asleep, its network is another, or the person is back: while reconnecting tries at once, and else
   * asks the server whether it is still there; it is taken for lost if it says nothing for `wakeMs`.
   */
  retryNow(): void {
    this.conversation.unsent.expire();
    this.connection.retryNow();
  }

  /**
   * Asks for another name; it is in use once the room says so. While the connection is away, at the return, and if it
   * is refused then, the transcript says so.
   * @returns resolves with the name that the room gave, or the one it will be asked for at the return; or why not: also
   *   when it has not answered in `answerMs`
   */
  async rename(name: string): Promise<Result<string, RequestProblem>> {
    const parsed = parseName(name);
    if (!parsed.ok) return parsed;
    if (this.currentRoom?.kind === 'seed') return fail(MUST_REJOIN);
    return this.ownName.ask(parsed.value, this.connection.link, this.state.kind === 'idle');
  }

  /** Tries a failed message again. Where it did arrive the first time, a native room shows it once all the same. */
  retry(id: string): void {
    if (!this.connection.isOut && this.conversation.unsent.retry(id)) this.pump();
  }

  /** Leaves the room; resolves when the connection is closed, at most `closeMs` later. What is still on its way fails. */
  async leave(): Promise<void> {
    await this.connection.leave();
    this.conversation.unsent.failAll(NOT_CONNECTED);
  }

  dispose(): void {
    this.connection.dispose();
    this.wasRead.dispose();
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

  private newConnection(random: () => number): ReconnectingLink {
    return new ReconnectingLink(
      this.context,
      {
        hello: (exchange) => this.hello(exchange),
        // told so, or it was when we were last there
        isKnown: () =>
          this.currentRoom ? this.currentRoom.kind === 'native' : (this.options.known ?? false),
        joined: (joined, link) => this.joined(joined, link),
        event: (event) => this.event(event),
        failed: (id, problem) => {
          if (!this.ownName.refused(id, problem)) this.conversation.unsent.failed(id, problem);
        },
        typing: (memberId, name, on) => this.typingNow.set(memberId, name, on),
        host: (memberId) => this.memberList.host(memberId),
        read: (seq) => this.readElsewhere(seq),
        saving: (on) => this.conversation.savedStatus.update(on),
        serverText: (text, seq) => this.conversation.serverText(text, seq),
        ready: () => this.pump(),
        lost: () => this.lost(),
        gone: () => this.conversation.unsent.failAll(NOT_CONNECTED),
      },
      random,
    );
  }

  /** @throws ClientFailure where it is missing and one was in this room with it: nothing goes there in plain text */
  private key(): string | undefined {
    const key = this.options.key?.();
    if (key === undefined && this.currentRoom?.access === 'private')
      throw new ConnectionFailure(connectionError('needs-key', this.options.address));
    return key;
  }

  /** By what the room must show itself, if it has done so before. */
  private expectedKey(): string | undefined {
    return this.currentRoom?.publicKey ?? this.options.publicKey?.();
  }

  private hello(exchange: Exchange | undefined): ClientPayload<'hello'> {
    const { client } = this.options;
    const { token, currentRoom: room } = this;
    const isSameRoom = room !== undefined && room.publicKey === exchange?.room;
    return {
      v: PROTOCOL_VERSION,
      name: this.ownName.entering(this.state.kind === 'reconnecting'),
      ...(client === undefined ? {} : { client }),
      ...(exchange ? { proof: this.proof(exchange) } : this.legacyPerson()),
      ...(token === undefined || !isSameRoom
        ? {}
        : { resume: { room: room.id, token, seq: this.conversation.seq } }),
    };
  }

  /** Who one is and, where one is the host, that, with nothing in it that is of use on another connection (P-6.15). */
  private proof(exchange: Exchange): ClientPayload<'hello'>['proof'] {
    const { ticket } = this.options;
    const keys = KeyPair.ofMember(this.person, exchange.room);
    const member = keys.sign('member', exchange);
    const host = ticket && { host: hostProof(ticket(), keys.publicKey, exchange) };
    return { key: keys.publicKey, member, ...host };
  }

  /** A server that shows nothing knows people by what they tell it (P-6.3). */
  private legacyPerson(): Pick<ClientPayload<'hello'>, 'person'> {
    const { person, address } = this.options;
    const access = this.key() === undefined ? 'open' : 'private';
    return person === undefined ? {} : { person: personAt(person, formatAddress(address), access) };
  }

  private joined(joined: Joined, link: Link): void {
    const expected = this.expectedKey();
    const isAnother = expected !== undefined && expected !== joined.room.publicKey;
    this.currentRoom = joined.room;
    this.self = joined.self;
    this.token = joined.token;
    this.ownName.joined(joined.name, link);
    this.conversation.joined(joined, link.native?.history);
    if (isAnother) this.conversation.problem(ANOTHER_ROOM);
    this.memberList.reset(joined.members);
    // in another numbering it is another place
    if (joined.resumed && this.readAway > 0) link.native?.read(this.readAway);
    this.readAway = 0;
  }

  private event(event: RoomEvent): void {
    if (this.conversation.events([event]).length === 0) return;
    if (event.verb === 'rename' && event.by === this.self) this.ownName.changed(event.to, event.id);
    if (event.verb === 'say' || event.verb === 'leave') this.typingNow.stop(event.by);
    this.memberList.apply(event, this.currentRoom?.kind === 'seed');
  }

  /** Another window has read so far; of what has happened here, and only where that is news (P-5.7). */
  private readElsewhere(seq: number): void {
    const order = this.transcript.orderOf(Math.min(seq, this.conversation.seq));
    if (order <= this.readUpTo) return;
    this.readUpTo = order;
    this.wasRead.fire(order);
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
