import { Emitter } from '../../base/emitter';
import { type WireError, wireError } from '../../protocol/wire/errorCodes';
import { type RemovedMember, type RoomAccess, OPEN_ACCESS } from '../../protocol/host/hostChannel';

/** What a peer that wants to enter has shown: nothing, a token of this room, or the host's ticket. */
export type Standing = 'newcomer' | 'returning' | 'host';

/** A peer that wants to enter. */
export interface Entrant {
  readonly memberId: string;
  readonly address: string;
  readonly standing: Standing;
}

/** Who may come in: the room's key, its lock, and who was removed (P-13, P-14). Only the host changes it. */
export class AccessControl {
  private readonly changed = new Emitter<RoomAccess>();
  /** Fires after each change, with who may come in. */
  readonly onDidChange = this.changed.event;

  constructor(private roomAccess: RoomAccess = OPEN_ACCESS) {}

  /** In canonical form; `undefined` if the room is open. */
  get key(): string | undefined {
    return this.roomAccess.key;
  }

  get access(): 'open' | 'private' {
    return this.roomAccess.key === undefined ? 'open' : 'private';
  }

  /** Why a peer may not enter; `undefined` if it may. Nothing keeps the host out, since only the host could undo it. */
  refusal({ memberId, address, standing }: Entrant): WireError | undefined {
    if (standing === 'host') return undefined;
    const { removed, insiders } = this.roomAccess;
    if (removed.mids.includes(memberId) || removed.addresses.includes(address)) return wireError('removed');
    return insiders && standing === 'newcomer' && !insiders.includes(memberId)
      ? wireError('locked')
      : undefined;
  }

  changeKey(key: string): void {
    this.change({ ...this.roomAccess, key });
  }

  /**
   * Keeps a member out, with its addresses. Who is removed once more stays kept out at its earlier ones, too, and keeps the
   * name, which is unknown where the member had already gone.
   */
  remove(removal: RemovedMember): void {
    const { mids, addresses, people = [] } = this.roomAccess.removed;
    const earlier = people.find(({ mid }) => mid === removal.mid);
    const union = (some: readonly string[], more: readonly string[]) => [...new Set([...some, ...more])];
    this.change({
      ...this.roomAccess,
      removed: {
        mids: union(mids, [removal.mid]),
        addresses: union(addresses, removal.addresses),
        people: [
          ...people.filter((one) => one !== earlier),
          {
            ...removal,
            name: removal.name ?? earlier?.name,
            addresses: union(earlier?.addresses ?? [], removal.addresses),
          },
        ],
      },
    });
  }

  /** Lets a removed member in again, and addresses, except those that the removal of another member keeps out. */
  readmit(memberId: string | undefined, addresses: readonly string[]): void {
    const { removed } = this.roomAccess;
    const people = (removed.people ?? []).filter(({ mid }) => mid !== memberId);
    const stillOut = new Set(people.flatMap((one) => one.addresses));
    this.change({
      ...this.roomAccess,
      removed: {
        mids: removed.mids.filter((mid) => mid !== memberId),
        addresses: removed.addresses.filter((one) => !addresses.includes(one) || stillOut.has(one)),
        people,
      },
    });
  }

  /** @param insiders ids of members that may come back without a token, beside the insiders of an earlier lock */
  lock(insiders: readonly string[]): void {
    this.change({
      ...this.roomAccess,
      insiders: [...new Set([...(this.roomAccess.insiders ?? []), ...insiders])],
    });
  }

  unlock(): void {
    this.change({ ...this.roomAccess, insiders: undefined });
  }

  private change(roomAccess: RoomAccess): void {
    this.roomAccess = roomAccess;
    this.changed.fire(roomAccess);
  }
}
