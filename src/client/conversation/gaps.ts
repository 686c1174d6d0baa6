import { MAX_HISTORY_LIMIT } from '../../protocol/wire/limits';
import type { RoomEvent } from '../../protocol/wire/messages';
import type { FetchHistory } from '../link/link';

/** Events missing between two that are here, both exclusive. */
interface Gap {
  readonly after: number;
  before: number;
}

/** Most gaps that are told apart. Beyond it the two oldest become one, and what lies between them is fetched again. */
const MAX_GAPS = 100;
/** Most pages fetched over one connection: far more than a server needs that fills them. */
const MAX_PAGES = 500;

/** What happened during long absences, did not fit into the welcome, and has yet to be fetched (P-6.6). */
export class Gaps {
  /** Ascending. */
  private open: Gap[] = [];
  /** How many calls are closing gaps. */
  private closing = 0;
  /** Go on when a page has come, or no more will. */
  private waiting: (() => void)[] = [];

  /** @param after the event before the gap, which is newer than every other gap @param before the event behind it */
  add(after: number, before: number): void {
    this.open.push({ after, before });
    const [oldest, next] = this.open;
    if (oldest && next && this.open.length > MAX_GAPS)
      this.open.splice(0, 2, { ...next, after: oldest.after });
  }

  /** Events below `seq` are not kept here, so they are not missing. */
  forget(seq: number): void {
    this.open = this.open.filter(({ before }) => before > seq);
  }

  /**
   * Fetches what is missing, the newest first, because that is what people read. If the connection breaks, the rest is
   * left for the next one.
   * @param take gets the events of each page, ascending
   * @param giveUp called when it does not end: what is below `before` is left to whoever reads back
   */
  async close(
    ask: FetchHistory,
    take: (events: readonly RoomEvent[]) => void,
    giveUp: (before: number) => void,
  ): Promise<void> {
    this.closing += 1;
    try {
      await this.fetch(ask, take, giveUp);
    } finally {
      this.closing -= 1;
      this.wake();
    }
  }

  /**
   * Whether that event is missing. Where it is being fetched, waits until it is there or cannot be had for now.
   * @param seqOf tells its seq, which may change meanwhile: the room may count anew
   */
  async isMissing(seqOf: () => number): Promise<boolean> {
    const isIn = ({ after, before }: Gap): boolean => seqOf() > after && seqOf() < before;
    while (this.closing > 0 && this.open.some(isIn))
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.open.some(isIn);
  }

  private wake(): void {
    for (const goOn of this.waiting.splice(0)) goOn();
  }

  private async fetch(...[ask, take, giveUp]: Parameters<Gaps['close']>): Promise<void> {
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
      this.wake();
    }
  }
}
