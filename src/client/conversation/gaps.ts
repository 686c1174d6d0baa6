import { MAX_HISTORY_LIMIT } from '../../protocol/limits';
import type { RoomEvent } from '../../protocol/messages';
import type { FetchHistory } from '../link/link';

/** Events that are missing between two that are here; both ends exclusive. */
interface Gap {
  readonly after: number;
  before: number;
}

/** More gaps than these are not told apart: what lies between the two oldest is fetched once more. */
const MAX_GAPS = 100;
/** Most pages that are asked for over one connection: far more than those of a server that fills them. */
const MAX_PAGES = 500;

/** What of long absences did not fit into the welcome and has yet to be fetched (P-6.6). */
export class Gaps {
  /** Ascending. */
  private open: Gap[] = [];

  /** @param after the event before the gap, which is newer than all gaps there are @param before the one behind it */
  add(after: number, before: number): void {
    this.open.push({ after, before });
    const [oldest, next] = this.open;
    if (oldest && next && this.open.length > MAX_GAPS)
      this.open.splice(0, 2, { ...next, after: oldest.after });
  }

  /** What is older than the event `seq` is not kept, so it is not missing here. */
  forget(seq: number): void {
    this.open = this.open.filter(({ before }) => before > seq);
  }

  /**
   * Fetches what is missing, the newest first: that is what is read. What it cannot, because the connection is gone, is
   * for the next one.
   * @param take gets the events of each page, ascending
   * @param giveUp it does not end: what is below that event is left to whoever reads back
   */
  async close(
    ask: FetchHistory,
    take: (events: readonly RoomEvent[]) => void,
    giveUp: (before: number) => void,
  ): Promise<void> {
    let pages = 0;
    for (let gap = this.open.at(-1); gap; gap = this.open.at(-1)) {
      const { after, before } = gap;
      if (pages === MAX_PAGES) {
        giveUp(before);
        return;
      }
      pages += 1;
      const page = await ask(before, MAX_HISTORY_LIMIT);
      if (!page) return;
      // forgotten meanwhile
      if (gap !== this.open.at(-1)) continue;
      const events = page.events.filter(({ seq }) => seq > after && seq < before);
      const [first] = events;
      const isWhole = !page.more || events.length < page.events.length;
      if (!first || isWhole || first.seq === after + 1) this.open.pop();
      else gap.before = first.seq;
      take(events);
    }
  }
}
