import type { RoomEvent } from '../protocol/messages';
import type { Disk } from './disk';
import { type HistoryRecord, decodeRecord, eventOf, isMark } from './historyRecord';

/** How far apart the places are that the index knows, in bytes: what is read to find one event. */
const BLOCK_BYTES = 32_768;
const READ_BYTES = 65_536;
const LF = 10;

/** A line as it stands in a file: its bytes, LF included, and where it begins. Valid until the next is taken. */
export interface Line {
  readonly bytes: Buffer;
  readonly start: number;
}

/** Whether `record` may stand behind `last`: seqs only rise, but a mark may say the last one once more. */
export const isBehind = (record: HistoryRecord, last: HistoryRecord | undefined): boolean =>
  last === undefined || record.seq >= last.seq + (isMark(record) ? 0 : 1);

/**
 * An open file of records in the order of their seq. It is only appended to, and knows where to look for a seq: what
 * it costs to read a page does not depend on how long the file is.
 */
export class LineFile {
  /** Where the last whole line ends, in bytes. */
  size = 0;
  /** The first event in it. */
  oldest: HistoryRecord | undefined;
  /** The last record in it. */
  last: HistoryRecord | undefined;
  private readonly seqs: number[] = [];
  private readonly offsets: number[] = [];
  private isTorn = false;

  constructor(
    private readonly disk: Disk,
    public fd: number,
  ) {}

  /** Remembers a line that stands right behind the last one, or with bytes between them that are no record. */
  note(record: HistoryRecord, start: number, end: number): void {
    this.size = end;
    this.last = record;
    if (isMark(record)) return;
    this.oldest ??= record;
    if (start - (this.offsets.at(-1) ?? -Infinity) < BLOCK_BYTES) return;
    this.seqs.push(record.seq);
    this.offsets.push(start);
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

  /** Cuts off what stands behind the last whole line. Throws what the system says. */
  cut(): void {
    this.disk.truncate(this.fd, this.size);
    this.isTorn = false;
  }

  /** The whole lines between two places; `from` is where one begins. */
  *lines(from: number, to: number): Generator<Line, void> {
    let chunk = Buffer.allocUnsafe(READ_BYTES);
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

  /** Events below `before`, the newest first; read as they are taken, block by block. Throws what the system says. */
  *descending(before: number): Generator<RoomEvent, void> {
    for (let block = this.blockOf(before - 1); block >= 0; block--) {
      for (const event of this.block(block).reverse()) if (event.seq < before) yield event;
    }
  }

  /** Records of events from `from` on, the oldest first; read as they are taken. Throws what the system says. */
  *ascending(from: number): Generator<HistoryRecord, void> {
    const start = this.offsets[Math.max(0, this.blockOf(from))] ?? this.size;
    let last: HistoryRecord | undefined;
    for (const { bytes } of this.lines(start, this.size)) {
      const record = decodeRecord(bytes);
      if (!record || !isBehind(record, last)) continue;
      last = record;
      if (record.seq >= from && !isMark(record)) yield record;
    }
  }

  find(seq: number): RoomEvent | undefined {
    const block = this.blockOf(seq);
    return block < 0 ? undefined : this.block(block).find((event) => event.seq === seq);
  }

  /** The first seq the index knows at or behind a place; the last it knows if there is none. */
  seqAt(offset: number): number {
    const found = this.offsets.findIndex((start) => start >= offset);
    return this.seqs.at(found) ?? 0;
  }

  /** The last block that begins at or below `seq`; -1 if none does. */
  private blockOf(seq: number): number {
    let [low, high] = [0, this.seqs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.seqs[middle] ?? Infinity) <= seq) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private block(index: number): RoomEvent[] {
    const events: RoomEvent[] = [];
    for (const { bytes } of this.lines(this.offsets[index] ?? 0, this.offsets[index + 1] ?? this.size)) {
      const record = decodeRecord(bytes);
      const event = record && eventOf(record);
      if (event && event.seq > (events.at(-1)?.seq ?? 0)) events.push(event);
    }
    return events;
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
