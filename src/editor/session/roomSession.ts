import { type Disposable, DisposableStore } from '../../base/disposable';
import { type Result, fail } from '../../base/result';
import { withoutUndefined } from '../../base/withoutUndefined';
import { ChatClient } from '../../client/chatClient';
import type { IsWanted, MessageEntry, Page } from '../../client/conversation/entry';
import type { Unsent } from '../../client/conversation/sendQueue';
import { ConnectionFailure } from '../../client/types/connectionFailure';
import {
  type ConnectionError,
  type ClientOptions,
  type RequestProblem,
  type ClientState,
  type RoomInfo,
} from '../../client/types/clientTypes';
import { NOT_CONNECTED } from '../../client/types/problems';
import { formatAddress } from '../../protocol/invitations/address';
import { wireError } from '../../protocol/wire/errorCodes';
import type { Code, Member, Mention } from '../../protocol/wire/messages';
import { type EndReason, SessionEnded, SessionFailure } from './endReason';
import { RoomEvents, type RoomEventSource } from './roomEvents';
import type { ReadPlace, RememberedRoom } from './roomMemory';
import type { AgainRequest, EnterOptions, SessionOptions } from './sessionOptions';

/** Where a client goes, and what it shows there. */
export type ConnectOptions = Pick<
  ClientOptions,
  'address' | 'ticket' | 'publicKey' | 'known' | 'key' | 'isExpected'
>;

type WithoutName<T> = T extends unknown ? Omit<T, 'name'> : never;

/** How to come back to a room; under which name is known elsewhere. */
export type RoomPlace = WithoutName<RememberedRoom>;

/** What goes with a text. */
export interface SayOptions {
  readonly reply?: number;
  readonly to?: string;
  readonly mentions?: readonly Mention[];
  readonly code?: Code;
}

/**
 * One visit to one room. The person enters, is in the room, and at some point the session ends for a reason; what was said
 * can be read until it is disposed. It knows of no other session, so several may live side by side.
 */
export abstract class RoomSession<Request extends EnterOptions = EnterOptions> implements Disposable {
  /** Whether this window's own server holds the room. */
  abstract readonly isHosted: boolean;

  protected readonly store = new DisposableStore();
  protected readonly events = this.store.add(
    new RoomEvents((orders) => this.client?.transcript.answersTo(orders) ?? []),
  );
  private name: string;
  protected client: ChatClient | undefined;
  private enteredRoom: RoomInfo | undefined;
  private reason: EndReason | undefined;

  /** What it reports. */
  readonly reports: RoomEventSource = this.events;

  constructor(
    protected readonly request: Request,
    protected readonly options: SessionOptions,
  ) {
    this.name = request.name;
  }

  /**
   * Enters the room. To be called once. Rejects with a {@link SessionFailure} when there is no way in, and with
   * {@link SessionEnded} when the session was ended meanwhile.
   */
  abstract enter(): Promise<void>;

  /** What teammates type to join, the likeliest first, as far as is known. */
  abstract get addresses(): readonly string[];

  /** The key of the private room while the session is open, canonical. */
  abstract get key(): string | undefined;

  /** What to ask for to enter this room once more; undefined: there is none. */
  abstract get again(): AgainRequest | undefined;

  /** How to come back to the room, as far as that is known. */
  protected abstract get place(): RoomPlace | undefined;

  /** The connection to a room that was entered ended for good. */
  protected abstract lostConnection(error: ConnectionError): void;

  /** Whether the session has not ended: the room is being entered, was entered, or is being looked for again. */
  get isOpen(): boolean {
    return this.reason === undefined;
  }

  /** Why it ended; undefined while it is open. */
  get endReason(): EndReason | undefined {
    return this.reason;
  }

  /** How the connection stands; undefined: there was none yet. */
  get connection(): ClientState | undefined {
    return this.client?.state;
  }

  /** The room, once it was entered; also when the session has ended. */
  get room(): RoomInfo | undefined {
    return this.enteredRoom;
  }

  /** The name in use in the room; before entering and after the end, the name that was asked for. */
  get username(): string {
    return (this.isOpen ? this.client?.name : undefined) ?? this.name;
  }

  /** Whether the connection is away, and is being tried again. */
  get isReconnecting(): boolean {
    return this.isOpen && this.connection?.kind === 'reconnecting';
  }

  /** Whether it is the room of an original server, where a new name takes a new connection. */
  get isBasic(): boolean {
    return this.room?.kind === 'seed';
  }

  /** Everybody in the room, this person included; in an original room, those who were heard of. Empty after leaving. */
  get members(): readonly Member[] {
    return this.isOpen ? (this.client?.members ?? []) : [];
  }

  /** How many members there are; after leaving, how many there were. */
  get memberCount(): number {
    return this.client?.members.length ?? 0;
  }

  /** Which of the members this person is. */
  get memberId(): string | undefined {
    return this.client?.memberId;
  }

  /** Who else is typing, by name. */
  get typists(): readonly string[] {
    return this.client?.typists ?? [];
  }

  /** False: what is said in the room is not being saved, although it should be. */
  get isSaved(): boolean {
    return this.client?.isSaved ?? true;
  }

  /** How a window comes back to this room; undefined where there is nothing to come back to. */
  get remembered(): RememberedRoom | undefined {
    const { place, room } = this;
    if (!place || !this.isOpen || !(room ?? this.request.isRestoring)) return undefined;
    return { ...place, name: this.name, publicKey: room?.publicKey ?? place.publicKey };
  }

  /** What was said here and has not come back from the room. */
  get undelivered(): readonly Unsent[] {
    return this.client?.unsent ?? this.request.undelivered ?? [];
  }

  /** The order up to which everything was read when the window was in this room before; undefined: it was not. */
  get readBefore(): number | undefined {
    const { readPlace } = this.request;
    return readPlace && this.orderOf(readPlace);
  }

  /** Where that place is in this room; undefined: it is in another one. */
  orderOf({ room, seq }: ReadPlace): number | undefined {
    return room === this.room?.id ? this.client?.transcript.orderOf(seq) : undefined;
  }

  /** `order` as a place that can be found again later; undefined in an original room, which counts nothing. */
  readPlaceOf(order: number): ReadPlace | undefined {
    const { client, room } = this;
    if (!client || !room) return this.request.readPlace;
    return room.kind === 'seed' ? undefined : { room: room.id, seq: client.transcript.seqAt(order) };
  }

  /** The message at that place in the transcript, where it is here. */
  messageAt(order: number): MessageEntry | undefined {
    const entry = this.client?.transcript.at(order);
    return entry?.kind === 'message' ? entry : undefined;
  }

  /** The wanted entries before the one at `before`, or the newest. */
  page(before: number | undefined, limit: number, isWanted?: IsWanted): Page {
    return this.client?.transcript.page(before, limit, isWanted) ?? { entries: [], more: false };
  }

  /** The same, but asks the room for older ones when there are no more here. */
  async loadOlder(before: number | undefined, limit: number, isWanted?: IsWanted): Promise<Page> {
    return (await this.client?.loadOlder(before, limit, isWanted)) ?? { entries: [], more: false };
  }

  /** Whether what stands at `order` was missed while the connection was away, and cannot be fetched for now. */
  async isMissing(order: number): Promise<boolean> {
    return (await this.client?.isMissing(order)) ?? false;
  }

  /** Whether the room may keep older messages than those here. It is asked when somebody reads back that far and it is there. */
  get mayHaveOlder(): boolean {
    return this.isOpen && this.room !== undefined && !this.isBasic;
  }

  /**
   * Says `text` to everybody, or to one member alone. What becomes of it shows in the transcript.
   * @param more `reply`: the order of the message that it answers; `to`: the id of the member; `mentions`: the members that
   * it names behind an `@`; `code`: lines that it quotes, and then `text` may be empty
   * @returns why it cannot even be tried
   */
  say(text: string, { reply, to, mentions, code }: SayOptions = {}): RequestProblem | undefined {
    return this.submit((client) => {
      const seq = reply === undefined ? undefined : seqOf(client, reply);
      if (reply !== undefined && seq === undefined) return fail(wireError('not-found'));
      return client.say(
        text,
        withoutUndefined({ to, reply: seq, code, mentions: mentions && [...mentions] }),
      );
    });
  }

  /** Changes the text of this person's message at that place. @returns why it cannot even be tried */
  edit(order: number, text: string, mentions?: readonly Mention[]): RequestProblem | undefined {
    return this.submitAbout(order, (client, seq) => client.edit(seq, text, mentions));
  }

  /** Takes this person's message at that place back for good. @returns why it cannot even be tried */
  remove(order: number): RequestProblem | undefined {
    return this.submitAbout(order, (client, seq) => client.remove(seq));
  }

  /** Puts an emoji under the message at that place, or takes it away. @returns why it cannot even be tried */
  react(order: number, emoji: string, on: boolean): RequestProblem | undefined {
    return this.submitAbout(order, (client, seq) => client.react(seq, emoji, on));
  }

  /** Tries again to send what failed. */
  retry(id: string): void {
    this.client?.retry(id);
  }

  /** Gives up what failed. */
  discard(id: string): void {
    this.client?.discard(id);
  }

  /**
   * Takes the newest message to everybody, or to that member, back, if it was never sent.
   * @returns what it says, the order of what it answers, whom it names, and the lines that it quotes
   */
  takeBack(to?: string): (Omit<SayOptions, 'to'> & { readonly text: string }) | undefined {
    const { client } = this;
    const said = client?.takeBack(to);
    if (!client || !said) return undefined;
    const { text, code, reply, mentions } = said;
    return withoutUndefined({
      text,
      mentions,
      code,
      reply: reply === undefined ? undefined : client.transcript.orderOf(reply),
    });
  }

  /** Tells the others that this person is typing, or has stopped. */
  typing(on: boolean): void {
    if (this.isOpen) this.client?.typing(on);
  }

  /** Tells this person's other windows that everything up to that place is read. */
  read(order: number): void {
    if (this.isOpen) this.client?.read(order);
  }

  /** Asks for another name; resolves when the room has answered. @returns why it was refused */
  async rename(name: string): Promise<RequestProblem | undefined> {
    if (!this.isOpen) return undefined;
    const renamed = await this.client?.rename(name);
    if (renamed?.ok === false) return renamed.error;
    this.name = name;
    this.events.changed();
    return undefined;
  }

  /** The computer may have slept, or its network may be back: a connection that is away is tried at once. */
  wake(): void {
    this.client?.retryNow();
  }

  /** The addresses of this computer have changed. */
  changeNetwork(): void {
    this.wake();
  }

  /** Leaves. Resolves when the connection is closed and, where this window hosts, the port is free. */
  async leave(): Promise<void> {
    if (this.isOpen) this.end({ kind: 'left' });
    await this.client?.leave();
  }

  /** The window goes, not the person: as {@link leave}, but the members of a hosted room wait for their host. */
  async suspend(): Promise<void> {
    await this.leave();
  }

  dispose(): void {
    this.store.dispose();
  }

  private submit(act: (client: ChatClient) => Result<string, RequestProblem>): RequestProblem | undefined {
    if (!this.isOpen || !this.client) return NOT_CONNECTED;
    const submitted = act(this.client);
    return submitted.ok ? undefined : submitted.error;
  }

  private submitAbout(
    order: number,
    act: (client: ChatClient, seq: number) => Result<string, RequestProblem>,
  ): RequestProblem | undefined {
    return this.submit((client) => {
      const seq = seqOf(client, order);
      return seq === undefined ? fail(wireError('not-found')) : act(client, seq);
    });
  }

  /** Ends it. The first reason counts. */
  protected end(reason: EndReason): void {
    this.reason ??= reason;
    this.events.changed();
  }

  /** Ends it before the room was entered. @returns what to throw */
  protected fail(reason: EndReason, cause?: unknown): SessionFailure {
    this.end(reason);
    return new SessionFailure(reason, cause);
  }

  /** @throws {SessionEnded} when it was ended meanwhile */
  protected mustBeOpen(): void {
    if (!this.isOpen) throw new SessionEnded();
  }

  /** Connects, and keeps this session true to what happens to the connection. Rejects as {@link enter} does. */
  protected async connect(where: ConnectOptions): Promise<void> {
    this.mustBeOpen();
    const client = this.createClient(where);
    try {
      await client.connect();
      this.mustBeOpen();
    } catch (error) {
      this.mustBeOpen();
      if (!(error instanceof ConnectionFailure)) throw error;
      const failure = this.fail(await this.reasonFor(error.error, where), error);
      // messages that still wait to be sent are given up, and shown as such
      await client.leave();
      throw failure;
    }
  }

  /** Why it ends when it cannot connect. */
  protected reasonFor(error: ConnectionError, { address }: ConnectOptions): Promise<EndReason> {
    return Promise.resolve({ kind: 'connection', error, address: formatAddress(address) });
  }

  private createClient(where: ConnectOptions): ChatClient {
    const { events, store, name } = this;
    const { person, program, logger } = this.options;
    const client = store.add(new ChatClient({ ...where, name, person: person(), client: program, logger }));
    client.restore(this.undelivered);
    this.client = client;
    store.add(client.onDidChangeState((state) => this.clientChanged(client, state)));
    store.add(client.onDidChangeMembers(() => events.changedInPassing()));
    store.add(client.onDidChangeSaved(() => events.changedInPassing()));
    store.add(client.onDidChangeUnsent(() => events.undeliveredChanged()));
    store.add(client.onDidChangeTyping((names) => events.typingChanged(names)));
    store.add(client.onDidRead((order) => events.readUpTo(order)));
    store.add(client.transcript.onDidChange((entries) => events.entriesChanged(entries)));
    return client;
  }

  private clientChanged(client: ChatClient, state: ClientState): void {
    if (client.room) this.enteredRoom = client.room;
    if (this.enteredRoom && state.kind === 'left' && state.error) this.lostConnection(state.error);
    else this.events.changed();
  }
}

/** The seq of the event at that place; undefined where it is of an earlier numbering, which the room does not know. */
function seqOf({ transcript }: ChatClient, order: number): number | undefined {
  const seq = transcript.seqAt(order);
  return seq > 0 && transcript.orderOf(seq) === order ? seq : undefined;
}
