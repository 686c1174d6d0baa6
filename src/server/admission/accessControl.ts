import { Emitter } from '../../base/emitter';
import { type WireError, wireError } from '../../protocol/errorCodes';
import { type RoomAccess, OPEN_ACCESS } from '../../protocol/hostChannel';

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

  /** @param addresses those that are kept out as well */
  remove(memberId: string, addresses: readonly string[]): void {
    const { removed } = this.roomAccess;
    this.change({
      ...this.roomAccess,
      removed: {
        mids: [...new Set([...removed.mids, memberId])],
        addresses: [...new Set([...removed.addresses, ...addresses])],
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
