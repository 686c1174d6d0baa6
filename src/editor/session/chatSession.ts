import * as vscode from 'vscode';
import { pause } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import type { Disposable } from '../../base/disposable';
import { ConnectionFailure, connectionError } from '../../client/types/connectionFailure';
import type { RoomInfo } from '../../client/types/clientTypes';
import type { Unsent } from '../../client/conversation/sendQueue';
import type { Page } from '../../client/conversation/entry';
import { LOOPBACK, formatAddress } from '../../protocol/address';
import type { HostedRoomAccess } from '../../hosting/hostedRoomAccess';
import type { Member } from '../../protocol/messages';
import { connectSession, mustBeOwnRoom } from './connectSession';
import { startHostedRoom } from './startHostedRoom';
import { type SessionState, sessionStateOf } from './sessionState';
import type { RoomKeys } from '../storage/roomKeys';
import type { ReadPlace, RememberedRoom } from './roomMemory';
import { connectionSentence, problemSentence, renameSentence } from '../wording/sentences';
import { SessionEvents } from './sessionEvents';
import type { SessionOptions } from './sessionOptions';
import { onDidChangeUsername } from '../platform/settings';
import { type EnterOptions, type HostOptions, type JoinOptions, RoomSession } from './roomSession';

const { t } = vscode.l10n;

/** How long a window that goes waits until a change of who may come in is kept; VS Code gives it a few seconds for all. */
const KEEPING_MS = 2000;

/** Which room this window is in. The one place of that state: everything else in the editor only looks at it. */
export class ChatSession implements Disposable {
  private stay: RoomSession | undefined;
  /** How often another place was asked for, in a room or out: of several wishes at once the last one counts. */
  private wishes = 0;
  private readonly events = new SessionEvents();

  /** Fires when `state` changes; during a burst of comings and goings only now and then, like `onDidChangeEntries`. */
  readonly onDidChange = this.events.change.event;
  /** The transcript is another one altogether. */
  readonly onDidChangeRoom = this.events.changeRoom.event;
  /** Entries that are new or have changed. */
  readonly onDidChangeEntries = this.events.changeEntries.event;
  /** Who else is typing, by name. */
  readonly onDidChangeTyping = this.events.changeTyping.event;
  /** This person has read up to that place in the transcript, in another window. */
  readonly onDidRead = this.events.read.event;
  /** The server of the hosted room ended by itself, and the room with it; with a sentence. */
  readonly onDidLoseServer = this.events.loseServer.event;
  /** It ended by itself and was started again; with a sentence. */
  readonly onDidRestartServer = this.events.restartServer.event;
  /** `unsent` is another. */
  readonly onDidChangeUnsent = this.events.changeUnsent.event;
  /** The key of the room one was in is not its key any more; with a sentence. */
  readonly onDidLoseKey = this.events.loseKey.event;
  /** The hosted room is open, but its history cannot be had; with a sentence. */
  readonly onDidLoseHistory = this.events.loseHistory.event;

  private readonly usernameListener = onDidChangeUsername(() => this.events.changed());

  constructor(private readonly options: SessionOptions) {}

  /** Whether there is a room one can leave: entered, being entered, or being looked for again. */
  get isActive(): boolean {
    return this.stay?.isOpen ?? false;
  }

  get isHosting(): boolean {
    return this.isActive && this.stay?.hosting === true;
  }

  /** The connection is away, and tried again. */
  get isReconnecting(): boolean {
    return this.isActive && this.stay?.client?.state.kind === 'reconnecting';
  }

  /** An original server's room: a new name means a new connection. */
  get isBasic(): boolean {
    return this.stay?.room?.kind === 'seed';
  }

  /** How many other people are in the room. */
  get others(): number {
    return Math.max(0, (this.state.room?.memberCount ?? 0) - 1);
  }

  /** The room one is in, or was in last. */
  get room(): RoomInfo | undefined {
    return this.stay?.room;
  }

  /** Who is in the room, oneself included; in an original room those that were heard of. None when it was left. */
  get members(): readonly Member[] {
    return this.isActive ? (this.stay?.client?.members ?? []) : [];
  }

  /** Which of the members one is. */
  get memberId(): string | undefined {
    return this.stay?.client?.memberId;
  }

  /** The address that was joined last, or tried. */
  get lastJoined(): string | undefined {
    return this.stay?.address && formatAddress(this.stay.address);
  }

  /** What teammates type to join, now, the likeliest first. */
  get addresses(): readonly string[] {
    this.stay?.refreshAddresses();
    return this.stay?.addresses ?? [];
  }

  /** How this window comes back to where it is; undefined where there is nothing to come back to. */
  get resumable(): RememberedRoom | undefined {
    const { stay } = this;
    if (!stay?.memory || !this.isActive || !(stay.room ?? stay.again)) return undefined;
    const { publicKey = stay.memory.publicKey } = stay.room ?? {};
    return { ...stay.memory, name: stay.name, publicKey };
  }

  /** What was said here and has not come back from the room, for the window to take along. */
  get unsent(): readonly Unsent[] {
    return this.stay?.client?.unsent ?? this.stay?.unsent ?? [];
  }

  /** The order up to which all was read when the window was in this room before; undefined: it was not. */
  get readBefore(): number | undefined {
    const { client, read, room } = this.stay ?? {};
    return read && read.room === room?.id ? client?.transcript.orderOf(read.seq) : undefined;
  }

  /** That order, as a place for the window to take along; undefined in an original room, which counts nothing. */
  placeOf(order: number): ReadPlace | undefined {
    const { client, read, room } = this.stay ?? {};
    if (!client || !room) return read;
    return room.kind === 'seed' ? undefined : { room: room.id, seq: client.transcript.seqAt(order) };
  }

  /** The file in which the server of the hosted room keeps what is said, where it does. */
  get historyFile(): string | undefined {
    return this.isHosting && this.stay?.server?.historyProblem === undefined ? this.stay?.history : undefined;
  }

  /** Who may come in, where one hosts. */
  get roomAccess(): HostedRoomAccess | undefined {
    return this.isHosting ? this.stay?.roomAccess : undefined;
  }

  /** The key of the private room one is in, canonical. */
  get key(): string | undefined {
    return this.isActive ? (this.stay?.roomAccess?.key ?? this.stay?.key) : undefined;
  }

  /** Where this window stands with its room. */
  get state(): SessionState {
    return sessionStateOf(this.stay);
  }

  /**
   * Starts a server of one's own and joins its room, after leaving the one before.
   * @throws {Failure} when the server cannot listen or be reached; {vscode.CancellationError} when left meanwhile.
   */
  async host(request: HostOptions, options?: EnterOptions): Promise<void> {
    const { name, port } = request;
    const stay = await this.begin(name, [formatAddress({ host: LOOPBACK, port })], true, options);
    const { server, host, port: bound } = await startHostedRoom(stay, request, this.options, this.events);
    const address = { host: LOOPBACK, port: bound };
    try {
      const key = (): string | undefined => server.roomAccess.key;
      const ofRoom = { ticket: () => server.ticket, publicKey: () => server.publicKey };
      const connect = { address, name, key, ...ofRoom, known: true };
      await connectSession(stay, connect, this.options, this.events);
      await mustBeOwnRoom(stay, host, bound);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /**
   * Joins a room, after leaving the one before; where a key is known, with that, and never without. Known is also the
   * one that was tried last, in vain: who tries again does so with it.
   * @throws {Failure} when there is no way in; {vscode.CancellationError} when left meanwhile.
   */
  async join(request: JoinOptions, options?: EnterOptions): Promise<void> {
    const { name, address, asOpen = false } = request;
    const { keys, wasPrivate, publicKeyAt } = this.options;
    const typed = formatAddress(address);
    const tried = this.lastJoined === typed && !this.room ? this.stay?.key : undefined;
    const stay = await this.begin(name, [typed], false, options);
    stay.address = address;
    if (asOpen) await keys.forgetKey(typed);
    const key = asOpen ? undefined : (request.key ?? (await keys.keyOf(typed)) ?? tried);
    stay.mustBeOpen();
    const isPrivate = key !== undefined || (!asOpen && (request.wasPrivate === true || wasPrivate(typed)));
    const publicKey = asOpen ? undefined : (request.publicKey ?? publicKeyAt(typed));
    stay.memory = { kind: 'joined', address: typed, access: isPrivate ? 'private' : 'open', publicKey };
    if (isPrivate && key === undefined) {
      const missing = connectionError('needs-key', address);
      throw stay.end(connectionSentence(missing, typed), new ConnectionFailure(missing));
    }
    stay.key = key;
    stay.store.add(keys.onDidChange((at) => at === typed && void renewKey(stay, typed, keys)));
    const connect = { address, name, key: () => stay.key, publicKey: () => publicKey };
    await connectSession(stay, connect, this.options, this.events);
    if (stay.key !== undefined) void keys.keepKey(typed, stay.key);
  }

  /** Says `text` in the room. What becomes of it shows in the transcript; only what cannot even be tried is returned. */
  say(text: string): string | undefined {
    const said = this.isActive ? this.stay?.client?.say(text) : undefined;
    if (!said) return t('You are not in a room.');
    return said.ok ? undefined : problemSentence(said.error);
  }

  /** Tries again to send what failed. */
  retry(id: string): void {
    this.stay?.client?.retry(id);
  }

  /** Tells the others that one is typing, or has stopped. */
  typing(on: boolean): void {
    if (this.isActive) this.stay?.client?.typing(on);
  }

  /** Who else is typing, by name. */
  get typists(): readonly string[] {
    return this.stay?.client?.typists ?? [];
  }

  /** Tells this person's other windows that all up to that place is read. */
  read(order: number): void {
    if (this.isActive) this.stay?.client?.read(order);
  }

  /** Another name in this room; resolves when the room has answered, with what speaks against it, a sentence. */
  async rename(name: string): Promise<string | undefined> {
    const { stay } = this;
    if (!stay || !this.isActive) return undefined;
    const renamed = await stay.client?.rename(name);
    if (renamed?.ok === false) return renameSentence(renamed.error);
    stay.name = name;
    this.events.changed();
    return undefined;
  }

  /** Leaves and comes in again under another name, where a room knows no other way. */
  async rejoin(name: string): Promise<void> {
    const address = this.stay?.address;
    if (address) await this.join({ address, name });
  }

  /** Whether what stands at that place in the transcript is one's own message. */
  isOwn(order: number): boolean {
    const entry = this.stay?.client?.transcript.at(order);
    return entry?.kind === 'message' && entry.own;
  }

  /** Entries before the one at `before`, or the newest. */
  page(before: number | undefined, limit: number): Page {
    return this.stay?.client?.transcript.page(before, limit) ?? { entries: [], more: false };
  }

  /** The same, but where they run out here, older ones are asked for in the room. */
  async loadOlder(before: number | undefined, limit: number): Promise<Page> {
    return (await this.stay?.client?.loadOlder(before, limit)) ?? { entries: [], more: false };
  }

  /** Whether the room may keep older messages than those here: it is asked when somebody reads back that far. */
  get mayHaveOlder(): boolean {
    return this.stay?.client?.state.kind === 'joined' && !this.isBasic;
  }

  /** Leaves; a hosted room ends with that. Resolves when the connection is closed and the server gone. */
  async leave(): Promise<void> {
    this.wishes += 1;
    await this.close();
  }

  /**
   * The window goes, not the person: as {@link leave}, but those in a hosted room are told that its host is away, and
   * wait for it.
   */
  async suspend(): Promise<void> {
    this.wishes += 1;
    const { stay } = this;
    if (!stay?.isOpen) return;
    stay.end(t('You left the room.'));
    if (stay.roomAccess) await Promise.race([stay.roomAccess.settled(), pause(systemClock, KEEPING_MS)]);
    await Promise.all([stay.client?.leave(), stay.server?.release()]);
  }

  /** Has everything forgotten that was said in the hosted room so far. Rejects with why that may not have worked. */
  async clearHistory(): Promise<void> {
    await this.stay?.server?.clearHistory();
  }

  /** The computer may have slept, or its network may be back: what is to be tried again is tried now. */
  wake(): void {
    this.stay?.client?.retryNow();
  }

  /** This computer has other addresses than before: teammates may have to type another one. */
  changeNetwork(): void {
    this.wake();
    this.stay?.refreshAddresses();
    this.roomAccess?.store();
  }

  /** Shows `problem` as the outcome of an attempt that was not worth making. */
  async reject(name: string, address: string, problem: string): Promise<void> {
    (await this.begin(name, [address], false)).end(problem);
  }

  dispose(): void {
    this.usernameListener.dispose();
    this.stay?.dispose();
    this.events.dispose();
  }

  /** Also where the stay is over already waits until its port is free. */
  private async close(): Promise<void> {
    const { stay } = this;
    if (stay?.isOpen) stay.end(t('You left the room.'));
    await stay?.client?.leave();
    await stay?.server?.stop();
  }

  private async begin(
    name: string,
    addresses: readonly string[],
    hosting: boolean,
    options: EnterOptions = {},
  ): Promise<RoomSession> {
    const wish = (this.wishes += 1);
    await this.close();
    if (wish !== this.wishes) throw new vscode.CancellationError();
    this.stay?.dispose();
    const changed = (): void => this.events.changed();
    const stay = new RoomSession({ name, addresses, hosting, ...options }, changed);
    this.stay = stay;
    this.events.roomChanged();
    changed();
    return stay;
  }
}

/** Another window has changed it: from the next connection on that one counts. */
async function renewKey(stay: RoomSession, address: string, keys: RoomKeys): Promise<void> {
  stay.key = (await keys.keyOf(address)) ?? stay.key;
}
