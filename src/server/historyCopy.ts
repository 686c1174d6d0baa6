import { type HistoryRecord, blank, encodeLine, isMark } from './historyRecord';
import type { LineFile } from './lineFile';

/** How much is copied before everybody else gets a turn, in bytes: a few milliseconds. */
export const SLICE_BYTES = 131_072;

/** A record, and the line it is. */
interface CopiedLine {
  readonly record: HistoryRecord;
  readonly bytes: Buffer;
}

/** The copying of one file's records to another, slice by slice: what compaction is. */
export class HistoryCopy {
  private isDropping = true;
  private lastDropped: HistoryRecord | undefined;

  constructor(
    private readonly old: LineFile,
    readonly to: LineFile,
    private from: number,
    private readonly isKept: (record: HistoryRecord) => boolean,
    private readonly isRemoved: (record: HistoryRecord) => boolean,
    /** What the copy, as it is now, is still to be rid of. */
    private readonly removed: () => Iterable<number>,
  ) {}

  /** Bytes that are still to be copied. */
  get behind(): number {
    return this.old.size - this.from;
  }

  /** Copies as much as may be done without a pause. */
  slice(): void {
    const { from } = this;
    const stop = from + SLICE_BYTES;
    const lines: CopiedLine[] = [];
    for (const { bytes, start } of this.old.lines(this.from, this.old.size)) {
      this.from = start + bytes.length;
      const record = this.old.decode(bytes);
      const last = lines.at(-1)?.record ?? this.to.last;
      // a mark that says nothing new is not needed any more
      const isNew = record && record.seq > (last?.seq ?? -1);
      if (record && !isNew && !isMark(record)) this.old.skipped();
      if (isNew && this.keeps(record)) {
        lines.push(...this.markOfDropped());
        const shown = this.asCopied(record);
        // what was read stays where it is only until more is read
        lines.push({ record: shown, bytes: shown === record ? Buffer.from(bytes) : encodeLine(shown) });
      }
      if (this.from >= stop) break;
    }
    if (this.from === from && this.behind > 0) throw new Error('the file has been cut short');
    this.append(lines);
  }

  /** Copies the rest, which is little. */
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

  private asCopied(record: HistoryRecord): HistoryRecord {
    // not the index of what stood elsewhere
    if (isMark(record)) return { verb: record.verb, seq: record.seq, at: record.at };
    return this.isRemoved(record) ? blank(record) : record;
  }

  private keeps(record: HistoryRecord): boolean {
    if (!this.isDropping || (!isMark(record) && this.isKept(record))) return !(this.isDropping = false);
    this.lastDropped = record;
    return false;
  }

  /** Where the order goes on although what led there is gone. */
  private markOfDropped(): CopiedLine[] {
    if (!this.lastDropped) return [];
    const { seq, at } = this.lastDropped;
    this.lastDropped = undefined;
    const record = { verb: 'mark', seq, at };
    return [{ record, bytes: encodeLine(record) }];
  }
}
