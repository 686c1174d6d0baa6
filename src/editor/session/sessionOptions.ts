import type { Logger } from '../../base/logger';
import type { RoomInfo } from '../../client/types/clientTypes';
import type { Unsent } from '../../client/conversation/sendQueue';
import type { HostedRoomId } from '../../hosting/historyFiles';
import type { HistoryOptions } from '../../hosting/serverProcess';
import type { RoomAccess } from '../../protocol/host/hostChannel';
import type { RoomKeys } from '../storage/roomKeys';
import type { ReadPlace } from './roomMemory';

/** What every room session needs to know of the program around it. */
export interface SessionOptions {
  /** Path of the server's bundle. */
  readonly serverPath: string;
  /** This program and its version, for the logs of servers. */
  readonly program: string;
  /** The secret of this installation (P-6.3). */
  readonly person: () => string;
  /**
   * Where what is said in a hosted room is kept; undefined: nowhere.
   * @param renamedFrom the room that it was until now, whose history it takes along
   */
  readonly history: (room: HostedRoomId, renamedFrom?: HostedRoomId) => HistoryOptions | undefined;
  /** Tells the workspaces apart in which rooms are hosted; empty where nothing is open. */
  readonly workspace: () => string;
  /** The addresses of this computer that teammates can type now, the likeliest first. */
  readonly lanAddresses: () => readonly string[];
  readonly keys: RoomKeys;
  /** Asks for the key of a hosted room that is no longer kept, canonical; undefined: the person gave up. */
  readonly recoverRoomKey: (room: string) => Promise<string | undefined>;
  /** Whether the room at `address`, `host:port`, was private at the last visit: then it is not joined without a key. */
  readonly wasPrivate: (address: string) => boolean;
  /** The public key that the room at `address` showed at the last visit; undefined: there was none. */
  readonly publicKeyAt: (address: string) => string | undefined;
  /** What the room at `address` was called at the last visit; undefined: there was none. */
  readonly roomNameAt: (address: string) => string | undefined;
  readonly logger: Logger;
}

/** Who enters, and what a window that comes back brings along from before. */
export interface EnterOptions {
  /** Username, valid. */
  readonly name: string;
  /**
   * The person takes it that they are in that room, as before a reload: where it does not answer yet, it is tried until it
   * does, or they leave.
   */
  readonly isRestoring?: boolean;
  /** What was said there and had not come back from the room. */
  readonly undelivered?: readonly Unsent[];
  /** Up to where everything was read. */
  readonly readPlace?: ReadPlace | undefined;
}

export interface HostOptions extends EnterOptions {
  /** Name of the room, valid. */
  readonly room: string;
  /** The workspace that the room belongs to; left out: the one that is open. */
  readonly workspace?: string | undefined;
  /** 0: any free one. */
  readonly port: number;
  /** Where that port is taken, the next free one will do. */
  readonly orNextPort?: boolean;
  /** Whether the room can be reached from the local network, not from this computer only. */
  readonly lan: boolean;
  /** Whether people need a key to come in. It is made, unless the room has one. */
  readonly access: RoomInfo['access'];
  /** The room is open already, and is opened again as another one. */
  readonly changedFrom?: ChangedFrom;
}

/** What a hosted room takes along when its host changes it. */
export interface ChangedFrom {
  /** Who may come in, with the key where it needs one. */
  readonly roomAccess: RoomAccess;
  /** What it was. It keeps its history as long as it is for the same people. */
  readonly id: HostedRoomId;
  /** Where that room's access is kept; see {@link RoomKeys.claim}. */
  readonly slot?: string | undefined;
}

/** What a host can change of a room that is open. */
export type RoomChanges = Partial<Pick<HostOptions, 'room' | 'port' | 'lan' | 'access'>>;

/** How to enter once more after a session has ended. */
export type AgainRequest =
  (HostOptions & { readonly kind: 'hosted' }) | (JoinOptions & { readonly kind: 'joined' });

export interface JoinOptions extends EnterOptions {
  /** `host:port`, as it was typed. */
  readonly address: string;
  /** Canonical; left out: the key that is kept for this address or was tried there last, if there is one. */
  readonly key?: string | undefined;
  /** The room was private when the window was in it: without a key it is not joined. */
  readonly wasPrivate?: boolean;
  /** The public key that the room showed when the window was in it; left out: the one of the last visit. */
  readonly publicKey?: string | undefined;
  /** The person accepts that the room is open: no key is used, and the key that is kept for it is forgotten. */
  readonly asOpen?: boolean;
}
