import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';
import type { Logger } from '../base/logger';
import { Gate } from '../protocol/hostChannel';
import { parseRoomKey } from '../protocol/roomKey';
import type { RoomIdentity } from './historyFiles';

const KEY_OF = 'key ';

/**
 * The keys of private rooms, and who may come into rooms of one's own: in the editor's secret storage, and nowhere else.
 * Where that does not work, nothing is kept, and the person is asked again.
 */
export class RoomKeys implements Disposable {
  private readonly listener: Disposable;
  private readonly _onDidChange = new Emitter<string>();
  /** Fires with the address, `host:port`, whose key is another, also when another window has changed it. */
  readonly onDidChange = this._onDidChange.event;

  constructor(
    private readonly secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>,
    private readonly logger: Logger,
  ) {
    this.listener = secrets.onDidChange(({ key: name }) => {
      if (name.startsWith(KEY_OF)) this._onDidChange.fire(name.slice(KEY_OF.length));
    });
  }

  /** The key, canonical, with which the room at `address`, `host:port`, was joined last. */
  async keyOf(address: string): Promise<string | undefined> {
    const key = parseRoomKey((await this.read(KEY_OF + address)) ?? '');
    return key.ok ? key.value : undefined;
  }

  async keepKey(address: string, key: string): Promise<void> {
    await this.quietly(() => this.secrets.store(KEY_OF + address, key));
  }

  async forgetKey(address: string): Promise<void> {
    await this.quietly(() => this.secrets.delete(KEY_OF + address));
  }

  /** Who might come into that room when it was hosted on that port before. */
  async gateOf(room: RoomIdentity, port: number): Promise<Gate | undefined> {
    const stored = await this.read(gateName(room, port));
    if (stored === undefined) return undefined;
    try {
      return v.parse(Gate, JSON.parse(stored));
    } catch {
      return undefined; // nothing of it goes to the log
    }
  }

  async keepGate(room: RoomIdentity, port: number, gate: Gate): Promise<void> {
    await this.quietly(() => this.secrets.store(gateName(room, port), JSON.stringify(gate)));
  }

  dispose(): void {
    this.listener.dispose();
    this._onDidChange.dispose();
  }

  private async read(name: string): Promise<string | undefined> {
    let stored: string | undefined;
    await this.quietly(async () => (stored = await this.secrets.get(name)));
    return stored;
  }

  private async quietly(act: () => Thenable<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      // its message may be about what was to be stored
      this.logger.warn(`secret storage: ${error instanceof Error ? error.name : 'it failed'}`);
    }
  }
}

/** A room on another port is one that other people know by another address. */
function gateName({ workspace, room, lan, access }: RoomIdentity, port: number): string {
  const identity = JSON.stringify([workspace, room, lan, access, port]);
  return `gate ${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`;
}
