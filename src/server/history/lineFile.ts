import type { RoomEvent } from '../../protocol/wire/messages';
import type { Disk } from './disk';
import { type HistoryRecord, type Line, type Mark, decodeRecord, eventOf, isMark } from './historyRecord';
import { LineIndex } from './lineIndex';
import { type SavedIndex, encodeIndex, readIndex } from './savedIndex';

/** How many bytes are written between two indexes. A start has to read about as many. */
const INDEX_BYTES = 262_144;
const READ_BYTES = 65_536;
const LF = 10;

/** Whether `record` may follow `last`. Seqs only rise, but a mark may repeat the last one. */
export const isBehind = (record: HistoryRecord, last: HistoryRecord | undefined): boolean =>
  last === undefined || record.seq >= last.seq + (isMark(record) ? 0 : 1);

export interface LineFileOptions {
  /** How many bytes are written between two indexes. */
  readonly indexBytes?: number | undefined;
  /** Called whenever a damaged line is skipped. */
  readonly onDidSkip?: () => void;
}

/**
 * An open file of records in the order of their seq. It is only appended to. It knows where to look for a seq, so the
 * cost of reading a page does not depend on the length of the file. Nor does the cost of opening it: every so often,
 * one of the lines is an index (savedIndex.ts).
 */
export class LineFile {
  /** Where the last whole line ends, in bytes. */
  size = 0;
  private index = new LineIndex();
  /** The valid indexes in the file. Each continues the one before it. */
  private saved: SavedIndex[] = [];
  private isTorn = false;

  constructor(
    private readonly disk: Disk,
    public fd: number,
    private readonly options: LineFileOptions,
  ) {}

  /** The first event in the file. */
  get oldest(): HistoryRecord | undefined {
    return this.index.oldest;
  }

  /** The last record in the file. */
  get last(): HistoryRecord | undefined {
    return this.index.last;
  }

  /** What is known for sure about the date. */
  get known(): LineIndex['known'] {
    return this.index.known;
  }

  get holes(): LineIndex['holes'] {
    return this.index.holes;
  }

  /** Notes the next line. Between it and the last one, there may be bytes that are no record. */
  note(record: HistoryRecord, start: number, end: number): void {
    this.size = end;
    this.index.note(record, start);
  }

  /**
   * Writes lines at the end: all of them or none. Throws the system's error.
   * @param bytes all lines
   * @param lines the record of each line, and its length in bytes
   */
  append(bytes: Buffer, lines: readonly { readonly record: HistoryRecord; readonly length: number }[]): void {
    if (lines.length === 0) return;
    this.writeAtEnd(bytes);
    for (const { record, length } of lines) this.note(record, this.size, this.size + length);
  }

  /** Writes bytes that are no record. */
  appendRaw(bytes: Buffer): void {
    this.writeAtEnd(bytes);
    this.size += bytes.length;
  }

  /**
   * Writes an index, if the last one is far enough back. Throws the system's error.
   * @param removed messages that were taken back, but whose text may be in the file; later calls may only add to them
   */
  indexIfDue(removed: () => Iterable<number>): void {
    if (this.size - endOf(this.saved.at(-1)) >= (this.options.indexBytes ?? INDEX_BYTES))
      this.writeIndex([...removed()]);
  }

  /**
   * Writes an index for what follows the last one, however little that is. Without an earlier index, it writes none.
   */
  indexRest(removed: () => Iterable<number>): void {
    const last = this.saved.at(-1);
    if (last && this.size > endOf(last)) this.writeIndex([...removed()]);
  }

  /**
   * Reads the file's indexes. The lines before the last index need not be read any more. Throws the system's error.
   * @param size of the file, in bytes
   * @returns the `removed` of `indexIfDue`, as the indexes have it; `undefined` if there is no index
   */
  takeIndex(size: number): readonly number[] | undefined {
    const read = readIndex(this, size);
    if (!read) return undefined;
    this.index = read.index;
    this.saved = read.saved;
    this.size = endOf(read.saved.at(-1));
    return read.removed;
  }

  /** Cuts off what follows the last whole line. Throws the system's error. */
  cut(): void {
    this.disk.truncate(this.fd, this.size);
    this.isTorn = false;
  }

  /** The whole lines between two positions, in bytes. A line begins at `from`. */
  *lines(from: number, to: number): Generator<Line, void> {
    let chunk = Buffer.allocUnsafe(Math.min(READ_BYTES, Math.max(0, to - from)));
    let position = from;
    while (position < to) {
      const length = this.disk.read(this.fd, chunk, Math.min(chunk.length, to - position), position);
      const filled = chunk.subarray(0, length);
      let start = 0;
      for (let end = filled.indexOf(LF); end >= 0; end = filled.indexOf(LF, start)) {
        yield { bytes: filled.subarray(start, end + 1), start: position + start };
        start = end + 1;
      }
      position += start;
      if (start > 0) continue;
      if (length < chunk.length) return;
      chunk = Buffer.allocUnsafe(2 * chunk.length);
    }
  }

  /** The positions of the lines that begin with `text`, which is ASCII; the last first. */
  *startsOf(text: string, size: number): Generator<number, void> {
    const sought = Buffer.from(`\n${text}`);
    const chunk = Buffer.allocUnsafe(READ_BYTES);
    for (let end = size; end >= sought.length;) {
      const from = Math.max(0, end - chunk.length);
      const found = chunk.subarray(0, this.disk.read(this.fd, chunk, end - from, from)).lastIndexOf(sought);
      if (found >= 0) yield from + found + 1;
      // a match may lie across the border
      end = from + (found >= 0 ? found : sought.length - 1);
    }
  }

  /** The events below `before`, the newest first. They are read block by block. Throws the system's error. */
  *descending(before: number): Generator<RoomEvent, void> {
    for (let block = this.index.blockOf(before - 1); block >= 0; block--) {
      for (const event of this.block(block).reverse()) if (event.seq < before) yield event;
    }
  }

  /**
   * The records of events from `from` on, the oldest first. They are read as they are taken. Throws the system's error.
   */
  *ascending(from: number): Generator<HistoryRecord, void> {
    const [, start = this.size] = this.index.blocks[Math.max(0, this.index.blockOf(from))] ?? [];
    let last: HistoryRecord | undefined;
    for (const { bytes } of this.lines(start, this.size)) {
      const record = this.decode(bytes);
      if (!record || !isBehind(record, last)) continue;
      last = record;
      if (record.seq >= from && !isMark(record)) yield record;
    }
  }

  find(seq: number): RoomEvent | undefined {
    const block = this.index.blockOf(seq);
    return block < 0 ? undefined : this.block(block).find((event) => event.seq === seq);
  }

  /** Like `decodeRecord`, but reports a damaged line. */
  decode(line: Buffer): HistoryRecord | undefined {
    const record = decodeRecord(line);
    if (!record) this.skipped();
    return record;
  }

  /** Reports a line that is damaged or out of order. */
  skipped(): void {
    this.options.onDidSkip?.();
  }

  /** Whether the file is still as long as it was written. */
  isWhole(): boolean {
    try {
      return this.disk.size(this.fd) >= this.size;
    } catch {
      // any other fault shows when something is written
      return true;
    }
  }

  private block(block: number): RoomEvent[] {
    const events: RoomEvent[] = [];
    const [, start = 0] = this.index.blocks[block] ?? [];
    const [, end = this.size] = this.index.blocks[block + 1] ?? [];
    for (const { bytes } of this.lines(start, end)) {
      const record = this.decode(bytes);
      const event = record && eventOf(record);
      if (!event) continue;
      if (event.seq > (events.at(-1)?.seq ?? 0)) events.push(event);
      else this.skipped();
    }
    return events;
  }

  private writeIndex(removed: readonly number[]): void {
    const { last, size: start } = this;
    if (!last) return;
    const { blocks, holes } = this.index;
    const before = this.saved.slice(0, this.goesOnFrom());
    const previous = before.at(-1);
    const index = {
      start,
      previous: previous && { start: previous.start, length: previous.length },
      blocks: blocks.slice(previous?.blockCount),
      holes: holes.slice(previous?.holeCount),
      removed: removed.slice(previous?.removedCount),
    };
    const bytes = encodeIndex(index, last, this.known);
    const counts = { blockCount: blocks.length, holeCount: holes.length, removedCount: removed.length };
    const record: Mark = { verb: 'mark', seq: last.seq, at: last.at };
    this.append(bytes, [{ record, length: bytes.length }]);
    this.saved = [...before, { start, length: bytes.length, ...counts }];
  }

  /**
   * How many of the indexes the next one continues. It replaces the last ones that cover less than twice as many bytes
   * as it does. Therefore each index covers at least twice as many bytes as the next, and there are never many.
   */
  private goesOnFrom(): number {
    let count = this.saved.length;
    for (; count > 0; count--) {
      const [before, last] = [this.saved[count - 2], this.saved[count - 1]];
      if (!last || last.start - endOf(before) >= 2 * (this.size - endOf(last))) break;
    }
    return count;
  }

  private writeAtEnd(bytes: Buffer): void {
    if (this.isTorn) this.cut();
    try {
      this.disk.write(this.fd, bytes, this.size);
    } catch (error) {
      this.isTorn = true;
      try {
        this.cut();
      } catch {
        // tried again before the next line; besides, a torn line is cut off when the file is opened
      }
      throw error;
    }
  }
}

/** Where the line of an index ends, in bytes. What follows is not covered by it. */
const endOf = (index: SavedIndex | undefined): number => (index ? index.start + index.length : 0);
