import path from 'node:path';
import { type Result, fail, ok } from '../../base/result';
import type { SureDate } from '../../base/sureDate';
import type { RoomEvent } from '../../protocol/wire/messages';
import type { Disk } from './disk';
import { HistoryCopy, SLICE_BYTES } from './historyCopy';
import {
  type HistoryHead,
  type HistoryRecord,
  blank,
  decodeHead,
  decodeRecord,
  encodeHead,
} from './historyRecord';
import { HistoryShares } from './historyShares';
import { LineFile, type LineFileOptions, isBehind } from './lineFile';
import type { Hole } from './lineIndex';

/** Longest head, in bytes. */
const MAX_HEAD_BYTES = 4096;
/** How often a copy catches up with the file without blocking on the disk. */
const MAX_CHASES = 5;
/** Stands for a file that is closed. No open file has this descriptor. */
const NO_FILE = -1;

/** What was wrong with a file when it was opened. */
export interface Damage {
  /** Lines that were skipped. */
  readonly lines: number;
  /** Bytes of a torn last line that were cut off. */
  readonly tornBytes: number;
}

/**
 * A room's history on disk: its head, its events, and which of them were taken back. Whenever the process ends, it
 * leaves a file that can be opened.
 */
export class HistoryFile {
  /**
   * Messages that were taken back, but whose texts may still be in the file, also as edits. These texts are no longer
   * served (P-5.3). Once the file is rewritten without them, they need not be remembered.
   */
  private readonly removed = new Set<number>();
  private flushing: Promise<void> | undefined;
  private isClosed = false;

  private constructor(
    private readonly path: string,
    private readonly disk: Disk,
    private currentHead: HistoryHead,
    /** Length of its line, in bytes. */
    private headBytes: number,
    private lines: LineFile,
    private readonly options: LineFileOptions,
  ) {}

  /** Makes a file with no events. Throws the system's error. */
  static create(file: string, disk: Disk, head: HistoryHead): void {
    const beside = besideOf(file);
    disk.remove(beside);
    const fd = disk.open(beside, 'create');
    try {
      disk.write(fd, encodeHead(head), 0);
      disk.sync(fd);
    } finally {
      disk.close(fd);
    }
    disk.rename(beside, file);
    disk.syncFolder(path.dirname(file));
  }

  /**
   * Opens a file, reads what follows its last index, and mends its end. Throws the system's error.
   * @returns the file and what was wrong with it; or why it is no history, in which case the file is left as it is
   */
  static open(
    file: string,
    disk: Disk,
    options: LineFileOptions = {},
  ): Result<{ readonly file: HistoryFile; readonly damage: Damage }, string> {
    const fd = disk.open(file, 'existing');
    const lines = new LineFile(disk, fd, options);
    const size = disk.size(fd);
    const [first] = lines.lines(0, Math.min(size, MAX_HEAD_BYTES));
    const head = first ? decodeHead(first.bytes) : fail('no history of a room' as const);
    if (!first || !head.ok) {
      disk.close(fd);
      return fail(head.ok ? 'no history of a room' : head.error);
    }
    disk.makePrivate(fd);
    lines.size = first.bytes.length;
    const history = new HistoryFile(file, disk, head.value, lines.size, lines, options);
    const damage = history.scan(size);
    if (damage.tornBytes > 0) lines.cut();
    // a compaction that was killed may have left it
    disk.remove(besideOf(file));
    return ok({ file: history, damage });
  }

  get head(): HistoryHead {
    return this.currentHead;
  }

  get size(): number {
    return this.lines.size;
  }

  /** The first event in the file. */
  get oldest(): HistoryRecord | undefined {
    return this.lines.oldest;
  }

  /** The last record in the file. */
  get last(): HistoryRecord | undefined {
    return this.lines.last;
  }

  /** What is known for sure about the date. */
  get known(): SureDate | undefined {
    return this.lines.known ?? this.head.clock;
  }

  /** Seqs that were left free when the room started again. */
  get holes(): readonly Hole[] {
    return this.lines.holes;
  }

  /** Whether a text that was taken back may still be in the file. */
  get hasToErase(): boolean {
    return this.removed.size > 0;
  }

  /**
   * Writes records at the end: all of them or none. Throws the system's error.
   * @param jsons the records as JSON, if the caller has them
   */
  append(records: readonly HistoryRecord[], jsons: readonly string[] = records.map(toJson)): void {
    if (this.removed.size > 0 && records.some((record) => this.isRemoved(record))) {
      this.append(records.map((record) => (this.isRemoved(record) ? blank(record) : record)));
      return;
    }
    this.lines.indexIfDue(() => this.removed);
    // encoded all at once, since each call costs
    const text = jsons.map((json) => `${json}\n`).join('');
    const bytes = Buffer.from(text);
    const isAscii = bytes.length === text.length;
    const lengthOf = (json = '') => (isAscii ? json.length : Buffer.byteLength(json)) + 1;
    this.lines.append(
      bytes,
      records.map((record, i) => ({ record, length: lengthOf(jsons[i]) })),
    );
    for (const { verb, of } of records) if (verb === 'remove' && of !== undefined) this.erase(of);
  }

  /** The events below `before`, the newest first. They are read as they are taken. Throws the system's error. */
  *descending(before: number): Generator<RoomEvent, void> {
    for (const event of this.lines.descending(before)) yield this.asServed(event);
  }

  /**
   * The times of the events from `from` on, the oldest first. They are read as they are taken. Throws the system's
   * error.
   */
  *times(from: number): Generator<Pick<HistoryRecord, 'seq' | 'at'>, void> {
    yield* this.lines.ascending(from);
  }

  /** Throws the system's error. */
  find(seq: number): RoomEvent | undefined {
    const event = this.lines.find(seq);
    return event && this.asServed(event);
  }

  /** From here on, message `seq` and its edits are served without their texts. */
  erase(seq: number): void {
    this.removed.add(seq);
  }

  /** Measures what takes how much of the file. Reads all of it, in slices. Rejects with the system's error. */
  async shares(): Promise<HistoryShares> {
    const shares = new HistoryShares();
    for (let [from, next] = [0, 0]; from < this.lines.size; from = next) {
      this.assertOpen();
      for (const { bytes, start } of this.lines.lines(from, this.lines.size)) {
        const record = decodeRecord(bytes);
        if (record) shares.add(record, bytes.length);
        next = start + bytes.length;
        if (next >= from + SLICE_BYTES) break;
      }
      if (next === from) throw new Error('the file has been cut short');
      await turn();
    }
    return shares;
  }

  /** Whether the open file is still the one at its path, and is still as long as it was written. */
  isInPlace(): boolean {
    return this.disk.isAt(this.path, this.lines.fd) && this.lines.isWhole();
  }

  /** Resolves when everything that was appended before is on the disk. Rejects with the system's error. */
  flush(): Promise<void> {
    const flushing = this.disk.flush(this.lines.fd).finally(() => {
      if (this.flushing === flushing) this.flushing = undefined;
    });
    this.flushing = flushing;
    return flushing;
  }

  /**
   * Rewrites the file without damaged lines, without texts that were taken back, and without the records that `isKept`
   * rejects. It works in slices, so that everything else goes on meanwhile, appending as well. The process may be
   * killed at any moment: at the file's path is either the old file or the new one, and each of them is whole. Rejects
   * with the system's error.
   */
  async rewrite(isKept: (record: HistoryRecord) => boolean): Promise<void> {
    const erasing = new Set(this.removed);
    const beside = besideOf(this.path);
    this.disk.remove(beside);
    const next = new LineFile(this.disk, this.disk.open(beside, 'create'), this.options);
    try {
      // in the head, since marks lose theirs when they are copied
      const kept = { ...this.head, clock: this.known };
      const head = encodeHead(kept);
      next.appendRaw(head);
      const isRemoved = (record: HistoryRecord) => this.isRemoved(record);
      const left = () => [...this.removed].filter((seq) => !erasing.has(seq));
      await this.copyAll(new HistoryCopy(this.lines, next, this.headBytes, isKept, isRemoved, left));
      this.putInPlace(beside);
      [this.currentHead, this.headBytes] = [kept, head.length];
    } catch (error) {
      this.disk.close(next.fd);
      this.disk.remove(beside);
      throw error;
    }
    this.lines = next;
    for (const seq of erasing) this.removed.delete(seq);
    this.disk.syncFolder(path.dirname(this.path));
  }

  /** Flushes everything to the disk and closes the file. A rewrite in progress gives up. Throws the system's error. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    try {
      this.disk.sync(this.lines.fd);
    } finally {
      this.disk.close(this.lines.fd);
    }
  }

  /** Resolves when everything is copied and on the disk. In that very turn, nothing new has come. */
  private async copyAll(copy: HistoryCopy): Promise<void> {
    for (let chases = 0; ; chases++) {
      do {
        copy.slice();
        await turn();
        this.assertOpen();
      } while (copy.behind > SLICE_BYTES);
      copy.finish();
      if (chases < MAX_CHASES) await this.disk.flush(copy.to.fd);
      else this.disk.sync(copy.to.fd);
      // a file that is being flushed must not be closed
      await this.flushing?.catch(() => undefined);
      this.assertOpen();
      if (copy.behind === 0 && !this.flushing) return;
    }
  }

  /** Puts the new file in the place of this one. This one is closed first, since some systems insist on that. */
  private putInPlace(beside: string): void {
    const old = this.lines;
    this.disk.close(old.fd);
    old.fd = NO_FILE;
    try {
      this.disk.rename(beside, this.path);
    } catch (error) {
      old.fd = this.disk.open(this.path, 'existing');
      throw error;
    }
  }

  /** Reads all records up to `size` that no index covers. */
  private scan(size: number): Damage {
    const indexed = this.lines.takeIndex(size);
    for (const seq of indexed ?? []) this.removed.add(seq);
    let damaged = 0;
    let end = this.lines.size;
    const blanked = new Set<number>();
    const orphans = new Set<number>();
    for (const { bytes, start } of this.lines.lines(end, size)) {
      end = start + bytes.length;
      const record = decodeRecord(bytes);
      if (!record || !isBehind(record, this.last)) {
        damaged++;
        continue;
      }
      this.lines.note(record, start, end);
      if (record.verb === 'say' && record.removed) blanked.add(record.seq);
      const { verb, of } = record;
      if (of === undefined) continue;
      // an edit may be left of a message that was dropped
      const isHere = of >= (this.oldest?.seq ?? 0);
      if (verb === 'edit' && !record.removed && !isHere) orphans.add(of);
      // a message is blanked together with its edits, unless they were not read because an index covers them
      if (verb === 'remove' && (isHere ? !blanked.has(of) : indexed || orphans.has(of))) this.removed.add(of);
    }
    this.lines.size = end;
    return { lines: damaged, tornBytes: size - end };
  }

  private isRemoved({ verb, seq, of, removed }: HistoryRecord): boolean {
    if (removed) return false;
    return this.removed.has(verb === 'say' ? seq : verb === 'edit' ? (of ?? NaN) : NaN);
  }

  private asServed(event: RoomEvent): RoomEvent {
    return this.isRemoved(event) ? blank(event) : event;
  }

  private assertOpen(): void {
    if (this.isClosed) throw new Error('the history was closed');
  }
}

const toJson = (record: HistoryRecord): string => JSON.stringify(record);

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Where a file is written before it is moved into place. */
const besideOf = (file: string) => `${file}.new`;
