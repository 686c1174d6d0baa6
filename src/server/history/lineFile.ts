import type { RoomEvent } from '../../protocol/messages';
import type { Disk } from './disk';
import { type HistoryRecord, type Line, type Mark, decodeRecord, eventOf, isMark } from './historyRecord';
import { LineIndex } from './lineIndex';
import { type SavedIndex, encodeIndex, readIndex } from './savedIndex';

/** How much is written before another index is, in bytes: what a start has to read. */
const INDEX_BYTES = 262_144;
const READ_BYTES = 65_536;
const LF = 10;

/** Whether `record` may stand behind `last`: seqs only rise, but a mark may say the last one once more. */
export const isBehind = (record: HistoryRecord, last: HistoryRecord | undefined): boolean =>
  last === undefined || record.seq >= last.seq + (isMark(record) ? 0 : 1);

export interface LineFileOptions {
  /** How much is written before another index is, in bytes. */
  readonly indexBytes?: number | undefined;
  /** Called whenever a damaged line is passed over. */
  readonly onDidSkip?: () => void;
}

/**
 * An open file of records in the order of their seq. It is only appended to, and knows where to look for a seq: what
 * it costs to read a page does not depend on how long the file is. Nor does opening it: every so often among the lines
 * stands an index (savedIndex.ts).
 */
export class LineFile {
  /** Where the last whole line ends, in bytes. */
  size = 0;
  private index = new LineIndex();
  /** The indexes in the file that hold, as far as each goes on from the one before. */
  private saved: SavedIndex[] = [];
  private isTorn = false;

  constructor(
    private readonly disk: Disk,
    public fd: number,
    private readonly options: LineFileOptions,
  ) {}

  /** The first event in it. */
  get oldest(): HistoryRecord | undefined {
    return this.index.oldest;
  }

  /** The last record in it. */
  get last(): HistoryRecord | undefined {
    return this.index.last;
  }

  /** What was last sure of the date. */
  get known(): LineIndex['known'] {
    return this.index.known;
  }

  get holes(): LineIndex['holes'] {
    return this.index.holes;
  }

  /** Remembers a line that stands right behind the last one, or with bytes between them that are no record. */
  note(record: HistoryRecord, start: number, end: number): void {
    this.size = end;
    this.index.note(record, start);
  }

  /**
   * Writes lines at the end: all of them or, throwing what the system says, none.
   * @param bytes all lines
   * @param lines what they are, and how many bytes each of them takes
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
   * Writes an index, if much stands behind the last one. Throws what the system says.
   * @param removed messages whose text may stand in the file although they were taken back; there only ever come more
   */
  indexIfDue(removed: () => Iterable<number>): void {
    if (this.size - endOf(this.saved.at(-1)) >= (this.options.indexBytes ?? INDEX_BYTES))
      this.writeIndex([...removed()]);
  }

  /** The same however little it is, if there is an index before. */
  indexRest(removed: () => Iterable<number>): void {
    const last = this.saved.at(-1);
    if (last && this.size > endOf(last)) this.writeIndex([...removed()]);
  }

  /**
   * Takes over what stands in the file's indexes: of what is before the last one, nothing needs to be read any more.
   * Throws what the system says.
   * @param size of the file, in bytes
   * @returns what was taken back before it, see `indexIfDue`; `undefined` if there is none
   */
  takeIndex(size: number): readonly number[] | undefined {
    const read = readIndex(this, size);
    if (!read) return undefined;
    this.index = read.index;
    this.saved = read.saved;
    this.size = endOf(read.saved.at(-1));
    return read.removed;
  }

  /** Cuts off what stands behind the last whole line. Throws what the system says. */
  cut(): void {
    this.disk.truncate(this.fd, this.size);
    this.isTorn = false;
  }

  /** The whole lines between two places; `from` is where one begins. */
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

  /** Where lines begin that begin with `text`, which is ASCII; the last first. */
  *startsOf(text: string, size: number): Generator<number, void> {
    const sought = Buffer.from(`\n${text}`);
    const chunk = Buffer.allocUnsafe(READ_BYTES);
    for (let end = size; end >= sought.length;) {
      const from = Math.max(0, end - chunk.length);
      const found = chunk.subarray(0, this.disk.read(this.fd, chunk, end - from, from)).lastIndexOf(sought);
      if (found >= 0) yield from + found + 1;
      // one that was not found may lie across the border
      end = from + (found >= 0 ? found : sought.length - 1);
    }
  }

  /** Events below `before`, the newest first; read as they are taken, block by block. Throws what the system says. */
  *descending(before: number): Generator<RoomEvent, void> {
    for (let block = this.index.blockOf(before - 1); block >= 0; block--) {
      for (const event of this.block(block).reverse()) if (event.seq < before) yield event;
    }
  }

  /** Records of events from `from` on, the oldest first; read as they are taken. Throws what the system says. */
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

  /** What stands in a line, see `decodeRecord`. */
  decode(line: Buffer): HistoryRecord | undefined {
    const record = decodeRecord(line);
    if (!record) this.skipped();
    return record;
  }

  /** Is told of a line that is damaged, or not in order. */
  skipped(): void {
    this.options.onDidSkip?.();
  }

  /** Whether it is still as long as it was written. */
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
   * How many of the indexes the next one goes on from. It takes in those that cover less than twice of what it does
   * itself, so that each covers at least twice of what the one behind it does, and there are never many.
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
        // it is tried again before the next line, and a torn line is cut off when the file is opened
      }
      throw error;
    }
  }
}

/** Where what an index does not tell of begins, in bytes. */
const endOf = (index: SavedIndex | undefined): number => (index ? index.start + index.length : 0);
