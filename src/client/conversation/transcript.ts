import { firstIndex } from '../../base/binarySearch';
import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import { type Amended, Amendments, type AmendingEvent } from './amendments';
import { type Size, isMore, scaled, textBytes } from './size';
import { MAX_SEQ } from '../../protocol/limits';
import type { RequestProblem } from '../types/clientTypes';
import type { Entry, MessageEntry, NewEntry, NoticeEntry, MessageContent, Page } from './entry';
import { mergedRun, endOf, extendedRun, hasSamePeople } from './runEntries';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Above every place a room will ever number. */
const PENDING_ORDER = 2 ** 52;
/** Below it, a room's numbers can begin. */
const MAX_BASE = PENDING_ORDER - 2 * MAX_SEQ;
/** Local notices stand between two events of the room, in steps small enough for hundreds of them; no more are kept. */
const LOCAL_STEP = 2 ** -10;

/** What an entry takes besides its texts, in bytes, about. */
const ENTRY_BYTES = 250;

/** What was said and what happened, in the room's order; one's own pending messages after all of it. */
export class Transcript implements Disposable {
  private readonly entries: Entry[] = [];
  /** What the entries take. */
  private bytes = 0;
  /** Pending and failed messages, in the order they were said. */
  private readonly unsent = new Map<string, MessageEntry>();
  private unsentCount = 0;
  private localCount = 0;
  /** The room's numbers begin again when a connection is not resumed: which beginning this is, and what is below it. */
  private epoch = 0;
  private base = 0;
  /** What is directly behind this place may still be missing here: no run goes on across it. */
  private missingBehind = -Infinity;
  private readonly amendments = new Amendments();
  private readonly changed = new Emitter<readonly Entry[]>();
  /** Entries that are new or have changed, ascending. */
  readonly onDidChange: Event<readonly Entry[]> = this.changed.event;

  /** The newest `limit` entries, or those before the one of order `before`. */
  page(before: number | undefined, limit: number): Page {
    const { entries } = this;
    const unsent = [...this.unsent.values()];
    const sent = entries.length;
    const end =
      before === undefined
        ? sent + unsent.length
        : before > PENDING_ORDER
          ? sent + firstNotBelow(unsent, before)
          : firstNotBelow(entries, before);
    const start = Math.max(0, end - limit);
    const pending = unsent.slice(Math.max(0, start - sent), Math.max(0, end - sent));
    return { entries: [...entries.slice(start, end), ...pending], more: start > 0 };
  }

  /** What is kept: of entries that have a place, and of what was done to messages. */
  get size(): { readonly entries: Size; readonly amendments: Size } {
    return { entries: { count: this.entries.length, bytes: this.bytes }, amendments: this.amendments.size };
  }

  /**
   * Drops the older half where there is more than so much, of entries or of what was done to them, and nothing of what
   * is unsent.
   * @returns the event, in the numbering of now, below which nothing is here any more, if there is one
   */
  trim(most: { readonly entries: Size; readonly amendments: Size }): number | undefined {
    const { entries, amendments } = this.size;
    const first = isMore(entries, most.entries) ? this.firstOfNewest(scaled(most.entries, 1 / 2)) : undefined;
    const seq = Math.max(
      first === undefined ? -Infinity : Math.ceil(first - this.base),
      isMore(amendments, most.amendments)
        ? this.amendments.newest(scaled(most.amendments, 1 / 2))
        : -Infinity,
    );
    if (seq === -Infinity) return undefined;
    this.dropBelow(seq);
    return seq;
  }

  /** Drops what happened before the event `seq`, in the numbering of now. */
  dropBelow(seq: number): void {
    const dropped = this.entries.splice(0, firstNotBelow(this.entries, this.orderOf(seq)));
    for (const entry of dropped) this.bytes -= entryBytes(entry);
    this.amendments.forget(seq);
  }

  /** The entry at that place, where there is one. */
  at(order: number): Entry | undefined {
    const entry = this.entries[firstNotBelow(this.entries, order)];
    return entry?.order === order ? entry : undefined;
  }

  /** The place of the room's event `seq`, in the numbering of now. */
  orderOf(seq: number): number {
    return this.base + seq;
  }

  /** The last event of the room at or below this place; 0 if that was before the numbering of now. */
  seqAt(order: number): number {
    return Math.max(0, Math.floor(order - this.base));
  }

  /** Adds events of the room, or lines of the client's own (`seq` undefined: here and now). */
  append(items: readonly { readonly seq: number | undefined; readonly entry: NewEntry }[]): void {
    const added = this.insertAll(items);
    if (added.length > 0) this.changed.fire(added);
  }

  /** Adds older events of the room: there for whoever reads back, nothing new to anybody. */
  prepend(items: readonly { readonly seq: number; readonly entry: NewEntry }[]): void {
    this.insertAll(items);
  }

  /** Events behind the newest one here are missing, and come later or never. */
  leaveGap(): void {
    this.missingBehind = this.top();
  }

  /**
   * Takes in an edit, a removal or a reaction; the message it is about may be here or come later.
   * @param own it was oneself who did it
   */
  amend(event: AmendingEvent, own: boolean): void {
    if (!this.amendments.apply(event, own)) return;
    const index = firstNotBelow(this.entries, this.orderOf(event.of));
    const entry = this.entries[index];
    if (entry?.kind !== 'message' || entry.order !== this.orderOf(event.of)) return;
    const plain: Mutable<MessageEntry> = { ...entry };
    delete plain.reactions;
    const amended = withAmended(plain, this.amendments.of(event.of));
    this.replace(index, 1, amended);
    this.changed.fire([amended]);
  }

  /** Begins a new numbering, with a divider. */
  divide(at: number): void {
    let order = Math.floor(this.top()) + 1;
    // places from where adding a seq would go beyond what numbers can tell apart: only a hostile server gets there
    if (order > MAX_BASE) {
      this.base = order = 0;
      this.bytes = this.entries.length = 0;
    }
    this.epoch += 1;
    this.base = order;
    this.missingBehind = -Infinity;
    this.amendments.clear();
    this.changed.fire([
      this.insert({ kind: 'notice', key: `divider:${this.epoch}`, order, at, notice: { kind: 'divider' } }),
    ]);
  }

  /** Adds one's own message, which has yet to come back. */
  addPending(id: string, message: MessageContent): void {
    const order = PENDING_ORDER + ++this.unsentCount;
    this.setUnsent({ kind: 'message', key: id, order, own: true, status: 'pending', ...message });
  }

  markPending(id: string): void {
    const entry = this.unsent.get(id);
    if (!entry) return;
    const again: Mutable<MessageEntry> = { ...entry, status: 'pending' };
    delete again.problem;
    this.setUnsent(again);
  }

  markFailed(id: string, problem: RequestProblem): void {
    const entry = this.unsent.get(id);
    if (entry) this.setUnsent({ ...entry, status: 'failed', problem });
  }

  /** One's own message came back: it keeps its key and gets its place. */
  acknowledge(id: string, seq: number, message: MessageContent): void {
    if (!this.unsent.delete(id)) return;
    const entry = { kind: 'message', own: true, status: 'sent', ...message } as const;
    const place = { key: id, order: this.orderOf(seq) };
    this.changed.fire([this.insert(withAmended({ ...entry, ...place }, this.amendments.of(seq)))]);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private setUnsent(entry: MessageEntry): void {
    this.unsent.set(entry.key, entry);
    this.changed.fire([entry]);
  }

  private insertAll(
    items: readonly { readonly seq: number | undefined; readonly entry: NewEntry }[],
  ): Entry[] {
    const { entries } = this;
    const changed = new Map<string, Entry>();
    let isNew = false;
    let last: Entry | undefined;
    for (const { seq, entry } of items) {
      const { length } = entries;
      const put = seq === undefined ? this.putLocal(entry) : this.put(seq, entry);
      if (!put) continue;
      isNew = entries.length > length || (isNew && put.key === last?.key);
      last = put;
      changed.set(put.key, put);
    }
    const joined = isNew && last ? this.joinNext(last) : undefined;
    if (last && joined) {
      changed.delete(last.key);
      changed.set(joined.key, joined);
    }
    return [...changed.values()];
  }

  private putLocal(entry: NewEntry): Entry | undefined {
    const order = this.localOrder();
    return order === undefined
      ? undefined
      : this.insert({ ...entry, key: `local:${++this.localCount}`, order });
  }

  private put(seq: number, entry: NewEntry): Entry | undefined {
    const order = this.orderOf(seq);
    if (this.has(order)) return undefined;
    const place = { key: `${this.epoch}:${seq}`, order };
    if (entry.kind === 'message')
      return this.insert(withAmended({ ...entry, ...place }, this.amendments.of(seq)));
    return this.goOn(order, entry) ?? this.insert({ ...entry, ...place });
  }

  /** Adds a coming or going to the run before it, if there is one that goes on. */
  private goOn(order: number, entry: Pick<NoticeEntry, 'at' | 'notice'>): NoticeEntry | undefined {
    const index = firstNotBelow(this.entries, order) - 1;
    const run = this.entries[index];
    const end = run ? endOf(run) : -Infinity;
    if (end <= this.missingBehind && order !== end + 1) return undefined;
    const longer = extendedRun(run, order, entry);
    if (longer) this.replace(index, 1, longer);
    return longer;
  }

  /** Makes one of a run that nobody has heard of yet and the one behind it. */
  private joinNext(first: Entry): NoticeEntry | undefined {
    const index = firstNotBelow(this.entries, first.order);
    const joined = mergedRun(first, this.entries[index + 1]);
    if (joined) this.replace(index, 2, joined);
    return joined;
  }

  private replace(index: number, count: number, entry: Entry): void {
    const before = this.entries.splice(index, count, entry);
    const [only] = before;
    // counting the bytes of one more event for each event of a long run would cost more than all the rest of it
    if (count === 1 && only && hasSamePeople(only, entry)) return;
    for (const one of before) this.bytes -= entryBytes(one);
    this.bytes += entryBytes(entry);
  }

  private insert(entry: Entry): Entry {
    this.bytes += entryBytes(entry);
    if (entry.order > this.top()) this.entries.push(entry);
    else this.entries.splice(firstNotBelow(this.entries, entry.order), 0, entry);
    return entry;
  }

  /** One's own message may have come back before the page of events that it stands in. */
  private has(order: number): boolean {
    const index = firstNotBelow(this.entries, order);
    const before = this.entries[index - 1];
    return this.entries[index]?.order === order || (before !== undefined && endOf(before) >= order);
  }

  /** Never the place of an event, which would count as here already; undefined: there is none left before the next one. */
  private localOrder(): number | undefined {
    const top = this.top();
    const order = top + LOCAL_STEP;
    return order > top && order < Math.floor(top) + 1 ? order : undefined;
  }

  /** The place of the entry with which the newest begin that are no more than `most`. */
  private firstOfNewest(most: Size): number {
    const { entries } = this;
    let bytes = 0;
    let first = entries.length;
    while (first > entries.length - most.count) {
      const entry = entries[first - 1];
      if (!entry || (bytes += entryBytes(entry)) > most.bytes) break;
      first -= 1;
    }
    return entries[first]?.order ?? this.top() + 1;
  }

  private top(): number {
    const last = this.entries.at(-1);
    return last ? endOf(last) : this.base;
  }
}

/** What an entry takes. What was done to a message is counted with that. */
const entryBytes = (entry: Entry): number =>
  ENTRY_BYTES +
  textBytes(entry.kind === 'notice' ? entry.notice : [entry.from, entry.by, entry.text, entry.code]);

/** A message with what was done to it. With its text, the lines it quotes are gone, too (P-5.3). */
function withAmended(entry: MessageEntry, amended: Amended): MessageEntry {
  const whole: Mutable<MessageEntry> = { ...entry, ...amended };
  if (amended.removed) delete whole.code;
  return whole;
}

/** The index of the first entry of at least this order. */
const firstNotBelow = (entries: readonly Entry[], order: number): number =>
  firstIndex(entries.length, (i) => (entries[i]?.order ?? Infinity) >= order);
