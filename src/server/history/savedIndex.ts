// The indexes among the lines of a history file: each is a mark that tells of all that stands before it, so that a
// start need not read that.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { SureDate } from '../../base/sureDate';
import { type HistoryRecord, type Line, decodeRecord, parseObject } from './historyRecord';
import { type Hole, LineIndex, type LinePosition } from './lineIndex';

/** What the line of an index begins with, and no other: texts hold no bare LF, so they begin no line. */
export const INDEX_BEGIN = '{"index":';
const SUM_LENGTH = 11;
const SUM_END_BYTES = `,"sum":"${'?'.repeat(SUM_LENGTH)}"}\n`.length;

export interface Index {
  /** Where its line begins, in bytes: one that has been moved says nothing. */
  readonly start: number;
  /** Where the line of the index before this one is, in bytes; none in the first. */
  readonly previous?: { readonly start: number; readonly length: number } | undefined;
  /** All that is new since that one: where events begin, see `LineIndex`; */
  readonly blocks: readonly LinePosition[];
  /** where seqs are missing; */
  readonly holes: readonly Hole[];
  /** messages whose text may stand in the file although they were taken back. */
  readonly removed: readonly number[];
}

/** An index in a file: where it is, in bytes, and how much it and those it goes on from hold. */
export interface SavedIndex {
  readonly start: number;
  readonly length: number;
  readonly blockCount: number;
  readonly holeCount: number;
  readonly removedCount: number;
}

/** A file as it is read here. */
interface LineReader {
  lines(from: number, to: number): Iterable<Line>;
  startsOf(text: string, size: number): Iterable<number>;
}

/**
 * @param last the last record before it
 * @param clock what was last sure of the date before it
 */
export function encodeIndex(index: Index, { seq, at }: HistoryRecord, clock?: SureDate): Buffer {
  const open = JSON.stringify({ index, verb: 'mark', seq, at, clock }).slice(0, -1);
  return Buffer.from(`${open},"sum":"${sumOf(open)}"}\n`);
}

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const IndexMark = v.object({
  index: v.object({
    start: Count,
    previous: v.optional(v.object({ start: Count, length: Count })),
    blocks: v.array(v.tuple([Count, Count])),
    holes: v.array(v.object({ after: Count, before: Count })),
    removed: v.array(Count),
  }),
  verb: v.literal('mark'),
  seq: Count,
  at: Count,
  clock: v.fallback(v.optional(SureDate), undefined),
  sum: v.string(),
});

/** A line that is an index, and its length in bytes. */
type IndexLine = v.InferOutput<typeof IndexMark> & { readonly length: number };

/**
 * Reads the last index that holds, and those it goes on from. One that is torn, damaged, or not where it was written
 * holds no more: so it is when a file was changed by anything but a server. Throws what the system says.
 * @param size of the file, in bytes
 * @returns what they say together, and where they are; the last of them last
 */
export function readIndex(
  file: LineReader,
  size: number,
): { index: LineIndex; removed: readonly number[]; saved: SavedIndex[] } | undefined {
  for (const start of file.startsOf(INDEX_BEGIN, size)) {
    const lines = readChain(file, start, size);
    const last = lines.at(-1);
    if (!last) continue;
    const index = joined(file, lines, last);
    // what is damaged is the first event, then, which all of them tell of
    return index && { index, removed: lines.flatMap((line) => line.index.removed), saved: placesOf(lines) };
  }
  return undefined;
}

/** The index that begins at `start`, behind all that it goes on from; nothing if one of them does not hold. */
function readChain(file: LineReader, start: number, size: number): IndexLine[] {
  const lines: IndexLine[] = [];
  for (let place: Index['previous'] = { start, length: size - start }; place;) {
    const line = readLine(file, place.start, place.start + place.length);
    if (!line) return [];
    lines.push(line);
    const { previous }: Index = line.index;
    if (previous && previous.start >= place.start) return [];
    place = previous;
  }
  return lines.reverse();
}

function placesOf(lines: readonly IndexLine[]): SavedIndex[] {
  let [blockCount, holeCount, removedCount] = [0, 0, 0];
  return lines.map(({ index, length }) => {
    blockCount += index.blocks.length;
    holeCount += index.holes.length;
    removedCount += index.removed.length;
    return { start: index.start, length, blockCount, holeCount, removedCount };
  });
}

function readLine(file: LineReader, start: number, end: number): IndexLine | undefined {
  for (const { bytes } of file.lines(start, end)) {
    const mark = v.safeParse(IndexMark, parseObject(bytes));
    const holds =
      mark.success &&
      mark.output.index.start === start &&
      mark.output.sum === sumOf(bytes.subarray(0, -SUM_END_BYTES));
    return holds ? { ...mark.output, length: bytes.length } : undefined;
  }
  return undefined;
}

/** What all of them say together, if the first event is where they say. */
function joined(file: LineReader, lines: readonly IndexLine[], last: IndexLine): LineIndex | undefined {
  const index = new LineIndex(
    lines.flatMap((line) => line.index.blocks),
    lines.flatMap((line) => line.index.holes),
  );
  index.last = { verb: last.verb, seq: last.seq, at: last.at };
  index.known = last.clock;
  const [first] = index.blocks;
  if (!first) return index;
  const [seq, start] = first;
  const [line] = file.lines(start, last.index.start);
  const oldest = line && decodeRecord(line.bytes);
  if (oldest?.seq !== seq) return undefined;
  index.oldest = oldest;
  return index;
}

const sumOf = (text: string | Buffer): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, SUM_LENGTH);
