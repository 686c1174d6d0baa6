import * as v from 'valibot';
import { type Clock, systemClock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { parseAddress } from '../protocol/address';
import type { ChatSession } from './chatSession';

const KEY = 'recentRooms';
/** More than anybody wants to look through. */
const MAX_RECENT = 20;

const RecentRoom = v.object({
  /** `host:port`. */
  address: v.pipe(
    v.string(),
    v.check((text) => parseAddress(text).ok),
  ),
  /** As the room was called then. */
  name: v.string(),
  /** When it was last entered; milliseconds since the epoch. */
  at: v.number(),
});

export type RecentRoom = v.InferOutput<typeof RecentRoom>;

/** As much of `vscode.Memento` as is used here. */
export interface Storage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** The rooms that were joined, for all windows of this installation; the last one first. */
export class RecentRooms {
  constructor(private readonly storage: Storage) {}

  get all(): readonly RecentRoom[] {
    const stored = this.storage.get(KEY);
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((item) => {
      const parsed = v.safeParse(RecentRoom, item);
      return parsed.success ? [parsed.output] : [];
    });
  }

  /** Puts `room` first. */
  async remember(room: RecentRoom): Promise<void> {
    await this.storage.update(KEY, [room, ...this.others(room.address)].slice(0, MAX_RECENT));
  }

  async forget(address: string): Promise<void> {
    await this.storage.update(KEY, this.others(address));
  }

  private others(address: string): readonly RecentRoom[] {
    return this.all.filter((known) => known.address !== address);
  }
}

/** Notes each room of somebody else's that is entered. */
export function rememberJoined(
  session: ChatSession,
  recents: RecentRooms,
  clock: Clock = systemClock,
): Disposable {
  let entered: string | undefined;
  return session.onDidChange(() => {
    const { connection, room } = session.panelState;
    const address = connection.kind === 'joined' && !session.isHosting ? session.lastJoined : undefined;
    if (address !== undefined && address !== entered) {
      void recents.remember({ address, name: room?.name ?? address, at: clock.now() });
    }
    entered = address;
  });
}
