import { randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';
import type { Logger } from '../base/logger';
import { type Result, fail, ok } from '../base/result';
import { type WireError, wireError } from '../protocol/errorCodes';
import type { Limits } from '../protocol/limits';
import { type RoomEvent, recipientOf } from '../protocol/messages';
import { type Disk, realDisk, realPath } from './disk';
import { type FileLock, lockFile } from './fileLock';
import { HistoryFile } from './historyFile';
import { type HistoryRecord, type Mark, SEQ_GAP } from './historyRecord';
import { Identity } from './identity';

/** So many seqs that are not in the file, those of direct messages, are marked in it: well below the gap. */
const MARK_AFTER_SEQS = 500;
/** What a compaction for size leaves, as a part of the bound. */
const KEPT_PART = 0.75;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Wait before saving is tried again; doubled up to the second. */
const RETRY_MS = 5000;
const MAX_RETRY_MS = 300_000;
/** Wait after a compaction that failed. */
const COMPACT_RETRY_MS = 600_000;

export type HistoryLimits = Pick<
  Limits,
  'historyEvents' | 'historyFileBytes' | 'historyDays' | 'syncAfterMs' | 'eraseAfterMs'
>;

export interface HistoryDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly disk?: Disk;
  readonly lock?: typeof lockFile;
}

/**
 * A room's history in a file: what is saved when, and what becomes of it when the disk does not take it. Nothing here
 * throws because of the disk: a room goes on unsaved, says so, and saves what it still has as soon as it can.
 */
export class History {
  /** Where the room's order goes on: the seq below the first that is given out now. */
  readonly startSeq: number;
  private readonly holes: HistoryFile['holes'];
  /** Events below this are not served any more; they leave the file, too. */
  private floor = 0;
  /** Events that the disk has not taken yet, while there are any. */
  private backlog: RoomEvent[] = [];
  private unsaved = false;
  /** Whether the file must be written anew before it can be trusted. */
  private isSuspect = false;
  private savedSince = -Infinity;
  private retryMs = RETRY_MS;
  private rewriting: Promise<void> | undefined;
  private compactNotBefore = -Infinity;
  private isClosed = false;
  private readonly timers = new Map<'sync' | 'retry' | 'erase' | 'expire', Disposable>();
  private readonly _onDidChange = new Emitter<void>();
  private readonly _onDidForget = new Emitter<number>();
  /** Fires when saving begins to fail, and when it works again: `notice` says which. */
  readonly onDidChange = this._onDidChange.event;
  /** Fires with the seq below which everything is to be forgotten. */
  readonly onDidForget = this._onDidForget.event;

  private constructor(
    private readonly file: HistoryFile,
    private readonly lock: FileLock,
    private readonly limits: HistoryLimits,
    private readonly clock: Clock,
    private readonly logger: Logger,
    isNew: boolean,
  ) {
    // There may have been more than the file knows, since it may be an older copy: never more than one a millisecond.
    const { seq, at } = file.last ?? { seq: 0, at: 0 };
    this.startSeq = isNew ? 0 : seq + SEQ_GAP + Math.ceil(Math.max(0, clock.now() - at));
    this.holes = [...file.holes, { after: isNew ? Infinity : seq, before: this.startSeq + 1 }];
    if (file.hasToErase) this.eraseSoon();
    this.expire();
    this.compactIfLarge();
  }

  /**
   * Opens the history at `file`, or begins one there.
   * @returns it, or a sentence that says why that cannot be
   */
  static async open(
    file: string,
    limits: HistoryLimits,
    { clock, logger, disk = realDisk, lock: lockIt = lockFile }: HistoryDeps,
  ): Promise<Result<History, string>> {
    const refuse = (why: string) => fail(`The history ${file} cannot be used: ${why}.`);
    let lock: FileLock | undefined;
    try {
      const real = realPath(file);
      lock = await lockIt(real);
      if (!lock) return refuse('another server has it open; stop that one, or choose another file');
      const isNew = disk.isEmpty(real);
      if (isNew) {
        const secret = randomBytes(32);
        HistoryFile.create(real, disk, { room: new Identity(secret).roomId, secret });
      }
      const opened = HistoryFile.open(real, disk);
      if (!opened.ok) {
        lock.release();
        return refuse(`it is ${opened.error}, and is left as it is`);
      }
      const { lines, tornBytes } = opened.value.damage;
      const mended = [
        ...(lines > 0
          ? [lines === 1 ? '1 damaged line was skipped' : `${lines} damaged lines were skipped`]
          : []),
        ...(tornBytes > 0 ? ['a torn last line was cut off'] : []),
      ];
      if (mended.length > 0) logger.warn(`${file}: ${mended.join('; ')}.`);
      return ok(new History(opened.value.file, lock, limits, clock, logger, isNew));
    } catch (error) {
      lock?.release();
      return refuse(reason(error));
    }
  }

  /** What the room is known by. */
  get secret(): Buffer {
    return this.file.head.secret;
  }

  /** The oldest seq that is served from the file, if any is. */
  get oldest(): number | undefined {
    const { oldest } = this.file;
    return oldest && Math.max(oldest.seq, this.floor);
  }

  /**
   * Whether `seq` was given out by a server whose last events this file does not have: the file is an older copy, or
   * the power failed. Who has seen it has seen what did not happen here.
   */
  isForeign(seq: number): boolean {
    return this.holes.some(({ after, before }) => seq > after && seq < before);
  }

  /** What members are told when saving begins to fail, and when it works again. */
  get notice(): WireError {
    return wireError(this.unsaved ? 'history-unsaved' : 'history-saved');
  }

  get isUnsaved(): boolean {
    return this.unsaved;
  }

  /** Writes an event before anybody is shown it, and makes it last soon (`sync-after-ms`). Direct ones never. */
  append(event: RoomEvent): void {
    if (this.isClosed) return;
    if (recipientOf(event) === undefined) this.save(event);
    else if (!this.unsaved && event.seq - (this.file.last?.seq ?? 0) >= MARK_AFTER_SEQS)
      this.write(mark(event));
  }

  /** Stored events below `before`, the newest first, read as they are taken. Ends early where the disk fails. */
  *descending(before: number): Generator<RoomEvent, void> {
    try {
      for (const event of this.file.descending(before)) {
        if (event.seq < this.floor) return;
        yield event;
      }
    } catch (error) {
      this.logger.error(`history: cannot be read: ${reason(error)}`);
    }
  }

  find(seq: number): RoomEvent | undefined {
    if (seq < this.floor) return undefined;
    try {
      return this.file.find(seq);
    } catch (error) {
      this.logger.error(`history: cannot be read: ${reason(error)}`);
      return undefined;
    }
  }

  /** The text of a message and of its edits is not served any more, and has left the file `eraseAfterMs` later. */
  erase(seq: number): void {
    this.file.erase(seq);
    this.eraseSoon();
  }

  /** Drops all events up to `seq`; the room, its members and its order stay. Rejects if they are still in the file. */
  async clear(seq: number): Promise<void> {
    this.floor = seq + 1;
    this.backlog = this.backlog.filter((event) => event.seq > seq);
    this._onDidForget.fire(this.floor);
    await this.rewrite(() => (record) => record.seq > seq);
  }

  /** Makes everything last, lets go of file and lock. @param seq the last that was given out */
  async close(seq: number): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const timer of this.timers.values()) timer.dispose();
    try {
      const end: Mark = { verb: 'mark', seq, at: this.clock.now() };
      this.file.append([...this.backlog, end]);
    } catch (error) {
      this.logger.error(`history: its end was not saved: ${reason(error)}`);
    }
    try {
      this.file.close();
    } catch (error) {
      this.logger.error(`history: ${reason(error)}`);
    }
    await this.rewriting?.catch(() => undefined);
    this.lock.release();
  }

  private save(event: RoomEvent): void {
    if (!this.unsaved && this.write(event)) return;
    this.backlog.push(event);
    // what memory does not hold either is lost
    if (this.backlog.length > this.limits.historyEvents) this.backlog.shift();
  }

  private write(record: HistoryRecord): boolean {
    try {
      this.file.append([record]);
    } catch (error) {
      this.failed(error);
      return false;
    }
    this.schedule('sync', this.limits.syncAfterMs, () => this.sync());
    this.compactIfLarge();
    return true;
  }

  private sync(): void {
    if (!this.file.isInPlace()) {
      this.isSuspect = true;
      this.failed(new Error('the file was moved or removed'));
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
    this.logger.error(`history: not saved from here on: ${reason(error)}`);
    // nobody wants to hear of each turn of a disk that comes and goes
    if (this.clock.now() - this.savedSince > MAX_RETRY_MS) this.retryMs = RETRY_MS;
    this.unsaved = true;
    this.retryLater();
    this._onDidChange.fire();
  }

  private retryLater(): void {
    this.schedule('retry', this.retryMs, () => void this.recover());
    this.retryMs = Math.min(2 * this.retryMs, MAX_RETRY_MS);
  }

  /** Tries to save what has waited. */
  private async recover(): Promise<void> {
    try {
      if (this.isSuspect) await this.rewrite(() => () => true);
      this.isSuspect = false;
      // what comes during the flush waits, too
      while (this.backlog.length > 0) {
        const waited = [...this.backlog];
        this.file.append(waited);
        this.backlog = this.backlog.slice(waited.length);
        await this.flush();
      }
    } catch {
      if (!this.isClosed) this.retryLater();
      return;
    }
    this.unsaved = false;
    this.savedSince = this.clock.now();
    this.logger.warn('history: saved again');
    this._onDidChange.fire();
  }

  private eraseSoon(): void {
    this.schedule('erase', this.limits.eraseAfterMs, () => void this.compact('erase'));
  }

  /** Once an hour: compacts when what is too old is so by an eighth of the time it may be kept. */
  private expire(): void {
    const { historyDays } = this.limits;
    if (historyDays === 0) return;
    const { oldest } = this.file;
    if (oldest && this.clock.now() - oldest.at > historyDays * DAY_MS * 1.125) void this.compact('expire');
    this.schedule('expire', HOUR_MS, () => this.expire());
  }

  private compactIfLarge(): void {
    if (this.file.size <= this.limits.historyFileBytes || this.rewriting) return;
    if (this.clock.now() >= this.compactNotBefore) void this.compact('size');
  }

  /** Drops what is taken back, too old or too much. What fails is tried again later. */
  private async compact(why: 'size' | 'erase' | 'expire'): Promise<void> {
    const { historyDays, historyFileBytes } = this.limits;
    try {
      await this.rewrite(() => {
        const tooOld = historyDays > 0 ? this.clock.now() - historyDays * DAY_MS : -Infinity;
        const isLarge = this.file.size > historyFileBytes;
        const from = isLarge ? this.file.seqOfLast(historyFileBytes * KEPT_PART) : 0;
        return ({ seq, at }) => seq >= from && at >= tooOld && seq >= this.floor;
      });
      if (this.file.hasToErase) this.eraseSoon();
      if (historyDays > 0) this.forget();
    } catch (error) {
      if (this.isClosed) return;
      this.compactNotBefore = this.clock.now() + COMPACT_RETRY_MS;
      this.logger.warn(`history: could not be compacted: ${reason(error)}`);
      if (why === 'erase') this.schedule('erase', COMPACT_RETRY_MS, () => void this.compact('erase'));
    }
  }

  /** What left the file for its age leaves memory, too. */
  private forget(): void {
    const { oldest, last } = this.file;
    this.floor = Math.max(this.floor, oldest?.seq ?? (last ? last.seq + 1 : 0));
    this._onDidForget.fire(this.floor);
  }

  /** Writes the file anew, one time after the other; `plan` says at its beginning what is kept. */
  private rewrite(plan: () => (record: HistoryRecord) => boolean): Promise<void> {
    const before = this.rewriting ?? Promise.resolve();
    const rewriting = before
      .catch(() => undefined)
      .then(() => this.file.rewrite(plan()))
      .finally(() => {
        if (this.rewriting === rewriting) this.rewriting = undefined;
      });
    this.rewriting = rewriting;
    return rewriting;
  }

  /** Runs `fn` after `ms`, unless that is waited for already. */
  private schedule(what: 'sync' | 'retry' | 'erase' | 'expire', ms: number, fn: () => void): void {
    if (this.isClosed || this.timers.has(what)) return;
    const run = () => {
      this.timers.delete(what);
      if (!this.isClosed) fn();
    };
    this.timers.set(what, this.clock.after(ms, run));
  }
}

const mark = ({ seq, at }: RoomEvent): Mark => ({ verb: 'mark', seq, at });

/** What the system says, in words where they are known. */
function reason(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'it may not be written';
    case 'ENOENT':
      return 'its folder is not there';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
