import type { PanelRoom } from '../../panel/toPanel';

/** How many drafts are kept at most: those of the rooms written in last. */
const MAX_ROOMS = 20;

/**
 * What a person began to write in each room and has not sent. The host keeps it, because a browser saves what its pages
 * keep only now and then.
 */
export class Drafts {
  private readonly byRoom: Map<string, string>;

  /**
   * @param kept what `keep` was called with before; anything else counts as nothing
   * @param keep called at each change with all drafts, the room written in last at the end
   */
  constructor(
    kept: unknown,
    private readonly keep: (entries: readonly (readonly [room: string, text: string])[]) => void,
  ) {
    const all: readonly unknown[] = Array.isArray(kept) ? kept : [];
    this.byRoom = new Map(
      all.filter(
        (one): one is [string, string] =>
          Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === 'string'),
      ),
    );
  }

  of(room: string): string {
    return this.byRoom.get(room) ?? '';
  }

  set(room: string, text: string): void {
    this.byRoom.delete(room);
    if (text !== '') this.byRoom.set(room, text);
    const [oldest] = this.byRoom.keys();
    if (this.byRoom.size > MAX_ROOMS && oldest !== undefined) this.byRoom.delete(oldest);
    this.keep([...this.byRoom]);
  }
}

/** What tells rooms apart here. A room this window hosts has a different address in each network. */
export const draftKey = ({ name, address, hosting }: PanelRoom): string =>
  hosting ? `own ${name}` : `${address} ${name}`;
