import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import { DisposableStore } from '../base/disposable';
import { Emitter } from '../base/emitter';
import type { Logger } from '../base/logger';
import type { ChatClient } from '../client/chatClient';
import { ClientFailure } from '../client/clientFailure';
import type { ClientOptions, RoomInfo } from '../client/clientTypes';
import type { MessageEntry, Page, Entry as TranscriptEntry } from '../client/transcript';
import type { PanelState } from '../panel/messages';
import { type Address, formatAddress } from '../protocol/address';
import { DEFAULT_LIMITS } from '../protocol/limits';
import type { Member } from '../protocol/messages';
import { Failure } from './failure';
import { connectionSentence, problemSentence } from './sentences';
import { onDidChangeUsername, readSettings } from './settings';
import { ServerProcess } from './serverProcess';

const { t } = vscode.l10n;

const LOOPBACK = '127.0.0.1';
const ALL_INTERFACES = '0.0.0.0';

export interface SessionOptions {
  /** Path of the server's bundle. */
  readonly serverPath: string;
  /** This program and its version, for servers' logs. */
  readonly program: string;
  /** The secret of this installation (P-6.3). */
  readonly person: () => string;
  readonly logger: Logger;
}

export interface HostRequest {
  /** Username, valid. */
  readonly name: string;
  /** Name of the room, valid. */
  readonly room: string;
  /** 0: any free one. */
  readonly port: number;
  /** Reachable from the local network, not from this computer only. */
  readonly lan: boolean;
  /** Addresses of this computer that teammates can type, the likeliest first. */
  readonly lanAddresses: readonly string[];
}

export interface JoinRequest {
  /** Username, valid. */
  readonly name: string;
  readonly address: Address;
}

/** One stay in a room, from the first attempt on; it is kept when it is over, for reading, until the next. */
interface Stay extends Disposable {
  readonly store: DisposableStore;
  readonly name: string;
  /** What teammates type, the likeliest first. */
  addresses: readonly string[];
  /** Where to join again. */
  address?: Address;
  readonly hosting: boolean;
  server?: ServerProcess;
  client?: ChatClient;
  /** The room, once it was entered; known on when the stay is over. */
  room?: RoomInfo;
  /** Why it is over: a sentence. */
  over?: string;
}

/** Which room this window is in. The one place of that state: everything else in the editor only looks at it. */
export class ChatSession implements Disposable {
  private stay: Stay | undefined;
  private readonly _onDidChange = new Emitter<void>();
  private readonly _onDidChangeRoom = new Emitter<void>();
  private readonly _onDidChangeEntries = new Emitter<readonly TranscriptEntry[]>();
  private readonly _onDidChangeTyping = new Emitter<readonly string[]>();
  private readonly _onDidRead = new Emitter<number>();
  private readonly _onDidLoseServer = new Emitter<string>();

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
  /** The server of the hosted room ended by itself; with a sentence. */
  readonly onDidLoseServer = this._onDidLoseServer.event;

  private readonly usernameListener = onDidChangeUsername(() => this._onDidChange.fire());

  constructor(private readonly options: SessionOptions) {}

  /** Whether there is a room one can leave: entered, being entered, or being looked for again. */
  get isActive(): boolean {
    return this.stay !== undefined && this.stay.over === undefined;
  }

  get isHosting(): boolean {
    return this.isActive && this.stay?.hosting === true;
  }

  /** An original server's room: a new name means a new connection. */
  get isBasic(): boolean {
    return this.stay?.room?.kind === 'seed';
  }

  /** How many other people are in the room. */
  get others(): number {
    return Math.max(0, this.memberCount - 1);
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

  private get memberCount(): number {
    return this.isBasic ? 0 : (this.stay?.client?.members.length ?? 0);
  }

  get panelState(): PanelState {
    const { stay } = this;
    const room = stay?.room;
    const you = this.isActive ? (stay?.client?.name ?? stay?.name) : (readSettings().username ?? stay?.name);
    return {
      connection: this.connection(),
      ...(stay &&
        room && {
          room: {
            name: room.name,
            address: stay.addresses[0] ?? '',
            basic: room.kind === 'seed',
            hosting: stay.hosting,
          },
        }),
      ...(you !== undefined && { you }),
      members: this.memberCount,
      maxTextBytes: room?.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes,
    };
  }

  private connection(): PanelState['connection'] {
    const { stay } = this;
    if (!stay) return { kind: 'idle' };
    const [address = ''] = stay.addresses;
    if (stay.over !== undefined) return { kind: stay.room ? 'left' : 'failed', message: stay.over };
    const state = stay.client?.state;
    if (state?.kind === 'joined') return { kind: 'joined' };
    if (state?.kind !== 'reconnecting') return { kind: 'connecting', address };
    const message = t('{0} Trying again…', connectionSentence(state.error, address));
    return { kind: 'reconnecting', address, message };
  }

  /**
   * Starts a server of one's own and joins its room, after leaving the one before.
   * @throws {Failure} when the server cannot listen or be reached; {vscode.CancellationError} when left meanwhile.
   */
  async host({ name, room, port, lan, lanAddresses }: HostRequest): Promise<void> {
    const host = lan ? ALL_INTERFACES : LOOPBACK;
    const { serverPath, logger } = this.options;
    const stay = await this.begin(name, [formatAddress({ host: LOOPBACK, port })], true);
    const server = new ServerProcess({ serverPath, host, port, room, open: lan, logger });
    stay.server = stay.store.add(server);
    const listening = await server.listening.catch((error: unknown) => {
      this.mustBeCurrent(stay);
      throw this.end(stay, t('The room could not be opened. {0}', sentenceOf(error)), error);
    });
    this.mustBeCurrent(stay);
    stay.store.add(server.onDidDie(() => this.lostServer(stay)));
    const typed = lan && lanAddresses.length > 0 ? lanAddresses : [LOOPBACK];
    stay.addresses = typed.map((address) => formatAddress({ host: address, port: listening.port }));
    const address = { host: LOOPBACK, port: listening.port };
    try {
      await this.connect(stay, { address, name, ticket: () => listening.ticket, known: true });
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /**
   * Joins a room, after leaving the one before.
   * @throws {Failure} when there is no way in; {vscode.CancellationError} when left meanwhile.
   */
  async join({ address, name }: JoinRequest): Promise<void> {
    const stay = await this.begin(name, [formatAddress(address)], false);
    stay.address = address;
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

  /** Another name in this room. Returns what speaks against it, a sentence. */
  rename(name: string): string | undefined {
    if (!this.isActive) return undefined;
    const renamed = this.stay?.client?.rename(name);
    return renamed?.ok === false ? problemSentence(renamed.error) : undefined;
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
    const entry = this.page(undefined, Infinity).entries.find((one) => one.key === key);
    return entry?.kind === 'message' ? entry : undefined;
  }

  /** Leaves; a hosted room ends with that. Resolves when the connection is closed and the server gone. */
  async leave(): Promise<void> {
    const { stay } = this;
    if (!stay || stay.over !== undefined) return;
    this.end(stay, t('You left the room.'));
    await stay.client?.leave();
    await stay.server?.stop();
  }

  /** Shows `problem` as the outcome of an attempt that was not worth making. */
  async reject(name: string, address: string, problem: string): Promise<void> {
    this.end(await this.begin(name, [address], false), problem);
  }

  dispose(): void {
    this.usernameListener.dispose();
    this.stay?.dispose();
    for (const emitter of [this._onDidChange, this._onDidChangeRoom]) emitter.dispose();
    for (const emitter of [this._onDidChangeEntries, this._onDidChangeTyping, this._onDidRead])
      emitter.dispose();
    this._onDidLoseServer.dispose();
  }

  private async begin(name: string, addresses: readonly string[], hosting: boolean): Promise<Stay> {
    const before = this.stay;
    await this.leave();
    if (this.stay !== before) throw new vscode.CancellationError();
    before?.dispose();
    const store = new DisposableStore();
    const stay: Stay = { store, name, addresses, hosting, dispose: () => store.dispose() };
    this.stay = stay;
    this._onDidChangeRoom.fire();
    this._onDidChange.fire();
    return stay;
  }

  private async connect(
    stay: Stay,
    options: Pick<ClientOptions, 'address' | 'name' | 'ticket' | 'known'>,
  ): Promise<void> {
    // the wire is loaded when it is first needed, not when the editor starts
    const { ChatClient } = await import('../client/chatClient');
    this.mustBeCurrent(stay);
    const { program, person, logger } = this.options;
    const client = stay.store.add(new ChatClient({ ...options, person: person(), client: program, logger }));
    stay.client = client;
    stay.store.add(client.onDidChangeState(() => this.clientChanged(stay, client)));
    stay.store.add(client.onDidChangeMembers(() => this._onDidChange.fire()));
    stay.store.add(client.onDidChangeTyping((names) => this._onDidChangeTyping.fire(names)));
    stay.store.add(client.onDidRead((order) => this._onDidRead.fire(order)));
    stay.store.add(client.transcript.onDidChange((entries) => this._onDidChangeEntries.fire(entries)));
    try {
      await client.connect();
    } catch (error) {
      this.mustBeCurrent(stay);
      if (!(error instanceof ClientFailure)) throw error;
      const sentence = connectionSentence(error.error, formatAddress(options.address));
      throw this.end(stay, sentence, error);
    }
    this.mustBeCurrent(stay);
  }

  private clientChanged(stay: Stay, client: ChatClient): void {
    if (client.room) stay.room = client.room;
    const { state } = client;
    if (state.kind !== 'left' || !state.error || !stay.room) this._onDidChange.fire();
    else if (stay.hosting) this.lostServer(stay);
    else this.end(stay, connectionSentence(state.error, stay.addresses[0] ?? ''));
  }

  private lostServer(stay: Stay): void {
    if (stay.over !== undefined) return;
    const sentence = t('The server of your room ended unexpectedly. Host the room again; the log says more.');
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
    if (this.stay !== stay || stay.over !== undefined) throw new vscode.CancellationError();
  }
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
