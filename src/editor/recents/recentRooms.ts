import type { Logger } from '../../base/logger';
import { RecordFolder } from '../storage/recordFolder';
import { type HostedRoom, type JoinedRoom, RecentRoom, recentRoomId } from './recentRoom';

/** More than anybody wants to look through. */
const MAX_RECENT = 30;

/** The rooms that this person was in last, hosted or joined, in all windows of this installation, for as long as it is. */
export class RecentRooms {
  private readonly records: RecordFolder<RecentRoom>;

  /** @param forgotten called with each room that is forgotten */
  constructor(folder: string, logger: Logger, forgotten: (room: RecentRoom) => void = () => undefined) {
    this.records = new RecordFolder({
      folder,
      schema: RecentRoom,
      max: MAX_RECENT,
      logger,
      removed: forgotten,
      idOf: recentRoomId,
    });
  }

  /** The room that was entered last is first. */
  list(): readonly RecentRoom[] {
    return this.records.list();
  }

  /** The rooms of others; the one that was joined last is first. */
  joined(): readonly JoinedRoom[] {
    return this.list().filter((room) => room.kind === 'joined');
  }

  /** The room that was hosted last in `workspace`. */
  lastHosted(workspace: string): HostedRoom | undefined {
    return this.list().find(
      (room): room is HostedRoom => room.kind === 'hosted' && room.workspace === workspace,
    );
  }

  /** Whether the room at `address`, `host:port`, was private when one was there last. */
  wasPrivate(address: string): boolean {
    return this.records.get(address)?.access === 'private';
  }

  /** The key by which the room at `address` proved its identity last. */
  publicKeyAt(address: string): string | undefined {
    return this.records.get(address)?.publicKey;
  }

  /** What the room at `address` was called when one was there last. */
  roomNameAt(address: string): string | undefined {
    return this.records.get(address)?.name;
  }

  remember(room: RecentRoom): void {
    this.records.put(room);
  }

  forget(room: RecentRoom): void {
    this.records.delete(room);
  }
}
