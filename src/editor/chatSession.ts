import * as vscode from 'vscode';
import { pause, systemClock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { DisposableStore } from '../base/disposable';
import { Emitter } from '../base/emitter';
import type { Logger } from '../base/logger';
import type { ChatClient } from '../client/chatClient';
import { ClientFailure, isFinal } from '../client/clientFailure';
import type { ClientOptions, RoomInfo } from '../client/clientTypes';
import type { Unsent } from '../client/pending';
import type { MessageEntry, Page, Entry as TranscriptEntry } from '../client/transcript';
import type { PanelState } from '../panel/messages';
import { formatAddress } from '../protocol/address';
import type { Member } from '../protocol/messages';
import { Failure } from './failure';
import type { RememberedRoom } from './roomMemory';
import { connectionSentence, portSentence, problemSentence, renameSentence } from './sentences';
import type { HistoryOptions } from './serverProcess';
import { onDidChangeUsername } from './settings';
import {
  type EnterOptions,
  type HostRequest,
  isOpen,
  type JoinRequest,
  panelStateOf,
  type Stay,
} from './stay';

const { t } = vscode.l10n;

const LOOPBACK = '127.0.0.1';
const ALL_INTERFACES = '0.0.0.0';

/** How long a window that comes back waits for the port that its server had, in milliseconds. */
const OWN_PORT_WAIT_MS = 30_000;
/** How long it looks for the room it was in, whose host may be coming back as well; and how often. */
const OWN_ROOM_WAIT_MS = 120_000;
const OWN_ROOM_TRY_EVERY_MS = 2000;

export interface SessionOptions {
  /** Path of the server's bundle. */
  readonly serverPath: string;
  /** This program and its version, for servers' logs. */
  readonly program: string;
  /** The secret of this installation (P-6.3). */
  readonly person: () => string;
  /** Where what is said in a room of one's own is kept; undefined: nowhere. */
  readonly history: (room: string, lan: boolean) => HistoryOptions | undefined;
  readonly logger: Logger;
}

type ConnectOptions = Pick<ClientOptions, 'address' | 'name' | 'ticket' | 'known'>;
/** Which room this window is in. The one place of that state: everything else in the editor only looks at it. */
export class ChatSession implements Disposable {
  private stay: Stay | undefined;
  private readonly _onDidChange = new Emitter<void>();
  private readonly _onDidChangeRoom = new Emitter<void>();
  private readonly _onDidChangeEntries = new Emitter<readonly TranscriptEntry[]>();
  private readonly _onDidChangeTyping = new Emitter<readonly string[]>();
  private readonly _onDidRead = new Emitter<number>();
  private readonly _onDidLoseServer = new Emitter<string>();
  private readonly _onDidRestartServer = new Emitter<string>();
  private readonly _onDidChangeUnsent = new Emitter<void>();
  private readonly _onDidLoseHistory = new Emitter<string>();

  /** `panelState` is another. */
  readonly onDidChange = this._onDidChange.event;
  /** The transcript is another one altogether. */
  readonly onDidChangeRoom = this._onDidChangeRoom.event;
  /** Entries that are new or have changed. */
  readonly onDidChangeEntries = this._onDidChangeEntries.event;
  /** Who else is typing, by name. */
  readonly onDidChangeTyping = this._onDidChangeTyping.event;
  /** This person has read up to that place in the transcript, in another window. */
  readonly onDidRead = this._onDidRead.event;
  /** The server of the hosted room ended by itself, and the room with it; with a sentence. */
  readonly onDidLoseServer = this._onDidLoseServer.event;
  /** It ended by itself and was started again; with a sentence. */
  readonly onDidRestartServer = this._onDidRestartServer.event;
  /** `unsent` is another. */
  readonly onDidChangeUnsent = this._onDidChangeUnsent.event;
  /** The hosted room is open, but its history cannot be had; with a sentence. */
  readonly onDidLoseHistory = this._onDidLoseHistory.event;

  private readonly usernameListener = onDidChangeUsername(() => this._onDidChange.fire());

  constructor(private readonly options: SessionOptions) {}

  /** Whether there is a room one can leave: entered, being entered, or being looked for again. */
  get isActive(): boolean {
    return isOpen(this.stay);
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
    return Math.max(0, this.panelState.members - 1);
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
  get mid(): string | undefined {
    return this.stay?.client?.mid;
  }

  /** The address that was joined last, or tried. */
  get lastJoined(): string | undefined {
    return this.stay?.address && formatAddress(this.stay.address);
  }

  /** What teammates type to join, the likeliest first. */
  get addresses(): readonly string[] {
    return this.stay?.addresses ?? [];
  }

  /** How this window comes back to where it is; undefined where there is nothing to come back to. */
  get resumable(): RememberedRoom | undefined {
    const { stay } = this;
    if (!stay?.memory || !this.isActive || !(stay.room ?? stay.again)) return undefined;
    return { ...stay.memory, name: stay.name };
  }

  /** What was said here and has not come back from the room, for the window to take along. */
  get unsent(): readonly Unsent[] {
    return this.stay?.client?.unsent ?? this.stay?.unsent ?? [];
  }

  /** False: what is said in the room is not being saved, although it was to be. */
  get isSaved(): boolean {
    const { stay } = this;
    return stay?.server?.historyProblem === undefined && (stay?.client?.isSaved ?? true);
  }

  /** The file in which the server of the hosted room keeps what is said, where it does. */
  get historyFile(): string | undefined {
    return this.isHosting && this.stay?.server?.historyProblem === undefined ? this.stay?.history : undefined;
  }

  /** All of it that is to be seen. */
  get panelState(): PanelState {
    return panelStateOf(this.stay);
  }

  /**
   * Starts a server of one's own and joins its room, after leaving the one before.
   * @throws {Failure} when the server cannot listen or be reached; {vscode.CancellationError} when left meanwhile.
   */
  async host(
    { name, room, port, lan, lanAddresses }: HostRequest,
    { again = false, unsent = [] }: EnterOptions = {},
  ): Promise<void> {
    const host = lan ? ALL_INTERFACES : LOOPBACK;
    const { serverPath, logger } = this.options;
    // loaded when it is first needed, not when the editor starts
    const { HostedServer } = await import('./hostedServer');
    const stay = await this.begin(name, [formatAddress({ host: LOOPBACK, port })], true, { again, unsent });
    const history = this.options.history(room, lan);
    stay.history = history?.file;
    if (port !== 0) stay.memory = { kind: 'hosted', room, port, lan };
    const portWaitMs = again ? OWN_PORT_WAIT_MS : 0;
    const server = new HostedServer({
      ...{ serverPath, host, port, room, open: lan, history, logger, portWaitMs },
    });
    stay.server = stay.store.add(server);
    const bound = await server.start().catch(async (error: unknown) => {
      const sentence = await this.notHostedSentence(host, port, error);
      this.mustBeCurrent(stay);
      throw this.end(stay, sentence, error);
    });
    this.mustBeCurrent(stay);
    stay.store.add(server.onDidFall(() => this._onDidChange.fire()));
    stay.store.add(server.onDidRestart(() => this.restartedServer(stay)));
    stay.store.add(server.onDidGiveUp(() => this.lostServer(stay)));
    this.checkHistory(stay);
    stay.memory = { kind: 'hosted', room, port: bound, lan };
    const typed = lan && lanAddresses.length > 0 ? lanAddresses : [LOOPBACK];
    stay.addresses = typed.map((address) => formatAddress({ host: address, port: bound }));
    const address = { host: LOOPBACK, port: bound };
    try {
      await this.connect(stay, { address, name, ticket: () => server.ticket, known: true });
      await this.mustBeOwnRoom(stay, host, bound);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /**
   * Joins a room, after leaving the one before.
   * @throws {Failure} when there is no way in; {vscode.CancellationError} when left meanwhile.
   */
  async join(
    { address, name }: JoinRequest,
    { again = false, unsent = [] }: EnterOptions = {},
  ): Promise<void> {
    const stay = await this.begin(name, [formatAddress(address)], false, { again, unsent });
    stay.address = address;
    stay.memory = { kind: 'joined', address: formatAddress(address) };
    await this.connect(stay, { address, name });
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
    this._onDidChange.fire();
    return undefined;
  }

  /** Leaves and comes in again under another name, where a room knows no other way. */
  async rejoin(name: string): Promise<void> {
    const address = this.stay?.address;
    if (address) await this.join({ address, name });
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

  /** The message of that key, as it stands now. */
  message(key: string): MessageEntry | undefined {
    const entry = this.stay?.client?.transcript.find(key);
    return entry?.kind === 'message' ? entry : undefined;
  }

  /** Leaves; a hosted room ends with that. Resolves when the connection is closed and the server gone. */
  async leave(): Promise<void> {
    const { stay } = this;
    if (!isOpen(stay)) return;
    this.end(stay, t('You left the room.'));
    await stay.client?.leave();
    await stay.server?.stop();
  }

  /**
   * The window goes, not the person: as {@link leave}, but those in a hosted room are told that its host is away, and
   * wait for it.
   */
  async suspend(): Promise<void> {
    const { stay } = this;
    if (!isOpen(stay)) return;
    this.end(stay, t('You left the room.'));
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

  /** Shows `problem` as the outcome of an attempt that was not worth making. */
  async reject(name: string, address: string, problem: string): Promise<void> {
    this.end(await this.begin(name, [address], false), problem);
  }

  dispose(): void {
    this.usernameListener.dispose();
    this.stay?.dispose();
    for (const emitter of [
      ...[this._onDidChange, this._onDidChangeRoom, this._onDidChangeEntries, this._onDidChangeTyping],
      ...[this._onDidRead, this._onDidLoseServer, this._onDidRestartServer],
      ...[this._onDidChangeUnsent, this._onDidLoseHistory],
    ]) {
      emitter.dispose();
    }
  }

  private async begin(
    name: string,
    addresses: readonly string[],
    hosting: boolean,
    { again, unsent }: Required<EnterOptions> = { again: false, unsent: [] },
  ): Promise<Stay> {
    const before = this.stay;
    await this.leave();
    if (this.stay !== before) throw new vscode.CancellationError();
    before?.dispose();
    const store = new DisposableStore();
    const stay: Stay = { store, name, addresses, hosting, again, unsent, dispose: () => store.dispose() };
    this.stay = stay;
    this._onDidChangeRoom.fire();
    this._onDidChange.fire();
    return stay;
  }

  private async connect(stay: Stay, options: ConnectOptions): Promise<void> {
    const address = formatAddress(options.address);
    const end = systemClock.now() + (stay.again ? OWN_ROOM_WAIT_MS : 0);
    const client = await this.createClient(stay, options);
    for (;;) {
      try {
        await client.connect();
        this.mustBeCurrent(stay);
        return;
      } catch (error) {
        this.mustBeCurrent(stay);
        if (!(error instanceof ClientFailure)) throw error;
        if (isFinal(error.error) || systemClock.now() >= end) {
          const failure = this.end(stay, connectionSentence(error.error, address), error);
          // what still waits to be sent is not sent any more, and shows it
          await client.leave();
          throw failure;
        }
        this.options.logger.info(`${error.message} Trying again.`);
      }
      await pause(systemClock, OWN_ROOM_TRY_EVERY_MS);
      this.mustBeCurrent(stay);
    }
  }

  /** Somebody who listens beside the own server, as macOS and Windows let them, knows nothing of its ticket. */
  private async mustBeOwnRoom(stay: Stay, host: string, port: number): Promise<void> {
    const { client } = stay;
    if (!client || client.members.some(({ mid, host: hosts }) => mid === client.mid && hosts)) return;
    const { nextFreePort } = await import('./freePort');
    const free = await nextFreePort(host, port);
    this.mustBeCurrent(stay);
    const failure = this.end(stay, portSentence({ port, room: client.room?.name, free }));
    await client.leave();
    throw failure;
  }

  private async createClient(stay: Stay, options: ConnectOptions): Promise<ChatClient> {
    // the wire is loaded when it is first needed, not when the editor starts
    const { ChatClient } = await import('../client/chatClient');
    this.mustBeCurrent(stay);
    const { program, person, logger } = this.options;
    const { store } = stay;
    const client = store.add(new ChatClient({ ...options, person: person(), client: program, logger }));
    client.restore(stay.unsent);
    stay.client = client;
    store.add(client.onDidChangeState(() => this.clientChanged(stay, client)));
    store.add(client.onDidChangeMembers(() => this._onDidChange.fire()));
    store.add(client.onDidChangeSaved(() => this._onDidChange.fire()));
    store.add(client.onDidChangeUnsent(() => this._onDidChangeUnsent.fire()));
    store.add(client.onDidChangeTyping((names) => this._onDidChangeTyping.fire(names)));
    store.add(client.onDidRead((order) => this._onDidRead.fire(order)));
    store.add(client.transcript.onDidChange((entries) => this._onDidChangeEntries.fire(entries)));
    return client;
  }

  private clientChanged(stay: Stay, client: ChatClient): void {
    if (client.room) stay.room = client.room;
    const { state } = client;
    if (state.kind !== 'left' || !state.error || !stay.room) this._onDidChange.fire();
    else if (stay.hosting) this.lostServer(stay);
    else if (state.error.kind === 'host-away') {
      this.end(stay, t('The host did not come back. Ask whether the room is to be opened again.'));
    } else this.end(stay, connectionSentence(state.error, stay.addresses[0] ?? ''));
  }

  private async notHostedSentence(host: string, port: number, error: unknown): Promise<string> {
    // the server speaks of command lines
    const { portProblem } = await import('./portHolder');
    const taken = port !== 0 && (await portProblem(host, port));
    if (taken) return portSentence(taken);
    this.options.logger.warn(`hosting: ${String(error)}`);
    const { serverSentence } = await import('./serverSentence');
    return t('The room could not be opened. {0}', serverSentence(error));
  }

  private restartedServer(stay: Stay): void {
    if (!isOpen(stay)) return;
    stay.client?.retryNow();
    this.checkHistory(stay);
    this._onDidChange.fire();
    this._onDidRestartServer.fire(
      t(
        'The server of your room ended unexpectedly and was started again. Everybody comes back by themselves.',
      ),
    );
  }

  /** A room goes on without its history; its host is told. */
  private checkHistory(stay: Stay): void {
    if (stay.server?.historyProblem === undefined) return;
    this._onDidLoseHistory.fire(
      t(
        'What is said in your room is not being saved: its history is in use elsewhere, or cannot be written. The log says more.',
      ),
    );
  }

  private lostServer(stay: Stay): void {
    if (!isOpen(stay)) return;
    const sentence = t(
      'The server of your room ended unexpectedly and could not be started again. Host the room again; the log says more.',
    );
    this.end(stay, sentence);
    void stay.client?.leave();
    void stay.server?.stop();
    this._onDidLoseServer.fire(sentence);
  }

  /** Marks `stay` as over, the first reason counts; returns what may be thrown about it. */
  private end(stay: Stay, sentence: string, cause?: unknown): Failure {
    stay.over ??= sentence;
    this._onDidChange.fire();
    return new Failure(sentence, { cause, inPanel: true });
  }

  private mustBeCurrent(stay: Stay): void {
    if (this.stay !== stay || !isOpen(stay)) throw new vscode.CancellationError();
  }
}
