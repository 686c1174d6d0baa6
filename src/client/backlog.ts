import { MAX_HISTORY_LIMIT } from '../protocol/limits';
import type { RoomEvent, ServerPayload } from '../protocol/messages';

/** Asks the server for events below `before`; `undefined` when the connection is gone first. */
export type AskHistory = (before: number, limit: number) => Promise<ServerPayload<'history'> | undefined>;

/** Most that is asked for at once to close a gap, in requests: what a busy room kept while one was away. */
const MAX_GAP_REQUESTS = 100;

/** Events that are missing between two that are here; both ends exclusive. */
export interface Gap {
  readonly after: number;
  before: number;
}

/** Events that the welcome did not hold: older ones, and what of a long absence did not fit (P-6.6, P-5.8). */
export class Backlog {
  private oldestSeq = Infinity;
  private more = false;

  /** The oldest seq that is here; infinite if none is. */
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

  /** What is older than `seq` is not here any more, but the server may still have it. */
  forget(seq: number): void {
    if (seq <= this.oldestSeq) return;
    this.oldestSeq = seq;
    this.more = true;
  }

  /** Fetches the next older events; empty when there are none, or no connection. */
  async older(ask: AskHistory): Promise<readonly RoomEvent[]> {
    if (!this.more) return [];
    const page = await ask(this.oldestSeq, MAX_HISTORY_LIMIT);
    if (!page) return [];
    this.oldestSeq = page.events[0]?.seq ?? this.oldestSeq;
    this.more = page.more && page.events.length > 0;
    return page.events;
  }

  /**
   * Fetches what lies in a gap, the newest first; the gap becomes what is still to be fetched.
   * @param take gets the events of each page, ascending
   * @returns whether the gap is closed, as far as the server can: it is not when the connection is gone first
   */
  async close(gap: Gap, ask: AskHistory, take: (events: readonly RoomEvent[]) => void): Promise<boolean> {
    for (let i = 0; i < MAX_GAP_REQUESTS; i++) {
      const page = await ask(gap.before, MAX_HISTORY_LIMIT);
      if (!page) return false;
      const events = page.events.filter((event) => event.seq > gap.after);
      take(events);
      const [first] = events;
      if (!page.more || !first || events.length < page.events.length || first.seq === gap.after + 1)
        return true;
      gap.before = first.seq;
    }
    return false;
  }
}
