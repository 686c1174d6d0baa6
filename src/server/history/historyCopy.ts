import { type HistoryRecord, MARK_AFTER_SEQS, blank, encodeLine, isMark } from './historyRecord';
import type { LineFile } from './lineFile';

/** How many bytes are copied before everything else gets a turn: a few milliseconds. */
export const SLICE_BYTES = 131_072;

/** A record and its line. */
interface CopiedLine {
  readonly record: HistoryRecord;
  readonly bytes: Buffer;
}

/** Copies one file's records to another, slice by slice. This is how a file is compacted. */
export class HistoryCopy {
  /** The last record that was dropped, if none after it was copied. */
  private lastDropped: HistoryRecord | undefined;

  constructor(
    private readonly old: LineFile,
    readonly to: LineFile,
    private from: number,
    private readonly isKept: (record: HistoryRecord) => boolean,
    private readonly isRemoved: (record: HistoryRecord) => boolean,
    /** Messages that were taken back, but whose text may be in the copy. */
    private readonly removed: () => Iterable<number>,
  ) {}

  /** Bytes that are still to be copied. */
  get behind(): number {
    return this.old.size - this.from;
  }

  /** Copies as much as may be copied without a pause. */
  slice(): void {
    const { from } = this;
    const stop = from + SLICE_BYTES;
    const lines: CopiedLine[] = [];
    for (const { bytes, start } of this.old.lines(this.from, this.old.size)) {
      this.from = start + bytes.length;
      const record = this.old.decode(bytes);
      const last = lines.at(-1)?.record ?? this.to.last;
      // a mark that says nothing new is no longer needed
      const isNew = record && record.seq > ((this.lastDropped ?? last)?.seq ?? -1);
      if (record && !isNew && !isMark(record)) this.old.skipped();
      if (isNew) {
        const isCopied = isMark(record) ? last !== undefined : this.isKept(record);
        if (this.hasToMark(record, last, isCopied)) lines.push(...this.markOfDropped());
        if (isCopied) lines.push(this.copyOf(record, bytes));
        this.lastDropped = isCopied ? undefined : record;
      }
      if (this.from >= stop) break;
    }
    if (this.from === from && this.behind > 0) throw new Error('the file has been cut short');
    this.append(lines);
  }

  /** Copies the rest, which is short. */
  finish(): void {
    while (this.behind > 0) this.slice();
    this.append(this.markOfDropped());
    this.to.indexRest(this.removed);
  }

  private append(lines: readonly CopiedLine[]): void {
    this.to.append(
      Buffer.concat(lines.map(({ bytes }) => bytes)),
      lines.map(({ record, bytes }) => ({ record, length: bytes.length })),
    );
    this.to.indexIfDue(this.removed);
  }

  /** Makes the copy of a line. Its bytes are valid only until more is read. */
  private copyOf(record: HistoryRecord, bytes: Buffer): CopiedLine {
    const { verb, seq, at } = record;
    // without its index, which describes the old file
    const shown = isMark(record) ? { verb, seq, at } : this.isRemoved(record) ? blank(record) : record;
    return { record: shown, bytes: shown === record ? Buffer.from(bytes) : encodeLine(shown) };
  }

  /**
   * Whether a mark of what was dropped must stand before `record`. The order goes on after it, and the seqs that are
   * left out are then no hole: only a start of the room leaves holes.
   */
  private hasToMark(record: HistoryRecord, last: HistoryRecord | undefined, isCopied: boolean): boolean {
    return last ? record.seq - last.seq >= MARK_AFTER_SEQS : isCopied;
  }

  /** A mark in the place of the last record that was dropped, if there is one. */
  private markOfDropped(): CopiedLine[] {
    if (!this.lastDropped) return [];
    const { seq, at } = this.lastDropped;
    this.lastDropped = undefined;
    const record = { verb: 'mark', seq, at };
    return [{ record, bytes: encodeLine(record) }];
  }
}
