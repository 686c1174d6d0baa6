import * as v from 'valibot';
import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { parseAddress } from '../../protocol/address';
import { NonceOrKey } from '../../protocol/messages';
import type { ChatSession } from '../session/chatSession';
import { RecordFolder } from '../storage/recordFolder';

/** More than anybody wants to look through. */
const MAX_RECENT = 20;

const RecentRoom = v.object({
  /** `host:port`. */
  address: v.pipe(
    v.string(),
    v.check((text) => parseAddress(text).ok),
  ),
  /** The room's name at that time. */
  name: v.string(),
  /** `private`: it needs a key, which is kept elsewhere. */
  access: v.picklist(['open', 'private']),
  /** The key by which the room proved its identity. A room that did so once must do so again (P-6.14). */
  publicKey: v.fallback(v.optional(NonceOrKey), undefined),
  /** When it was last entered; milliseconds since the epoch. */
  at: v.number(),
});

export type RecentRoom = v.InferOutput<typeof RecentRoom>;

/** The rooms that were joined last, in all windows of this installation. */
export class RecentRooms {
  private readonly records: RecordFolder<RecentRoom>;

  /** @param forgotten called with the address of each room that is forgotten */
  constructor(folder: string, logger: Logger, forgotten: (address: string) => void = () => undefined) {
    this.records = new RecordFolder({
      folder,
      schema: RecentRoom,
      max: MAX_RECENT,
      logger,
      removed: forgotten,
      idOf: ({ address }) => address,
    });
  }

  /** The room that was joined last is first. */
  list(): readonly RecentRoom[] {
    return this.records.list();
  }

  /** Whether the room at `address`, `host:port`, was private when one was there last. */
  wasPrivate(address: string): boolean {
    return this.records.get(address)?.access === 'private';
  }

  /** The key by which the room at `address` proved its identity last. */
  publicKeyAt(address: string): string | undefined {
    return this.records.get(address)?.publicKey;
  }

  remember(room: RecentRoom): void {
    this.records.put(room);
  }

  forget(address: string): void {
    this.records.delete(address);
  }
}

/** Notes each room that this window joins, but none that it hosts. */
export function rememberJoinedRooms(
  session: ChatSession,
  recents: RecentRooms,
  clock: Clock = systemClock,
): Disposable {
  let entered: string | undefined;
  return session.onDidChange(() => {
    const { state } = session;
    const address = state.kind === 'joined' && !state.room.isHosted ? session.lastJoined : undefined;
    if (state.kind === 'joined' && address !== undefined && address !== entered) {
      const { name, access } = state.room;
      recents.remember({
        address,
        name,
        access,
        publicKey: session.current.room?.publicKey,
        at: clock.date(),
      });
    }
    entered = address;
  });
}
