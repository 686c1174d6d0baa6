import type { Clock } from '../../base/clock';
import { Emitter } from '../../base/emitter';
import type { Logger } from '../../base/logger';
import type { Limits } from '../../protocol/limits';
import { type RoomEvent, recipientOf } from '../../protocol/messages';
import { diskReason } from './diskReason';
import type { FileLock } from './fileLock';
import type { HistoryFile } from './historyFile';
import { HistoryClock } from './historyClock';
import { MARK_AFTER_SEQS, type Mark, SEQ_GAP, isMark } from './historyRecord';
import { Retention, type RetentionLimits } from './retention';
import { Timers } from './timers';

/** Wait before saving is tried again; doubled up to the second. */
const RETRY_MS = 5000;
const MAX_RETRY_MS = 300_000;
/** Counts for as much as any clock may have leapt, where one is known to be behind. */
const TEN_YEARS_MS = 3650 * 86_400_000;

export type HistoryLimits = RetentionLimits & Pick<Limits, 'syncAfterMs'>;

/**
 * A room's history in a file: when events are saved, and what becomes of them when the disk fails. Nothing here throws
 * because of the disk: the room goes on unsaved, says so, and saves what it still has as soon as it can.
 */
export class History {
  /** Where the room's order goes on: the seq below the first that is given out now. */
  readonly startSeq: number;
  private readonly holes: HistoryFile['holes'];
  /** Records that are not written yet: nobody has been shown any of them. */
  private fresh: (RoomEvent | Mark)[] = [];
  /** The same as JSON, as they came: what is taken back meanwhile is erased like all that is written. */
  private freshJson: string[] = [];
  private turn: NodeJS.Immediate | undefined;
  /** Events that the disk has not taken yet, while there are any: memory holds them, too. */
  private backlog: RoomEvent[] = [];
  /** The last event that the disk did not take and memory could not hold. */
  private lost = 0;
  private unsaved = false;
  /** Whether the file must be written anew before it can be trusted. */
  private isSuspect = false;
  private savedSince = -Infinity;
  private retryMs = RETRY_MS;
  private isClosed = false;
  private readonly time: HistoryClock;
  private readonly retention: Retention;
  private readonly timers: Timers<'sync' | 'retry'>;
  private readonly _onDidChange = new Emitter<void>();
  /** Fires when saving begins to fail, and when it works again: `isUnsaved` says which. */
  readonly onDidChange = this._onDidChange.event;
  /** Fires with the seq below which everything is to be forgotten. */
  readonly onDidForget: Retention['onDidForget'];

  /**
   * @param file is this object's own from here on; so is `lock`
   * @param isNew whether the room begins with it
   */
  constructor(
    private readonly file: HistoryFile,
    private readonly lock: FileLock,
    private readonly limits: HistoryLimits,
    private readonly clock: Clock,
    private readonly logger: Logger,
    isNew: boolean,
  ) {
    // There may have been more than the file knows, since it may be an older copy: never more than one a millisecond.
    const { seq, at } = file.last ?? { seq: 0, at: 0 };
    this.startSeq = isNew ? 0 : seq + SEQ_GAP + missable(seq, clock.date() - at);
    this.holes = [...file.holes, { after: isNew ? Infinity : seq, before: this.startSeq + 1 }];
    this.timers = new Timers(clock);
    this.time = new HistoryClock(file, clock);
    this.retention = new Retention(file, limits, this.time, clock, logger);
    this.onDidForget = this.retention.onDidForget;
    // the server before may have been killed before it could
    this.sync();
  }

  /** What the room is known by. */
  get roomId(): string {
    return this.file.head.room;
  }

  /** When something happens that happens now; milliseconds since the epoch. */
  get date(): number {
    return this.time.date;
  }

  /** What its mids and tokens are made from. */
  get secret(): Buffer {
    return this.file.head.secret;
  }

  /** The oldest seq that is served from the file, if any is. */
  get oldest(): number | undefined {
    const { oldest } = this.file;
    return oldest && Math.max(oldest.seq, this.retention.floor);
  }

  /**
   * Whether who has seen `seq` can be given all that came since, but for what is direct. Not so where it was given out
   * by a server whose last events this file does not have (the file is an older copy, or the power failed: who has seen
   * it has seen what did not happen here), and not where something later could not be kept.
   */
  goesOnFrom(seq: number): boolean {
    return seq >= this.lost && !this.holes.some(({ after, before }) => seq > after && seq < before);
  }

  get isUnsaved(): boolean {
    return this.unsaved;
  }

  /**
   * Takes an event, to be written with all others of this turn of the event loop, and at the latest when `write` is
   * called. Direct ones are never written.
   * @returns the event as JSON, where it is about to be written
   */
  append(event: RoomEvent): string | undefined {
    if (this.isClosed) return undefined;
    if (recipientOf(event) === undefined) return this.save(event);
    if (!this.unsaved && event.seq - this.lastSeq >= MARK_AFTER_SEQS) this.gather(mark(event));
    return undefined;
  }

  /** Writes what has come, and makes it last soon (`sync-after-ms`). */
  write(): void {
    if (this.fresh.length === 0) return;
    const [records, jsons] = [this.fresh, this.freshJson];
    [this.fresh, this.freshJson] = [[], []];
    clearImmediate(this.turn);
    this.turn = undefined;
    try {
      this.file.append(records, jsons);
    } catch (error) {
      this.backlog.push(...records.filter((record): record is RoomEvent => !isMark(record)));
      this.failed(error);
      return;
    }
    this.timers.set('sync', this.limits.syncAfterMs, () => this.sync());
    this.retention.compactIfLarge();
  }

  /** Memory has dropped these events: those that are not saved are lost. @param dropped in order */
  letGo(dropped: ReadonlySet<RoomEvent>): void {
    this.write();
    if (this.backlog.length === 0) return;
    for (const event of this.backlog) if (dropped.has(event)) this.lost = event.seq;
    this.backlog = this.backlog.filter((event) => !dropped.has(event));
  }

  /** Whether an event is neither too old (`history-days`) nor cleared. */
  isServed(event: RoomEvent): boolean {
    return event.seq >= this.retention.floor && !this.retention.isTooOld(event);
  }

  /** Stored events below `before`, the newest first, read as they are taken. Ends early where the disk fails. */
  *descending(before: number): Generator<RoomEvent, void> {
    for (const event of this.stored(before)) {
      if (event.seq < this.retention.floor) return;
      if (this.isServed(event)) yield event;
    }
  }

  /** The same with those that are not served. */
  *stored(before = Infinity): Generator<RoomEvent, void> {
    this.write();
    try {
      for (const event of [...this.backlog].reverse()) if (event.seq < before) yield event;
      yield* this.file.descending(before);
    } catch (error) {
      this.logger.error(`history: cannot be read: ${diskReason(error)}`);
    }
  }

  find(seq: number): RoomEvent | undefined {
    this.write();
    if (seq < this.retention.floor) return undefined;
    try {
      const event = this.backlog.find((one) => one.seq === seq) ?? this.file.find(seq);
      return event && this.isServed(event) ? event : undefined;
    } catch (error) {
      this.logger.error(`history: cannot be read: ${diskReason(error)}`);
      return undefined;
    }
  }

  /** The text of a message and of its edits is not served any more, and has left the file `eraseAfterMs` later. */
  erase(seq: number): void {
    this.retention.erase(seq);
  }

  /** Drops all events up to `seq`; the room, its members and its order stay. Rejects if they are still in the file. */
  async clear(seq: number): Promise<void> {
    this.write();
    this.backlog = this.backlog.filter((event) => event.seq > seq);
    await this.retention.clear(seq);
  }

  /** Saves everything, and releases the file and its lock. @param seq the last that was given out */
  async close(seq: number): Promise<void> {
    if (this.isClosed) return;
    this.write();
    this.isClosed = true;
    this.timers.dispose();
    this.retention.dispose();
    try {
      this.time.look();
      const end: Mark = { verb: 'mark', seq, at: this.time.date, clock: this.time.known };
      this.file.append([...this.backlog, end]);
    } catch (error) {
      this.logger.error(`history: its end was not saved: ${diskReason(error)}`);
    }
    try {
      this.file.close();
    } catch (error) {
      this.logger.error(`history: ${diskReason(error)}`);
    }
    this._onDidChange.dispose();
    await this.retention.settled();
    this.lock.release();
  }

  /** The last seq that is written, or about to be. */
  private get lastSeq(): number {
    return (this.fresh.at(-1) ?? this.file.last)?.seq ?? 0;
  }

  private save(event: RoomEvent): string | undefined {
    if (!this.unsaved) return this.gather(event);
    this.backlog.push(event);
    return undefined;
  }

  private gather(record: RoomEvent | Mark): string {
    const json = JSON.stringify(record);
    this.fresh.push(record);
    this.freshJson.push(json);
    // nobody may be there to be shown it
    this.turn ??= setImmediate(() => this.write());
    return json;
  }

  private sync(): void {
    if (!this.file.isInPlace()) {
      this.isSuspect = true;
      this.failed(new Error('the file was moved, removed or cut short'));
      return;
    }
    this.flush().catch((error: unknown) => this.failed(error));
  }

  private async flush(): Promise<void> {
    try {
      await this.file.flush();
    } catch (error) {
      // what a failed flush has left on the disk is not known
      this.isSuspect = true;
      throw error;
    }
  }

  private failed(error: unknown): void {
    if (this.unsaved || this.isClosed) return;
    this.logger.error(`history: not saved from here on: ${diskReason(error)}`);
    // nobody wants to hear of each turn of a disk that comes and goes
    if (this.clock.now() - this.savedSince > MAX_RETRY_MS) this.retryMs = RETRY_MS;
    this.unsaved = true;
    this.retryLater();
    this._onDidChange.fire();
  }

  private retryLater(): void {
    this.timers.set('retry', this.retryMs, () => void this.recover());
    this.retryMs = Math.min(2 * this.retryMs, MAX_RETRY_MS);
  }

  /** Tries to save the backlog. */
  private async recover(): Promise<void> {
    try {
      if (this.isSuspect) await this.retention.rewrite(() => () => true);
      this.isSuspect = false;
      // what comes during the flush waits, too; the end has saved it itself
      while (this.backlog.length > 0 && !this.isClosed) {
        const waited = [...this.backlog];
        this.file.append(waited);
        this.backlog = this.backlog.slice(waited.length);
        await this.flush();
      }
    } catch {
      this.retryLater();
      return;
    }
    if (this.isClosed) return;
    this.unsaved = false;
    this.savedSince = this.clock.now();
    this.logger.warn('history: saved again');
    this._onDidChange.fire();
  }
}

/**
 * How many events an older copy of a file, the last in it being `seq`, may lack: one for each of the milliseconds since
 * then, by a clock that may be wrong. One that is behind tells nothing; then it is at random, and more than any leap.
 */
function missable(seq: number, ms: number): number {
  // of the numbers that are left, never so many that they could run out
  const most = (Number.MAX_SAFE_INTEGER - seq) / 1024;
  return Math.ceil(Math.min(most, ms < 0 ? TEN_YEARS_MS * (1 + Math.random()) : ms));
}

const mark = ({ seq, at }: RoomEvent): Mark => ({ verb: 'mark', seq, at });
