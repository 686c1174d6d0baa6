import { newRoomKey } from '../../protocol/roomKey';
import type { HostedServer } from '../../hosting/hostedServer';
import type { RoomIdentity } from '../../hosting/historyFiles';
import type { RoomKeys } from '../storage/roomKeys';
import type { RoomAccessChange } from '../../hosting/serverProcess';

export interface HostedRoomAccessParts {
  readonly server: Pick<HostedServer, 'gate' | 'change' | 'onDidChangeGate'>;
  readonly keys: RoomKeys;
  readonly room: RoomIdentity;
  /** The port that the server listens on. */
  readonly port: number;
  /** All `host:port` at which this person's other windows may join. */
  readonly addresses: () => readonly string[];
  /** Called after each change. */
  readonly changed: () => void;
}

/** Who may come into the room that this window hosts. Only its host can change that. */
export class HostedRoomAccess {
  private changing: Promise<unknown> = Promise.resolve();
  private keeping: Promise<void> = Promise.resolve();

  constructor(private readonly parts: HostedRoomAccessParts) {
    // not at the end of a change: of two at once, the answer to the first may be taken for that to both
    parts.server.onDidChangeGate(() => {
      this.keep();
      parts.changed();
    });
  }

  /** Canonical; undefined: the room is open. */
  get key(): string | undefined {
    return this.parts.server.gate.key;
  }

  /** Whether other computers can reach it. */
  get isOnNetwork(): boolean {
    return this.parts.room.lan;
  }

  /** Whether nobody new comes in. */
  get isLocked(): boolean {
    return this.parts.server.gate.insiders !== undefined;
  }

  /**
   * Makes a new key; who has not got it is put out.
   * @throws {ServerFailure} when the server is not there to do it; so do the others
   */
  changeKey(): Promise<void> {
    return this.change({ type: 'change-key', key: newRoomKey() });
  }

  /** Puts a member out for good; with `address`, everybody from where it is, unless that is this computer. */
  remove(memberId: string, address: boolean): Promise<void> {
    return this.change({ type: 'remove', mid: memberId, address });
  }

  lock(on: boolean): Promise<void> {
    return this.change({ type: 'lock', on });
  }

  /** Keeps it for when the window is back, and the key for this person's other windows. */
  keep(): void {
    const { server, keys, room, port, addresses } = this.parts;
    // not waited for: a secret storage may take its time, and need not work at all
    this.keeping = keys.keepGate(room, port, server.gate, addresses());
  }

  /** Resolves when all that was asked for so far is done and kept, or cannot be. */
  async settled(): Promise<void> {
    await this.changing;
    await this.keeping;
  }

  private change(change: RoomAccessChange): Promise<void> {
    const done = this.parts.server.change(change);
    this.changing = Promise.allSettled([this.changing, done]);
    return done;
  }
}
