import { firstIndex } from '../../base/binarySearch';
import type { SureDate } from '../../base/sureDate';
import { type HistoryRecord, SEQ_GAP, isMark, knownOf } from './historyRecord';

/** How far apart the known positions are, in bytes. About as much is read to find one event. */
const BLOCK_BYTES = 32_768;

/** The seqs that were left free when the room started again. Both bounds are exclusive. */
export interface Hole {
  readonly after: number;
  readonly before: number;
}

/** A record's seq, and where its line begins in a file, in bytes. */
export type LinePosition = readonly [seq: number, start: number];

/**
 * What is known about the records in a file without reading them: where to look for a seq, and where seqs are missing.
 */
export class LineIndex {
  /** The first event. */
  oldest: HistoryRecord | undefined;
  /** The last record. */
  last: HistoryRecord | undefined;
  /** What is known for sure about the date. */
  known: SureDate | undefined;

  /**
   * @param blocks where the first event begins, and then one event every so often
   * @param holes in ascending order
   */
  constructor(
    readonly blocks: LinePosition[] = [],
    readonly holes: Hole[] = [],
  ) {}

  /** Notes the next record. */
  note(record: HistoryRecord, start: number): void {
    const { last } = this;
    this.last = record;
    this.known = knownOf(record) ?? this.known;
    if (last && record.seq - last.seq >= SEQ_GAP) this.holes.push({ after: last.seq, before: record.seq });
    if (isMark(record)) return;
    this.oldest ??= record;
    if (start - (this.blocks.at(-1)?.[1] ?? -Infinity) >= BLOCK_BYTES) this.blocks.push([record.seq, start]);
  }

  /** The last block that begins at or below `seq`; -1 if none does. */
  blockOf(seq: number): number {
    return firstIndex(this.blocks.length, (i) => (this.blocks[i]?.[0] ?? Infinity) > seq) - 1;
  }
}
