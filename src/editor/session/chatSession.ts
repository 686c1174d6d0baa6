import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { Event } from '../../base/emitter';
import type { Page } from '../../client/conversation/entry';
import type { Unsent } from '../../client/conversation/sendQueue';
import type { RoomInfo } from '../../client/types/clientTypes';
import type { HostedRoomAccess } from '../../hosting/hostedRoomAccess';
import type { Member } from '../../protocol/messages';
import { Failure } from '../platform/failure';
import { onDidChangeUsername } from '../platform/settings';
import { problemSentence, renameSentence } from '../wording/sentences';
import { CurrentRoomEvents } from './currentRoomEvents';
import { type RoomTrouble, SessionEnded, SessionFailure } from './endReason';
import { endSentence, troubleSentence } from './endSentence';
import { HostedRoomSession } from './hostedRoomSession';
import { JoinedRoomSession } from './joinedRoomSession';
import type { ReadPlace, RememberedRoom } from './roomMemory';
import type { RoomSession } from './roomSession';
import type { HostOptions, JoinOptions, SessionOptions } from './sessionOptions';
import { type SessionState, sessionStateOf } from './sessionState';

const { t } = vscode.l10n;

/**
 * Knows which room session is this window's current one. Begins room sessions, replaces one by the next, and passes
 * everything else on to the current one.
 */
export class ChatSession implements Disposable {
  private current: RoomSession | undefined;
  /** How often entering or leaving was asked for: of several requests at once the last one counts. */
  private requests = 0;
  private readonly events = new CurrentRoomEvents();
  private readonly usernameListener = onDidChangeUsername(() => this.events.changed());

  /** Fires when `state` changes; during a burst of comings and goings only now and then, as `onDidChangeEntries` does. */
  readonly onDidChange = this.events.onDidChange;
  /** Fires when another room session is current, so that the transcript is a different one. */
  readonly onDidChangeRoom = this.events.onDidChangeRoom;
  /** Fires with entries of the transcript that are new or have changed. */
  readonly onDidChangeEntries = this.events.onDidChangeEntries;
  /** Fires with the names of the others who are typing, when they change. */
  readonly onDidChangeTyping = this.events.onDidChangeTyping;
  /** Fires when this person has read up to that place in the transcript, in another window. */
  readonly onDidRead = this.events.onDidRead;
  /** Fires when `undelivered` changes. */
  readonly onDidChangeUndelivered = this.events.onDidChangeUndelivered;
  /** Fires with a sentence when the server of the hosted room ended by itself, and the room with it. */
  readonly onDidLoseServer = this.onTrouble('server-gone');
  /** Fires with a sentence when it ended by itself and was started again. */
  readonly onDidRestartServer = this.onTrouble('server-restarted');
  /** Fires with a sentence when the room does not take the key that it had before. */
  readonly onDidLoseKey = this.onTrouble('key-refused');
  /** Fires with a sentence when the hosted room is open, but its history is unavailable. */
  readonly onDidLoseHistory = this.onTrouble('history-unavailable');

  constructor(private readonly options: SessionOptions) {}

  /** Where this window stands with its room. */
  get state(): SessionState {
    return sessionStateOf(this.current);
  }

  /** Whether there is a room to leave: entered, being entered, or being looked for again. */
  get isActive(): boolean {
    return this.current?.isOpen ?? false;
  }

  get isHosting(): boolean {
    return this.hosted !== undefined;
  }

  /** Whether the connection is away, and is being tried again. */
  get isReconnecting(): boolean {
    return this.active?.connection?.kind === 'reconnecting';
  }

  /** Whether it is the room of an original server, where a new name takes a new connection. */
  get isBasic(): boolean {
    return this.room?.kind === 'seed';
  }

  /** How many other people are in the room. */
  get others(): number {
    return Math.max(0, (this.state.room?.memberCount ?? 0) - 1);
  }

  /** The room that this window is in, or was in last. */
  get room(): RoomInfo | undefined {
    return this.current?.room;
  }

  /** Everybody in the room, this person included; in an original room those that were heard of. Empty after leaving. */
  get members(): readonly Member[] {
    return this.active?.members ?? [];
  }

  /** Which of the members this person is. */
  get memberId(): string | undefined {
    return this.current?.memberId;
  }

  /** The address that was joined last, or tried. */
  get lastJoined(): string | undefined {
    return this.current instanceof JoinedRoomSession ? this.current.address : undefined;
  }

  /** What teammates type to join now, the likeliest first. */
  get addresses(): readonly string[] {
    this.hosted?.refreshAddresses();
    return this.current?.addresses ?? [];
  }

  /** How this window comes back to its room; undefined where there is nothing to come back to. */
  get rememberedRoom(): RememberedRoom | undefined {
    return this.current?.remembered;
  }

  /** What was said here and has not come back from the room. */
  get undelivered(): readonly Unsent[] {
    return this.current?.undelivered ?? [];
  }

  /** The order up to which everything was read when the window was in this room before; undefined: it was not. */
  get readBefore(): number | undefined {
    return this.current?.readBefore;
  }

  /** `order` as a place that can be found again later; undefined in an original room, which counts nothing. */
  readPlaceOf(order: number): ReadPlace | undefined {
    return this.current?.readPlaceOf(order);
  }

  /** The file in which the server of the hosted room keeps what is said, where it does. */
  get historyFile(): string | undefined {
    return this.hosted?.historyFile;
  }

  /** Who may come in, where this window hosts. */
  get roomAccess(): HostedRoomAccess | undefined {
    return this.hosted?.roomAccess;
  }

  /** The key of the private room that this window is in, canonical. */
  get key(): string | undefined {
    return this.active?.key;
  }

  /**
   * Starts a server and joins its room, after leaving the room before. Rejects with a `Failure` when that is not
   * possible, and with a `vscode.CancellationError` when the person left or went elsewhere meanwhile.
   */
  async host(request: HostOptions): Promise<void> {
    await this.enter(() => new HostedRoomSession(request, this.options));
  }

  /** Joins a room, after leaving the room before. Rejects as {@link host} does. */
  async join(request: JoinOptions): Promise<void> {
    const { current } = this;
    const tried = current instanceof JoinedRoomSession ? current.keyTriedAt(request.address) : undefined;
    await this.enter(() => new JoinedRoomSession(request, this.options, tried));
  }

  /** Leaves and joins again under that name, where the room knows no other way. */
  async rejoin(name: string): Promise<void> {
    const { lastJoined: address } = this;
    if (address !== undefined) await this.join({ name, address });
  }

  /** Leaves; a hosted room ends with that. Resolves when the connection is closed and the server gone. */
  async leave(): Promise<void> {
    this.requests += 1;
    await this.current?.leave();
  }

  /** The window goes, not the person: as {@link leave}, but the members of a hosted room wait for their host. */
  async suspend(): Promise<void> {
    this.requests += 1;
    await this.active?.suspend();
  }

  /** Says `text` in the room. What becomes of it shows in the transcript. @returns why it cannot even be tried: a sentence */
  say(text: string): string | undefined {
    if (!this.current) return t('You are not in a room.');
    const problem = this.current.say(text);
    return problem && problemSentence(problem);
  }

  /** Tries again to send what failed. */
  retry(id: string): void {
    this.current?.retry(id);
  }

  /** Tells the others that this person is typing, or has stopped. */
  typing(on: boolean): void {
    this.current?.typing(on);
  }

  /** Who else is typing, by name. */
  get typists(): readonly string[] {
    return this.current?.typists ?? [];
  }

  /** Tells this person's other windows that everything up to that place is read. */
  read(order: number): void {
    this.current?.read(order);
  }

  /** Asks for another name in the room; resolves when the room has answered. @returns why it was refused: a sentence */
  async rename(name: string): Promise<string | undefined> {
    const problem = await this.current?.rename(name);
    return problem && renameSentence(problem);
  }

  /** Whether the entry at that place in the transcript is this person's own message. */
  isOwn(order: number): boolean {
    return this.current?.isOwn(order) ?? false;
  }

  /** Entries before the one at `before`, or the newest. */
  page(before: number | undefined, limit: number): Page {
    return this.current?.page(before, limit) ?? { entries: [], more: false };
  }

  /** The same, but where they run out here, the room is asked for older ones. */
  async loadOlder(before: number | undefined, limit: number): Promise<Page> {
    return (await this.current?.loadOlder(before, limit)) ?? { entries: [], more: false };
  }

  /** Whether the room may keep older messages than those here. It is asked when somebody reads back that far. */
  get mayHaveOlder(): boolean {
    return this.current?.connection?.kind === 'joined' && !this.isBasic;
  }

  /** Has everything forgotten that was said in the hosted room so far. Rejects with why that may not have worked. */
  async clearHistory(): Promise<void> {
    await this.hosted?.clearHistory();
  }

  /** The computer may have slept, or its network may be back: a connection that is away is tried at once. */
  wake(): void {
    this.current?.wake();
  }

  /** This computer has other addresses than before. */
  changeNetwork(): void {
    this.current?.changeNetwork();
  }

  dispose(): void {
    this.usernameListener.dispose();
    this.current?.dispose();
    this.events.dispose();
  }

  private get active(): RoomSession | undefined {
    return this.isActive ? this.current : undefined;
  }

  private get hosted(): HostedRoomSession | undefined {
    return this.active instanceof HostedRoomSession ? this.active : undefined;
  }

  private onTrouble(kind: RoomTrouble['kind']): Event<string> {
    return (listener) =>
      this.events.onDidHaveTrouble((trouble) => {
        if (trouble.kind === kind) listener(troubleSentence(trouble));
      });
  }

  /** Leaves the room before, and enters the one that `create` makes, unless something else was asked for meanwhile. */
  private async enter(create: () => RoomSession): Promise<void> {
    const request = (this.requests += 1);
    // also where that session has ended: its port may not be free yet
    await this.current?.leave();
    if (request !== this.requests) throw new vscode.CancellationError();
    this.current?.dispose();
    this.current = create();
    this.events.follow(this.current);
    this.events.changed();
    try {
      await this.current.enter();
    } catch (error) {
      if (error instanceof SessionEnded) throw new vscode.CancellationError();
      if (!(error instanceof SessionFailure)) throw error;
      throw new Failure(endSentence(error.reason), { cause: error.cause, inPanel: true });
    }
  }
}
