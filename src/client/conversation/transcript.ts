import { firstIndex } from '../../base/binarySearch';
import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import { Amendments, type AmendingEvent } from './amendments';
import { type Size, isMore, scaled, textBytes } from './size';
import { MAX_SEQ } from '../../protocol/wire/limits';
import type { RequestProblem } from '../types/clientTypes';
import type {
  Entry,
  IsWanted,
  MessageEntry,
  NewEntry,
  NoticeEntry,
  MessageContent,
  Page,
  UnsentEdit,
} from './entry';
import { type UnsentReaction, UnsentReactions } from './unsentReactions';
import { mergedRun, endOf, extendedRun, hasSamePeople } from './runEntries';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Above the order of every event that a room can have. */
const PENDING_ORDER = 2 ** 52;
/** Highest order at which a numbering may begin. */
const MAX_BASE = PENDING_ORDER - 2 * MAX_SEQ;
/** Local notices stand between two events of the room. The steps are small enough for hundreds; no more are kept. */
const LOCAL_STEP = 2 ** -10;

/** Roughly the bytes that an entry takes besides its texts. */
const ENTRY_BYTES = 250;

/** What was said and what happened, in the room's order. This person's unsent messages follow at the end. */
export class Transcript implements Disposable {
  private readonly entries: Entry[] = [];
  /** Bytes that the entries take. */
  private bytes = 0;
  /** Pending and failed messages, in the order they were said. */
  private readonly unsent = new Map<string, MessageEntry>();
  private unsentCount = 0;
  private localCount = 0;
  /** Seqs may start over when a connection is not resumed. This counts the numberings. */
  private epoch = 0;
  /** The order at which this numbering begins. */
  private base = 0;
  /** Events directly after this order may be missing, so no run continues across it. */
  private missingBehind = -Infinity;
  private readonly amendments = new Amendments();
  /** This person's changes that have not come back, by the seq of their message. */
  private readonly unsentEdits = new Map<number, UnsentEdit>();
  private readonly unsentReactions = new UnsentReactions();
  private readonly changed = new Emitter<readonly Entry[]>();
  /** Fires when entries come or change, with those, ascending. */
  readonly onDidChange: Event<readonly Entry[]> = this.changed.event;

  /** The newest `limit` of the wanted entries, or those before the one of order `before`. */
  page(before: number | undefined, limit: number, isWanted: IsWanted = () => true): Page {
    const found: Entry[] = [];
    for (const entry of this.backwards(before)) {
      if (!isWanted(entry)) continue;
      if (found.length >= limit) return { entries: found.reverse(), more: true };
      found.push(entry);
    }
    return { entries: found.reverse(), more: false };
  }

  /** How much is kept of entries that have a place, and of what was done to messages. */
  get size(): { readonly entries: Size; readonly amendments: Size } {
    return { entries: { count: this.entries.length, bytes: this.bytes }, amendments: this.amendments.size };
  }

  /**
   * Drops the older half when there are more than `most` entries, or more than that was done to them. Unsent messages
   * stay.
   * @returns the seq below which nothing is left, if anything was dropped
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

  /** Drops what happened before the event `seq` of this numbering. */
  dropBelow(seq: number): void {
    const dropped = this.entries.splice(0, firstNotBelow(this.entries, this.orderOf(seq)));
    for (const entry of dropped) this.bytes -= entryBytes(entry);
    this.amendments.forget(seq);
  }

  /** The entry of exactly this order, if there is one. */
  at(order: number): Entry | undefined {
    const entry = this.entries[firstNotBelow(this.entries, order)];
    return entry?.order === order ? entry : undefined;
  }

  /** The messages that answer one of those places. */
  answersTo(orders: ReadonlySet<number>): readonly MessageEntry[] {
    return [...this.entries, ...this.unsent.values()].filter(
      (entry) => entry.kind === 'message' && entry.reply !== undefined && orders.has(entry.reply),
    ) as readonly MessageEntry[];
  }

  /** The order of the event `seq` of this numbering. */
  orderOf(seq: number): number {
    return this.base + seq;
  }

  /** The seq of the last event at or below this order; 0 if it belongs to an earlier numbering. */
  seqAt(order: number): number {
    return Math.max(0, Math.floor(order - this.base));
  }

  /** Adds events of the room, or lines of the client's own at the end (`seq` undefined). */
  append(items: readonly { readonly seq: number | undefined; readonly entry: NewEntry }[]): void {
    const added = this.insertAll(items);
    if (added.length > 0) this.changed.fire(added);
  }

  /** Adds older events of the room for whoever reads back. Does not fire, because they are no news. */
  prepend(items: readonly { readonly seq: number; readonly entry: NewEntry }[]): void {
    this.insertAll(items);
  }

  /** Notes that events after the newest one here are missing. They come later or never. */
  leaveGap(): void {
    this.missingBehind = this.top();
  }

  /**
   * Takes in an edit, a removal or a reaction. Its message may be here or come later.
   * @param own whether this person did it
   */
  amend(event: AmendingEvent, own: boolean): void {
    if (!this.amendments.apply(event, own)) return;
    this.amended(event.of);
  }

  /** Shows a change that this person made to message `of`, or with undefined none any more. */
  setUnsentEdit(of: number, edit: UnsentEdit | undefined): void {
    if (edit) this.unsentEdits.set(of, edit);
    else if (!this.unsentEdits.delete(of)) return;
    this.amended(of);
  }

  /** The change to message `of` that has not come back. */
  unsentEdit(of: number): UnsentEdit | undefined {
    return this.unsentEdits.get(of);
  }

  /** Shows this person's reaction to message `of`, which has not come back; with undefined not any more. */
  setUnsentReaction(of: number, id: string, reaction: UnsentReaction | undefined): void {
    if (reaction) this.unsentReactions.add(of, id, reaction);
    else this.unsentReactions.remove(of, id);
    this.amended(of);
  }

  /** Begins a new numbering behind a divider. */
  divide(at: number): void {
    let order = Math.floor(this.top()) + 1;
    // beyond this, order and seq would add up to more than numbers can tell apart; only a hostile server gets there
    if (order > MAX_BASE) {
      this.base = order = 0;
      this.bytes = this.entries.length = 0;
    }
    this.epoch += 1;
    this.base = order;
    this.missingBehind = -Infinity;
    this.amendments.clear();
    this.unsentEdits.clear();
    this.unsentReactions.clear();
    this.changed.fire([
      this.insert({ kind: 'notice', key: `divider:${this.epoch}`, order, at, notice: { kind: 'divider' } }),
    ]);
  }

  /** Adds a message of this person's, which has yet to come back. */
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

  /** A message was taken back before it was sent. Does not fire, because there is nothing to show. */
  dropUnsent(id: string): void {
    this.unsent.delete(id);
  }

  /** A message of this person's came back. It keeps its key and gets its place. */
  acknowledge(id: string, seq: number, message: MessageContent): void {
    if (!this.unsent.delete(id)) return;
    const entry = { kind: 'message', own: true, status: 'sent', ...message } as const;
    const place = { key: id, order: this.orderOf(seq) };
    this.changed.fire([this.insert(this.withAmended({ ...entry, ...place }, seq))]);
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** The entries before the one of order `before`, the newest first. */
  private *backwards(before: number | undefined): Generator<Entry> {
    for (const entries of [[...this.unsent.values()], this.entries]) {
      for (let i = before === undefined ? entries.length : firstNotBelow(entries, before); i > 0; i -= 1) {
        const entry = entries[i - 1];
        if (entry) yield entry;
      }
    }
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

  /** What was done to message `seq` has changed. */
  private amended(seq: number): void {
    const index = firstNotBelow(this.entries, this.orderOf(seq));
    const entry = this.entries[index];
    if (entry?.kind !== 'message' || entry.order !== this.orderOf(seq)) return;
    const amended = this.withAmended(entry, seq);
    this.replace(index, 1, amended);
    this.changed.fire([amended]);
  }

  /** A message with what was done to it. When the text is gone, so are its mentions and the lines it quotes (P-5.3). */
  private withAmended(entry: MessageEntry, seq: number): MessageEntry {
    const plain: Mutable<MessageEntry> = { ...entry };
    delete plain.reactions;
    delete plain.unsentEdit;
    const { reactions: known, ...amended } = this.amendments.of(seq);
    if (amended.text !== undefined) delete plain.mentions;
    // a change that was not taken keeps its text, whatever became of its message
    const unsentEdit = this.unsentEdits.get(seq);
    const change = unsentEdit && { unsentEdit };
    if (amended.removed) {
      delete plain.code;
      return { ...plain, ...amended, ...change };
    }
    const reactions = this.unsentReactions.over(seq, known);
    return { ...plain, ...amended, ...(reactions && { reactions }), ...change };
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
    if (entry.kind === 'message') return this.insert(this.withAmended({ ...entry, ...place }, seq));
    return this.goOn(order, entry) ?? this.insert({ ...entry, ...place });
  }

  /** Adds a presence change to the run before it, if that run continues. */
  private goOn(order: number, entry: Pick<NoticeEntry, 'at' | 'notice'>): NoticeEntry | undefined {
    const index = firstNotBelow(this.entries, order) - 1;
    const run = this.entries[index];
    const end = run ? endOf(run) : -Infinity;
    if (end <= this.missingBehind && order !== end + 1) return undefined;
    const longer = extendedRun(run, order, entry);
    if (longer) this.replace(index, 1, longer);
    return longer;
  }

  /** Merges an entry that nobody has heard of yet with the one behind it, if both are runs. */
  private joinNext(first: Entry): NoticeEntry | undefined {
    const index = firstNotBelow(this.entries, first.order);
    const joined = mergedRun(first, this.entries[index + 1]);
    if (joined) this.replace(index, 2, joined);
    return joined;
  }

  private replace(index: number, count: number, entry: Entry): void {
    const before = this.entries.splice(index, count, entry);
    const [only] = before;
    // counting the bytes of a long run again for each of its events would cost more than everything else
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

  /** Whether the event is here: a message of ours may have come back before the page that holds it. */
  private has(order: number): boolean {
    const index = firstNotBelow(this.entries, order);
    const before = this.entries[index - 1];
    return this.entries[index]?.order === order || (before !== undefined && endOf(before) >= order);
  }

  /** An order that no event can have; undefined: none is left before the next event. */
  private localOrder(): number | undefined {
    const top = this.top();
    const order = top + LOCAL_STEP;
    return order > top && order < Math.floor(top) + 1 ? order : undefined;
  }

  /** The order of the oldest entry to keep, so that no more than `most` are kept. */
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

/** Bytes that an entry takes. What was done to a message is counted with the amendments. */
const entryBytes = (entry: Entry): number =>
  ENTRY_BYTES +
  textBytes(
    entry.kind === 'notice' ? entry.notice : [entry.from, entry.by, entry.text, entry.code, entry.mentions],
  );

/** The index of the first entry at or above this order. */
const firstNotBelow = (entries: readonly Entry[], order: number): number =>
  firstIndex(entries.length, (i) => (entries[i]?.order ?? Infinity) >= order);
