import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { ChatClient } from '../../client/chatClient';
import type { RoomInfo } from '../../client/types/clientTypes';
import type { Unsent } from '../../client/conversation/sendQueue';
import type { Address } from '../../protocol/address';
import { Failure } from '../platform/failure';
import type { HostedRoomAccess } from '../../hosting/hostedRoomAccess';
import type { HostedServer } from '../../hosting/hostedServer';
import type { ReadPlace, RememberedRoom } from './roomMemory';

export interface HostOptions {
  /** Username, valid. */
  readonly name: string;
  /** Name of the room, valid. */
  readonly room: string;
  /** 0: any free one. */
  readonly port: number;
  /** Reachable from the local network, not from this computer only. */
  readonly lan: boolean;
  /** Whether people need a key to come in; it is made, unless the room has one. */
  readonly access: RoomInfo['access'];
}

export interface JoinOptions {
  /** Username, valid. */
  readonly name: string;
  readonly address: Address;
  /** Canonical; left out: the one that is kept for this address or was tried there last, if there is one. */
  readonly key?: string | undefined;
  /** The window was in it as a private room: without a key it is not joined, even where it is no room of late. */
  readonly wasPrivate?: boolean;
  /** By what the room showed itself when the window was in it; left out: as the rooms of late know it. */
  readonly publicKey?: string | undefined;
  /** The person wants in although the room is open: no key counts, and the one that is kept for it is forgotten. */
  readonly asOpen?: boolean;
}

/**
 * `again`: the window was in that room before it was reloaded, so it is waited for. `unsent`: what was said there, and
 * had not come back. `read`: up to where all was read.
 */
export interface EnterOptions {
  readonly again?: boolean;
  readonly unsent?: readonly Unsent[];
  readonly read?: ReadPlace | undefined;
}

type WithoutName<T> = T extends unknown ? Omit<T, 'name'> : never;

interface StayFacts extends EnterOptions {
  /** The username asked for. */
  readonly name: string;
  /** What teammates type, the likeliest first. */
  readonly addresses: readonly string[];
  readonly hosting: boolean;
}

/** One stay in a room, from the first attempt on; it is kept when it is over, for reading, until the next. */
export class RoomSession implements Disposable {
  readonly store = new DisposableStore();
  /** The username asked for. */
  name: string;
  /** How {@link addresses} are looked up, where they are those of this computer. */
  lookUp?: () => readonly string[];
  readonly hosting: boolean;
  /** One was there before, so that a failure to enter is no reason to forget it. */
  readonly again: boolean;
  /** What the window took along from before; its client has it as soon as there is one. */
  readonly unsent: readonly Unsent[];
  /** Up to where all was read before. */
  readonly read: ReadPlace | undefined;
  /** Where to join again. */
  address?: Address;
  /** How to come back here; the name is in `name`. */
  memory?: WithoutName<RememberedRoom>;
  server?: HostedServer;
  /** Who may come in, where one hosts. */
  roomAccess?: HostedRoomAccess;
  /** The key of somebody else's private room, canonical. */
  key?: string | undefined;
  /** The file in which its server was told to keep what is said. */
  history?: string | undefined;
  client?: ChatClient;
  /** The room, once it was entered; known on when the stay is over. */
  room?: RoomInfo;
  private known: readonly string[];
  private why: string | undefined;

  constructor(
    { name, addresses, hosting, again = false, unsent = [], read }: StayFacts,
    private readonly changed: () => void,
  ) {
    this.name = name;
    this.known = addresses;
    this.hosting = hosting;
    this.again = again;
    this.unsent = unsent;
    this.read = read;
  }

  /** What teammates type, the likeliest first, as they were looked up last. */
  get addresses(): readonly string[] {
    return this.known;
  }

  /** Entered, being entered, or being looked for again. */
  get isOpen(): boolean {
    return this.why === undefined;
  }

  /** Why it is over: a sentence. */
  get over(): string | undefined {
    return this.why;
  }

  /** Marks it as over, the first reason counts; returns what may be thrown about it. */
  end(sentence: string, cause?: unknown): Failure {
    this.why ??= sentence;
    this.changed();
    return new Failure(sentence, { cause, inPanel: true });
  }

  /** Another network has given this computer other addresses, maybe. */
  refreshAddresses(): void {
    const found = this.isOpen ? this.lookUp?.() : undefined;
    if (!found || found.join() === this.known.join()) return;
    this.known = found;
    this.changed();
  }

  /** @throws {vscode.CancellationError} when it was left meanwhile */
  mustBeOpen(): void {
    if (!this.isOpen) throw new vscode.CancellationError();
  }

  dispose(): void {
    this.store.dispose();
  }
}
