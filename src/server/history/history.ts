import type { Clock } from '../../base/clock';
import { Emitter } from '../../base/emitter';
import type { Logger } from '../../base/logger';
import type { Limits } from '../../protocol/wire/limits';
import { type RoomEvent, recipientOf } from '../../protocol/wire/messages';
import { diskReason } from './diskReason';
import type { FileLock } from './fileLock';
import type { HistoryFile } from './historyFile';
import { HistoryClock } from './historyClock';
import { MARK_AFTER_SEQS, type Mark, SEQ_GAP, isMark } from './historyRecord';
import { Retention, type RetentionLimits } from './retention';
import { NamedTimers } from './namedTimers';

/** The wait before saving is tried again. It doubles up to `MAX_RETRY_MS`. */
const RETRY_MS = 5000;
const MAX_RETRY_MS = 300_000;
/** Longer than any leap of a clock. Used if the clock is known to be behind. */
const TEN_YEARS_MS = 3650 * 86_400_000;

export type HistoryLimits = RetentionLimits & Pick<Limits, 'syncAfterMs'>;

/**
 * A room's history in a file: when events are saved, and what happens to them when the disk fails. Nothing here throws
 * because of the disk. The room goes on unsaved, says so, and saves what it still has as soon as it can.
 */
export class History {
  /** Where the room's order continues: the seq before the first new one. */
  readonly startSeq: number;
  private readonly holes: HistoryFile['holes'];
  /** Records that are not written yet. Nobody has been shown any of them. */
  private fresh: (RoomEvent | Mark)[] = [];
  /**
   * These records as JSON, as they came. A text that is taken back meanwhile is erased later, like any that is written.
   */
  private freshJson: string[] = [];
  private turn: NodeJS.Immediate | undefined;
  /** Events that the disk has not taken yet. Memory holds them, too. */
  private backlog: RoomEvent[] = [];
  /** The seq of the last event that was lost: the disk did not take it, and memory could not hold it. */
  private lost = 0;
  private unsaved = false;
  /** Whether the file must be rewritten before it can be trusted. */
  private isSuspect = false;
  private savedSince = -Infinity;
  private retryMs = RETRY_MS;
  private isClosed = false;
  private readonly time: HistoryClock;
  private readonly retention: Retention;
  private readonly timers: NamedTimers<'sync' | 'retry'>;
  private readonly _onDidChange = new Emitter<void>();
  /** Fires when `isUnsaved` changes: when saving begins to fail, and when it works again. */
  readonly onDidChange = this._onDidChange.event;
  /** Fires when events must be forgotten, with the seq below which all of them are. */
  readonly onDidForget: Retention['onDidForget'];

  /**
   * @param file owned by this object from here on, like `lock`
   * @param isNew whether the room begins with this file
   * @param direct the direct messages of before, ascending, which the file does not have
   */
  constructor(
    private readonly file: HistoryFile,
    private readonly lock: FileLock,
    private readonly limits: HistoryLimits,
    private readonly clock: Clock,
    private readonly logger: Logger,
    isNew: boolean,
    private readonly direct: readonly RoomEvent[] = [],
  ) {
    // The file may be an older copy, so there may have been more events: at most one in each millisecond.
    const { seq, at } = file.last ?? { seq: 0, at: 0 };
    this.startSeq = isNew ? 0 : seq + SEQ_GAP + missable(seq, clock.date() - at);
    this.holes = [...file.holes, { after: isNew ? Infinity : seq, before: this.startSeq + 1 }];
    this.timers = new NamedTimers(clock);
    this.time = new HistoryClock(file, clock);
    this.retention = new Retention(file, limits, this.time, clock, logger);
    this.onDidForget = this.retention.onDidForget;
    // the previous server may have been killed before it could
    this.sync();
  }

  /** The room's id. */
  get roomId(): string {
    return this.file.head.room;
  }

  /** The date of an event that happens now; milliseconds since the epoch. */
  get date(): number {
    return this.time.date;
  }

  /** The secret from which the room's member ids and tokens are made. */
  get secret(): Buffer {
    return this.file.head.secret;
  }

  /** The oldest seq that is served from the file, if any is. */
  get oldest(): number | undefined {
    const { oldest } = this.file;
    return oldest && Math.max(oldest.seq, this.retention.floor);
  }

  /**
   * Whether a member that has seen `seq` can be given everything since, except direct messages. It cannot if a later
   * event was lost. Nor can it if a server gave out `seq` whose last events this file lacks, because the file is an
   * older copy or the power failed: that member has seen events that did not happen here.
   */
  goesOnFrom(seq: number): boolean {
    return seq >= this.lost && !this.holes.some(({ after, before }) => seq > after && seq < before);
  }

  get isUnsaved(): boolean {
    return this.unsaved;
  }

  /**
   * Takes an event. It is written together with all others of this turn of the event loop, or earlier when `write` is
   * called. Direct messages are never written.
   * @returns the event as JSON, if it will be written
   */
  append(event: RoomEvent): string | undefined {
    if (this.isClosed) return undefined;
    if (recipientOf(event) === undefined) return this.save(event);
    if (!this.unsaved && event.seq - this.lastSeq >= MARK_AFTER_SEQS) this.gather(mark(event));
    return undefined;
  }

  /** Writes what has come. It is flushed to the disk soon after (`sync-after-ms`). */
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

  /** Called when memory has dropped events. Those that are not saved are lost. @param dropped in ascending order */
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

  /**
   * The stored events below `before`, the newest first. They are read as they are taken. Ends early if the disk fails.
   */
  *descending(before: number): Generator<RoomEvent, void> {
    for (const event of this.stored(before)) {
      if (event.seq < this.retention.floor) return;
      if (this.isServed(event)) yield event;
    }
  }

  /** The same, including events that are not served. */
  *stored(before = Infinity): Generator<RoomEvent, void> {
    this.write();
    try {
      for (const event of [...this.backlog].reverse()) if (event.seq < before) yield event;
      yield* this.file.descending(before);
    } catch (error) {
      this.logger.error(`history: cannot be read: ${diskReason(error)}`);
    }
  }

  /** What was stored and the direct messages of before, the newest first, for the memory of a room that is started again. */
  *before(): Generator<RoomEvent, void> {
    const direct = this.direct.filter(({ seq }) => seq <= this.startSeq);
    for (const event of this.stored()) {
      for (let last = direct.at(-1); last && last.seq > event.seq; last = direct.at(-1)) {
        yield last;
        direct.pop();
      }
      yield event;
    }
    yield* direct.reverse();
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

  /** From here on, the texts of a message and of its edits are not served. They leave the file after `eraseAfterMs`. */
  erase(seq: number): void {
    this.retention.erase(seq);
  }

  /**
   * Drops all events up to `seq`. The room, its members and its order stay. Rejects if the events are still in the
   * file.
   */
  async clear(seq: number): Promise<void> {
    this.write();
    this.backlog = this.backlog.filter((event) => event.seq > seq);
    await this.retention.clear(seq);
  }

  /** Saves everything, then releases the file and its lock. @param seq the last that was given out */
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

  /** The last seq that is written or will be. */
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
    // there may be nobody to show it to, and then nobody else calls `write`
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
      // it is not known what a failed flush has left on the disk
      this.isSuspect = true;
      throw error;
    }
  }

  private failed(error: unknown): void {
    if (this.unsaved || this.isClosed) return;
    this.logger.error(`history: not saved from here on: ${diskReason(error)}`);
    // nobody wants to hear every time that a flaky disk comes and goes
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
      // what comes during the flush waits, too; `close` saves it itself
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
 * How many events a file may lack if it is an older copy: one for each millisecond since its last event, by a clock
 * that may be wrong. A clock that is behind says nothing. Then the number is random, and larger than any leap.
 * @param seq of the last event in the file
 * @param ms milliseconds since that event
 */
function missable(seq: number, ms: number): number {
  // never so many that the numbers could run out
  const most = (Number.MAX_SAFE_INTEGER - seq) / 1024;
  return Math.ceil(Math.min(most, ms < 0 ? TEN_YEARS_MS * (1 + Math.random()) : ms));
}

const mark = ({ seq, at }: RoomEvent): Mark => ({ verb: 'mark', seq, at });
