import type { Logger } from '../../base/logger';
import type { RoomIdentity } from '../../hosting/historyFiles';
import type { RoomKeys } from '../storage/roomKeys';
import type { HistoryOptions } from '../../hosting/serverProcess';

/** What a session needs to know of the program around it. */
export interface SessionOptions {
  /** Path of the server's bundle. */
  readonly serverPath: string;
  /** This program and its version, for servers' logs. */
  readonly program: string;
  /** The secret of this installation (P-6.3). */
  readonly person: () => string;
  /** Where what is said in a room of one's own is kept; undefined: nowhere. */
  readonly history: (room: RoomIdentity) => HistoryOptions | undefined;
  /** What tells the workspace apart in which rooms are hosted; empty where nothing is open. */
  readonly workspace: () => string;
  /** Addresses of this computer that teammates can type, now, the likeliest first. */
  readonly lanAddresses: () => readonly string[];
  readonly keys: RoomKeys;
  /** Whether the room at `address`, `host:port`, was private when one was there last: without a key it is not joined. */
  readonly wasPrivate: (address: string) => boolean;
  /** By what the room at `address` showed itself when one was there last; undefined: one was not, or it did not. */
  readonly publicKeyAt: (address: string) => string | undefined;
  readonly logger: Logger;
}
