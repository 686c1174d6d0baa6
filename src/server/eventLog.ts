import { DEDUPE_EVENTS, type Limits } from '../protocol/limits';
import { type NewEvent, type RoomEvent, recipientOf } from '../protocol/messages';
import type { History } from './history';
import { type Seen, SeenIds } from './seenIds';

/**
 * What the room remembers (P-6.4, P-6.9, P-6.11): its latest events in order, and which ids it has seen. Behind them,
 * where it has one, its history on disk (P-6.12): older events come from there.
 */
export class EventLog {
  private readonly events: RoomEvent[] = [];
  private bytes = 0;
  private last = 0;
  private readonly seen: SeenIds;

  constructor(
    private readonly limits: Pick<Limits, 'historyEvents' | 'historyBytes'>,
    private readonly history?: History,
  ) {
    this.seen = new SeenIds(Math.max(DEDUPE_EVENTS, limits.historyEvents));
    if (!history) return;
    this.last = history.startSeq;
    this.load(history.descending(Infinity));
    history.onDidForget((below) => this.forget(below));
  }

  /** The last seq given out; 0 before the first. */
  get seq(): number {
    return this.last;
  }

  /** The oldest seq still kept; one above the last if none is. */
  get oldest(): number {
    return Math.min(this.events[0]?.seq ?? this.last + 1, this.history?.oldest ?? Infinity);
  }

  /** What memory holds, ascending. */
  get inMemory(): Iterable<RoomEvent> {
    return this.events;
  }

  /** Whether who has seen `seq` has seen events of this room and no others, and can be given what came since. */
  isKnown(seq: number): boolean {
    return seq <= this.last && (this.history?.goesOnFrom(seq) ?? true);
  }

  /** Gives `event` the next seq and keeps it: on disk, too, before anybody can have seen it. */
  append(event: NewEvent): RoomEvent {
    const stored = event as RoomEvent;
    stored.seq = ++this.last;
    this.history?.append(stored);
    this.events.push(stored);
    this.bytes += sizeOf(stored);
    this.remember(stored);
    this.trim();
    return stored;
  }

  /** What (mid, id) became, if it was seen before. */
  duplicate(mid: string, id: string): Seen | undefined {
    return this.seen.get(mid, id);
  }

  /** (mid, id) is what `seen` is already; it has become no event of its own. */
  recognise(mid: string, id: string, seen: Seen): void {
    this.seen.add(mid, id, seen);
  }

  find(seq: number): RoomEvent | undefined {
    const event = this.events[this.indexOf(seq)];
    if (event?.seq === seq) return event;
    return seq < (this.events[0]?.seq ?? Infinity) ? this.history?.find(seq) : undefined;
  }

  /** The events below `before`, the newest first. What is not in memory is read from the disk only as it is taken. */
  *descending(before: number): Generator<RoomEvent, void> {
    let reached = before;
    for (let i = this.indexOf(before) - 1; i >= 0; i--) {
      const event = this.events[i];
      if (!event) break;
      yield event;
      reached = event.seq;
    }
    if (this.history) yield* this.history.descending(Math.min(reached, this.events[0]?.seq ?? Infinity));
  }

  /** Takes the text of message `seq` and of its edits out, for good (P-5.3). */
  erase(seq: number): void {
    const message = this.find(seq);
    if (message && recipientOf(message) === undefined) this.history?.erase(seq);
    for (let i = this.indexOf(seq); i < this.events.length; i++) {
      const event = this.events[i];
      if (!event) return;
      const isIt = (event.verb === 'say' && event.seq === seq) || (event.verb === 'edit' && event.of === seq);
      if (!isIt) continue;
      this.bytes -= sizeOf(event);
      event.text = '';
      event.removed = true;
      if (event.verb === 'say') delete event.code;
      this.bytes += sizeOf(event);
    }
  }

  /** Drops everything below `seq` from memory. */
  forget(seq: number): void {
    for (const event of this.events.splice(0, this.indexOf(seq))) this.bytes -= sizeOf(event);
  }

  /** Fills memory and the window of ids with what was stored, which comes the newest first. */
  private load(stored: Iterable<RoomEvent>): void {
    const { historyEvents, historyBytes } = this.limits;
    const latest: RoomEvent[] = [];
    for (const event of stored) {
      latest.push(event);
      if (latest.length >= Math.max(DEDUPE_EVENTS, historyEvents)) break;
    }
    for (const event of latest) {
      this.bytes += sizeOf(event);
      if (this.events.length >= historyEvents || this.bytes > historyBytes) {
        this.bytes -= sizeOf(event);
        break;
      }
      this.events.push(event);
    }
    this.events.reverse();
    for (const event of latest.reverse()) this.remember(event);
  }

  private remember(event: RoomEvent): void {
    if (!('id' in event) || event.id === undefined) return;
    const { by, id, seq, at } = event;
    this.seen.add(by, id, { seq, at });
  }

  /** Forgets what is over the limits: an eighth late, so that the rest need not move each time. */
  private trim(): void {
    const { historyEvents, historyBytes } = this.limits;
    if (this.events.length <= historyEvents * 1.125 && this.bytes <= historyBytes * 1.125) return;
    let drop = 0;
    for (const event of this.events) {
      if (this.events.length - drop <= historyEvents && this.bytes <= historyBytes) break;
      this.bytes -= sizeOf(event);
      drop++;
    }
    this.events.splice(0, drop);
    if (drop > 0) this.history?.letGo(this.events[0]?.seq ?? this.last + 1);
  }

  /** Index of the first event at or above `seq`. */
  private indexOf(seq: number): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle]?.seq ?? Infinity) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What an event about takes in memory, in bytes. */
function sizeOf(event: RoomEvent): number {
  const text = 'text' in event ? event.text.length : 0;
  const code = 'code' in event ? (event.code?.text.length ?? 0) : 0;
  return 256 + 2 * (text + code);
}
