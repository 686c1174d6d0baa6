import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import { type RecentRoom, recentRoomId } from '../recents/recentRoom';
import type { ChatSession } from '../session/chatSession';
import type { RecentRooms } from '../recents/recentRooms';

/**
 * A room of before that one click enters again. `reopen`: it is hosted here again. `rejoin`: it is joined, because somebody
 * else hosts it, or another window of this person does.
 */
export interface RoomOffer {
  /** Tells it from all others; see {@link recentRoomId}. */
  readonly id: string;
  readonly kind: 'reopen' | 'rejoin';
  readonly room: RecentRoom;
}

/** What the offers need of the rest of the program. */
export interface RoomOffersParts {
  readonly recents: Pick<RecentRooms, 'list' | 'forget'>;
  /** Which workspace is open; see {@link RecentRoom}. */
  readonly workspace: () => string;
  readonly windows: {
    /** Whether another window of this person is in the room with that id. */
    isElsewhere(room: string): Promise<boolean>;
  };
  readonly session: Pick<ChatSession, 'isActive' | 'onDidChange'>;
  /** Fires when the person comes back to this window, or leaves it. */
  readonly onDidChangeFocus: Event<{ readonly focused: boolean }>;
}

/** The rooms of before, those of this workspace first, then by when they were entered last. */
export class RoomOffers implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new Emitter<void>());
  /** Fires when `list` changes. */
  readonly onDidChange = this.changed.event;
  private offers: readonly RoomOffer[] = [];
  private looks = 0;
  private wasActive = false;

  constructor(private readonly parts: RoomOffersParts) {
    const { session } = parts;
    this.store.add(
      session.onDidChange(() => {
        const hasLeft = this.wasActive && !session.isActive;
        this.wasActive = session.isActive;
        if (hasLeft) void this.refresh();
      }),
    );
    this.store.add(
      parts.onDidChangeFocus(({ focused }) => {
        // other windows may have entered and left rooms meanwhile
        if (focused && !session.isActive) void this.refresh();
      }),
    );
    void this.refresh();
  }

  get list(): readonly RoomOffer[] {
    return this.offers;
  }

  /** Looks again at what other windows have changed. @returns the list */
  async refresh(): Promise<readonly RoomOffer[]> {
    const look = (this.looks += 1);
    const { recents, workspace, windows } = this.parts;
    const rooms = withoutTwins(byWorkspace(recents.list(), workspace()));
    const offers = await Promise.all(
      rooms.map(async (room): Promise<RoomOffer> => {
        const isServed =
          room.kind === 'joined' || (room.roomId !== '' && (await windows.isElsewhere(room.roomId)));
        return { id: recentRoomId(room), kind: isServed ? 'rejoin' : 'reopen', room };
      }),
    );
    const isNews = JSON.stringify(offers) !== JSON.stringify(this.offers);
    if (look === this.looks && isNews) {
      this.offers = offers;
      this.changed.fire();
    }
    return offers;
  }

  /** Forgets that room, at all its addresses. */
  async forget({ room }: RoomOffer): Promise<void> {
    const { recents } = this.parts;
    recents.forget(room);
    for (const other of recents.list())
      if (room.publicKey !== undefined && other.publicKey === room.publicKey) recents.forget(other);
    await this.refresh();
  }

  dispose(): void {
    this.store.dispose();
  }
}

const byWorkspace = (rooms: readonly RecentRoom[], here: string): readonly RecentRoom[] => [
  ...rooms.filter(({ workspace }) => workspace === here),
  ...rooms.filter(({ workspace }) => workspace !== here),
];

/** One of each room: its address may have changed, and this person's windows join their own room where it is hosted. */
function withoutTwins(rooms: readonly RecentRoom[]): readonly RecentRoom[] {
  const hosted = new Set(
    rooms.flatMap(({ kind, publicKey }) => (kind === 'hosted' ? (publicKey ?? []) : [])),
  );
  const seen = new Set<string>();
  return rooms.filter(({ kind, publicKey }) => {
    if (publicKey === undefined) return true;
    if (seen.has(publicKey) || (kind === 'joined' && hosted.has(publicKey))) return false;
    seen.add(publicKey);
    return true;
  });
}
