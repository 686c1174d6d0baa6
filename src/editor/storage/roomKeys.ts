import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { Logger } from '../../base/logger';
import { RoomAccess } from '../../protocol/host/hostChannel';
import { parseRoomKey } from '../../protocol/keys/roomKey';
import { systemClock } from '../../base/systemClock';
import { somebodyAnswers } from '../../hosting/freePort';
import type { HostedRoomId } from '../../hosting/historyFiles';
import { processAlive } from '../../hosting/processAlive';

const KEY_OF = 'key ';
const HOSTED = 'hosted';
/** For how many hosted rooms the room access and the keys are kept: those that were hosted last. */
const MAX_HOSTED = 20;

/** Which process hosts a room, or did last, and where. */
const Holder = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  /** When it was seen there; milliseconds since the epoch. */
  at: v.number(),
});
type Holder = v.InferOutput<typeof Holder>;

/**
 * The hosted rooms for which something is kept, the latest first: a secret storage cannot list what it has. `gate` is the
 * name under which the room access is stored. That word is from earlier versions, which noted no holder.
 */
const HostedRooms = v.array(
  v.object({
    gate: v.string(),
    addresses: v.array(v.string()),
    holder: v.fallback(v.optional(Holder), undefined),
  }),
);
type HostedRoom = v.InferOutput<typeof HostedRooms>[number];

/** What is kept of a room that is about to be hosted. */
export interface ClaimedRoom {
  /** Where its access is kept, for {@link RoomKeys.keepRoomAccess}. */
  readonly slot: string;
  /** Who could come in when it was hosted last; undefined: nothing is kept. */
  readonly roomAccess: RoomAccess | undefined;
}

/**
 * The keys of private rooms, and who may come into hosted rooms. They are in the editor's secret storage and nowhere else.
 * Where that does not work, nothing is kept, and the person is asked again.
 */
export class RoomKeys implements Disposable {
  private readonly listener: Disposable;
  private readonly _onDidChange = new Emitter<string>();
  private keeping = Promise.resolve();
  /** Fires with the address, `host:port`, when its key has changed, in this window or in another. */
  readonly onDidChange = this._onDidChange.event;

  constructor(
    private readonly secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>,
    private readonly logger: Logger,
    private readonly isStillHosting: (holder: Holder) => Promise<boolean> = isHostingElsewhere,
  ) {
    this.listener = secrets.onDidChange(({ key: name }) => {
      if (name.startsWith(KEY_OF)) this._onDidChange.fire(name.slice(KEY_OF.length));
    });
  }

  /** The key with which the room at `address`, `host:port`, was joined last; canonical. */
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

  /**
   * Finds what is kept of a room that is about to be hosted on `port`. It is the same room on whatever port: its key, lock
   * and removals stay with its history. But while another window hosts it, this is another room, by its port.
   */
  async claim(room: HostedRoomId, port: number): Promise<ClaimedRoom> {
    const [own, beside] = [storedName(room), storedName(room, port)];
    if (await this.isHostedElsewhere(room))
      return { slot: beside, roomAccess: await this.readAs(RoomAccess, beside) };
    // earlier versions kept it by its port
    const roomAccess = (await this.readAs(RoomAccess, own)) ?? (await this.readAs(RoomAccess, beside));
    return { slot: own, roomAccess };
  }

  /** Whether another window hosts this very room now. */
  async isHostedElsewhere(room: HostedRoomId): Promise<boolean> {
    const rooms = (await this.readAs(HostedRooms, HOSTED)) ?? [];
    const latest = rooms.find(({ gate }) => gate === storedName(room));
    const { holder } = latest ?? {};
    if (!holder) return false;
    // a room that was hosted later may have its port
    if (rooms.find((one) => one.holder?.port === holder.port) !== latest) return false;
    return this.isStillHosting(holder);
  }

  /**
   * Keeps who may come into the hosted room of that slot and, for this person's other windows, its key at all of
   * `addresses`, each `host:port`. Resolves when that is stored, and everything before, or cannot be; never rejects.
   */
  keepRoomAccess(
    slot: string,
    port: number,
    roomAccess: RoomAccess,
    addresses: readonly string[] = [],
  ): Promise<void> {
    return (this.keeping = this.keeping.then(async () => {
      await this.quietly(() => this.secrets.store(slot, JSON.stringify(roomAccess)));
      for (const address of addresses)
        await (roomAccess.key === undefined
          ? this.forgetKey(address)
          : this.keepKey(address, roomAccess.key));
      const holder = { pid: process.pid, port, at: systemClock.date() };
      await this.forgetOthers({ gate: slot, addresses: [...addresses], holder });
    }));
  }

  /** Forgets who may come into the room of that slot, which goes on under another name: one of its name begins anew. */
  forgetRoom(slot: string): Promise<void> {
    return (this.keeping = this.keeping.then(async () => {
      await this.quietly(() => this.secrets.delete(slot));
      const rooms = (await this.readAs(HostedRooms, HOSTED)) ?? [];
      const others = rooms.filter(({ gate }) => gate !== slot);
      await this.quietly(() => this.secrets.store(HOSTED, JSON.stringify(others)));
    }));
  }

  /** Forgets all but the rooms hosted last, and keys at addresses that no hosted room has any more. */
  private async forgetOthers(latest: HostedRoom): Promise<void> {
    const before = (await this.readAs(HostedRooms, HOSTED)) ?? [];
    const rooms = [latest, ...before.filter(({ gate }) => gate !== latest.gate)];
    const kept = rooms.slice(0, MAX_HOSTED);
    for (const { gate } of rooms.slice(MAX_HOSTED)) await this.quietly(() => this.secrets.delete(gate));
    const known = new Set(kept.flatMap(({ addresses }) => addresses));
    for (const address of before.flatMap(({ addresses }) => addresses))
      if (!known.has(address)) await this.forgetKey(address);
    await this.quietly(() => this.secrets.store(HOSTED, JSON.stringify(kept)));
  }

  dispose(): void {
    this.listener.dispose();
    this._onDidChange.dispose();
  }

  private async readAs<T>(schema: v.GenericSchema<unknown, T>, name: string): Promise<T | undefined> {
    try {
      return v.parse(schema, JSON.parse((await this.read(name)) ?? ''));
    } catch {
      return undefined; // nothing of it goes to the log
    }
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

/** A name that says nothing about the room. @param port of a room that is open beside one of the same name */
function storedName({ workspace, room, lan, access }: HostedRoomId, port?: number): string {
  const identity = JSON.stringify([workspace, room, lan, access, ...(port === undefined ? [] : [port])]);
  return `gate ${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`;
}

/** Whether that process is another one, still runs, and its port is in use. */
const isHostingElsewhere = async ({ pid, port, at }: Holder): Promise<boolean> =>
  pid !== process.pid && processAlive(pid, at) && (await somebodyAnswers(port));
