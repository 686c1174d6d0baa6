import type { PanelRoom } from '../../panel/messages';

/** Most rooms whose drafts are kept: those written in last. */
const MAX_ROOMS = 20;

/** What was begun in each room and not sent. Kept here: a browser saves what its pages keep only now and then. */
export class Drafts {
  private readonly byRoom: Map<string, string>;

  /**
   * @param kept what was kept before, or anything
   * @param keep called with all of it at each change; the room written in last is last
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

/** What tells rooms apart here. A room of one's own has another address in each network. */
export const draftKey = ({ name, address, hosting }: PanelRoom): string =>
  hosting ? `own ${name}` : `${address} ${name}`;
