import { MAX_HISTORY_LIMIT } from '../../protocol/wire/limits';
import type { RoomEvent } from '../../protocol/wire/messages';
import type { FetchHistory } from '../link/link';

/** Events older than those that are here (P-5.8). */
export class Backlog {
  private oldestSeq = Infinity;
  private more = false;

  /** The oldest seq that is here; Infinity if none is. */
  get oldest(): number {
    return this.oldestSeq;
  }

  /** Whether the server has older events than those here. */
  get hasMore(): boolean {
    return this.more;
  }

  /** @param kept the oldest seq the server still has */
  begin(history: readonly RoomEvent[], seq: number, kept: number): void {
    this.oldestSeq = history[0]?.seq ?? seq + 1;
    this.more = kept < this.oldestSeq;
  }

  /** Events below `seq` are no longer here, but the server may still have them. */
  forget(seq: number): void {
    if (seq <= this.oldestSeq) return;
    this.oldestSeq = seq;
    this.more = true;
  }

  /** Fetches the next older events. @returns an empty list if there are none, undefined if no answer comes */
  async older(ask: FetchHistory): Promise<readonly RoomEvent[] | undefined> {
    if (!this.more) return [];
    const before = this.oldestSeq;
    const page = await ask(before, MAX_HISTORY_LIMIT);
    if (!page) return undefined;
    const events = page.events.filter(({ seq }) => seq < before);
    const [first] = events;
    this.oldestSeq = first?.seq ?? before;
    this.more = page.more && first !== undefined;
    return events;
  }
}
