// The indexes among the lines of a history file. Each is a mark that describes all lines before it, so that a start
// need not read them.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { SureDate } from '../../base/sureDate';
import { type HistoryRecord, type Line, decodeRecord, parseObject } from './historyRecord';
import { type Hole, LineIndex, type LinePosition } from './lineIndex';

/** How the line of an index begins, and no other line: a text holds no bare LF, so it cannot begin a line. */
export const INDEX_BEGIN = '{"index":';
const SUM_LENGTH = 11;
const SUM_END_BYTES = `,"sum":"${'?'.repeat(SUM_LENGTH)}"}\n`.length;

export interface Index {
  /** Where its line begins, in bytes. An index that stands elsewhere is not valid. */
  readonly start: number;
  /** The line of the index that this one continues, in bytes; none in the first. */
  readonly previous?: { readonly start: number; readonly length: number } | undefined;
  /** Where events begin, see `LineIndex`. Like the next two lists, it holds only what is new since `previous`. */
  readonly blocks: readonly LinePosition[];
  /** Where seqs are missing. */
  readonly holes: readonly Hole[];
  /** Messages that were taken back, but whose text may be in the file. */
  readonly removed: readonly number[];
}

/** An index in a file: where it is, in bytes, and how many items it has together with those that it continues. */
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
 * The line of an index.
 * @param last the last record before it
 * @param clock what is known for sure about the date
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
 * Reads the last valid index and those that it continues. An index is not valid if it is torn, damaged, or not where it
 * was written. That happens when anything but a server has changed the file. Throws the system's error.
 * @param size of the file, in bytes
 * @returns what the indexes say together, and where they are, the last one last
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
    // if this fails, the first event is damaged, and earlier indexes say the same of it
    return index && { index, removed: lines.flatMap((line) => line.index.removed), saved: placesOf(lines) };
  }
  return undefined;
}

/** The index that begins at `start`, after all those that it continues; empty if one of them is not valid. */
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

/** What all indexes say together; `undefined` if the first event is not where they say. */
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
