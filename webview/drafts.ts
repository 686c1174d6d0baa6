import type { PanelRoom } from '../src/panel/messages';

/** Most rooms whose drafts are kept: those written in last. */
const MAX_ROOMS = 20;

/** What was begun in each room and not sent. */
export class Drafts {
  private readonly byRoom: Map<string, string>;

  /** @param kept what `entries` was before, or anything */
  constructor(kept: unknown) {
    const all: readonly unknown[] = Array.isArray(kept) ? kept : [];
    this.byRoom = new Map(
      all.filter(
        (one): one is [string, string] =>
          Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === 'string'),
      ),
    );
  }

  /** To be kept; the room written in last is last. */
  get entries(): readonly (readonly [room: string, text: string])[] {
    return [...this.byRoom];
  }

  of(room: string): string {
    return this.byRoom.get(room) ?? '';
  }

  set(room: string, text: string): void {
    this.byRoom.delete(room);
    if (text !== '') this.byRoom.set(room, text);
    const [oldest] = this.byRoom.keys();
    if (this.byRoom.size > MAX_ROOMS && oldest !== undefined) this.byRoom.delete(oldest);
  }
}

/** What tells rooms apart here. A room of one's own has another address in each network. */
export const draftKey = ({ name, address, hosting }: PanelRoom): string =>
  hosting ? `own ${name}` : `${address} ${name}`;
