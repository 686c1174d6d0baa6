import { firstIndex } from '../../base/binarySearch';
import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { DEDUPE_EVENTS, type Limits } from '../../protocol/wire/limits';
import { mentionUnits } from '../../protocol/wire/mentions';
import { type Code, type NewEvent, type RoomEvent, recipientOf } from '../../protocol/wire/messages';
import type { History } from '../history/history';
import { isNoise } from '../history/historyRecord';
import { type EventStamp, DedupeWindow } from './dedupeWindow';

/** How far memory may grow beyond its limits before it is trimmed, as a part of them: each trim moves everything kept. */
const LATE_PART = 1 / 8;
/** Most events that are read from a history at the start, as a multiple of those that are wanted. */
const MOST_LOADED_PART = 2;

type LogLimits = Pick<Limits, 'historyEvents' | 'historyBytes'>;

type Say = Extract<RoomEvent, { verb: 'say' }>;
type Edit = Extract<RoomEvent, { verb: 'edit' }>;

/** An event that has its place in the order. */
export interface Appended {
  readonly event: RoomEvent;
  /** The event as JSON, where the history has made that already. */
  readonly json: string | undefined;
}

/**
 * What the room remembers (P-6.4, P-6.9, P-6.11): its latest events in order, and which ids it has seen. A room may have
 * a history on disk (P-6.12): older events come from there. The log owns it, and nobody else talks to it.
 */
export class EventLog {
  private events: RoomEvent[] = [];
  /** The edits among them, by the seq of their message. */
  private edits = new Map<number, Edit[]>();
  private bytes = 0;
  /** Memory is trimmed when it holds more than this. */
  private trimAt: LogLimits = { historyEvents: 0, historyBytes: 0 };
  /** The last event that was dropped from memory: up to it, a history may have more than memory. */
  private thinnedTo = 0;
  private last = 0;
  private readonly seen: DedupeWindow;

  constructor(
    private readonly limits: LogLimits,
    private readonly clock: Clock,
    private readonly history?: History,
  ) {
    this.seen = new DedupeWindow(Math.max(DEDUPE_EVENTS, limits.historyEvents));
    this.keep([]);
    if (!history) return;
    this.last = history.startSeq;
    this.load(history.before());
    history.onDidForget((below) => this.forget(below));
  }

  /** The last seq that was given out; 0 before the first. */
  get seq(): number {
    return this.last;
  }

  /** What an event that happens now is dated with; milliseconds since the epoch. */
  get date(): number {
    return this.history?.date ?? this.clock.date();
  }

  /** Whether there is a history on disk. */
  get isKept(): boolean {
    return this.history !== undefined;
  }

  /** Whether events should be saved and, for now, cannot be (P-6.13). */
  get isUnsaved(): boolean {
    return this.history?.isUnsaved ?? false;
  }

  /** Fires when `isUnsaved` changes. */
  onDidChangeUnsaved(listener: () => void): Disposable | undefined {
    return this.history?.onDidChange(listener);
  }

  /** The oldest seq that is still kept; one above the last if none is. */
  get oldest(): number {
    return Math.min(this.events[0]?.seq ?? this.last + 1, this.history?.oldest ?? Infinity);
  }

  /** The events in memory, ascending. */
  get inMemory(): Iterable<RoomEvent> {
    return this.events;
  }

  /** Whether a member that has seen everything up to `seq` can be given what came since. */
  isKnown(seq: number): boolean {
    return seq <= this.last && (this.history?.goesOnFrom(seq) ?? true);
  }

  /** Gives `event` the next seq and keeps it. Nobody may be shown it before `commit`. */
  append(event: NewEvent): Appended {
    const placed = event as RoomEvent;
    placed.seq = ++this.last;
    const json = this.history?.append(placed);
    this.events.push(placed);
    this.bytes += sizeOf(placed);
    this.noteEdit(placed);
    this.remember(placed);
    const { historyEvents, historyBytes } = this.trimAt;
    if (this.events.length > historyEvents || this.bytes > historyBytes) {
      const dropped = this.keep(this.events);
      this.history?.letGo(dropped);
    }
    return { event: placed, json };
  }

  /** Writes what was appended to the history. From here on it may be shown. */
  commit(): void {
    this.history?.write();
  }

  /** What the command with this id of this member became, if it was seen before. */
  duplicate(memberId: string, id: string): EventStamp | undefined {
    return this.seen.get(memberId, id);
  }

  /** Notes that this member's command `id` has changed nothing since the event `earlier`, which is its answer. */
  noteUnchanged(memberId: string, id: string, earlier: EventStamp): void {
    this.seen.add(memberId, id, earlier);
  }

  find(seq: number): RoomEvent | undefined {
    const event = this.events[this.indexOf(seq)];
    if (event?.seq === seq) return this.isServed(event) ? event : undefined;
    return seq <= this.last ? this.history?.find(seq) : undefined;
  }

  /** The events below `before`, the newest first. What is not in memory is read from the disk only when it is taken. */
  *descending(before: number): Generator<RoomEvent, void> {
    let i = this.indexOf(before) - 1;
    for (; i >= 0; i--) {
      const event = this.events[i];
      if (!event || event.seq <= this.thinnedTo) break;
      if (this.isServed(event)) yield event;
    }
    // from here on, the disk may have events that memory lacks, and memory has events that are never written
    const from = Math.max(this.thinnedTo + 1, this.events[0]?.seq ?? Infinity);
    const stored = this.history?.descending(Math.min(before, from));
    let next = stored?.next().value;
    for (; i >= 0; i--) {
      const event = this.events[i];
      if (!event) break;
      for (; next && next.seq > event.seq; next = stored?.next().value) yield next;
      if (next?.seq === event.seq) next = stored?.next().value;
      if (this.isServed(event)) yield event;
    }
    for (; next; next = stored?.next().value) yield next;
  }

  /** Takes the texts of message `seq` and of its edits out for good (P-5.3). */
  erase(seq: number): void {
    const message = this.find(seq);
    if (message && recipientOf(message) === undefined) this.history?.erase(seq);
    const inMemory = this.events[this.indexOf(seq)];
    const edits = this.edits.get(seq) ?? [];
    this.edits.delete(seq);
    if (inMemory?.verb === 'say' && inMemory.seq === seq) this.empty(inMemory);
    for (const edit of edits) this.empty(edit);
  }

  /** Drops everything that has happened so far, for good. Rejects if it is still on the disk. */
  async clear(): Promise<void> {
    if (this.history) await this.history.clear(this.last);
    else this.forget(this.last + 1);
  }

  /** Saves what can be saved, and lets go of the history. */
  async close(): Promise<void> {
    await this.history?.close(this.last);
  }

  private empty(event: Say | Edit): void {
    this.bytes -= sizeOf(event);
    event.text = '';
    event.removed = true;
    delete event.mentions;
    if (event.verb === 'say') delete event.code;
    this.bytes += sizeOf(event);
  }

  private noteEdit(event: RoomEvent): void {
    if (event.verb !== 'edit' || event.removed) return;
    const edits = this.edits.get(event.of);
    if (edits) edits.push(event);
    else this.edits.set(event.of, [event]);
  }

  /** Memory holds these events from here on. */
  private hold(events: RoomEvent[]): void {
    this.events = events;
    this.edits = new Map();
    for (const event of events) this.noteEdit(event);
  }

  /** Drops everything below `seq` from memory. */
  private forget(seq: number): void {
    for (const event of this.events.splice(0, this.indexOf(seq))) this.bytes -= sizeOf(event);
    this.hold(this.events);
  }

  /** Whether an event is not too old, by what the clock says now. */
  private isServed(event: RoomEvent): boolean {
    return this.history?.isServed(event) ?? true;
  }

  /** Fills memory and the window of ids. @param stored the newest first */
  private load(stored: Iterable<RoomEvent>): void {
    const most = Math.max(DEDUPE_EVENTS, this.limits.historyEvents);
    const latest: RoomEvent[] = [];
    let said = 0;
    for (const event of stored) {
      latest.push(event);
      if (!isNoise(event)) said++;
      if (said >= most || latest.length >= MOST_LOADED_PART * most) break;
    }
    latest.reverse();
    for (const event of latest) this.remember(event);
    this.keep(latest.filter((event) => this.isServed(event)));
  }

  private remember(event: RoomEvent): void {
    if (!('id' in event) || event.id === undefined) return;
    const { by, id, seq, at } = event;
    this.seen.add(by, id, { seq, at });
  }

  /**
   * Keeps the latest of these events and, of those before, as much of what was said as if there were no noise (P-6.11).
   * @param events in order
   * @returns the events that were dropped
   */
  private keep(events: readonly RoomEvent[]): Set<RoomEvent> {
    const { historyEvents, historyBytes } = this.limits;
    // counted in one pass: this goes over all of memory, again and again
    let [latestBytes, saidCount, saidBytes] = [0, 0, 0];
    const kept: RoomEvent[] = [];
    const dropped = new Set<RoomEvent>();
    this.bytes = 0;
    for (let i = events.length - 1; i >= 0; i--) {
      const event = events[i];
      if (!event) break;
      const size = sizeOf(event);
      const isPassing = isNoise(event);
      latestBytes += size;
      if (!isPassing) {
        saidCount++;
        saidBytes += size;
      }
      const count = isPassing ? events.length - i : saidCount;
      if (count <= historyEvents && (isPassing ? latestBytes : saidBytes) <= historyBytes) {
        kept.push(event);
        this.bytes += size;
      } else {
        this.thinnedTo = Math.max(this.thinnedTo, event.seq);
        dropped.add(event);
      }
    }
    this.hold(kept.reverse());
    this.trimAt = {
      historyEvents: Math.max(historyEvents, kept.length) + historyEvents * LATE_PART,
      historyBytes: Math.max(historyBytes, this.bytes) + historyBytes * LATE_PART,
    };
    return dropped;
  }

  /** Index of the first event at or above `seq`. */
  private indexOf(seq: number): number {
    return firstIndex(this.events.length, (i) => (this.events[i]?.seq ?? Infinity) >= seq);
  }
}

/** About how many bytes an event takes in memory. */
function sizeOf(event: RoomEvent): number {
  const text = 'text' in event ? event.text.length : 0;
  const code = 'code' in event ? codeUnits(event.code) : 0;
  const mentions = 'mentions' in event ? mentionUnits(event.mentions) : 0;
  return 256 + 2 * (text + code + mentions);
}

/** The texts in quoted code, in UTF-16 units. */
function codeUnits(code: Code | undefined): number {
  if (!code) return 0;
  const { path, text, remote = '', commit = '', context } = code;
  const hashes = context ? context.above.length + context.below.length + context.outline.length : 0;
  return path.length + text.length + remote.length + commit.length + hashes;
}
