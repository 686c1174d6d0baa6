// Where code may be that is not there as it was: near the lines that it still shares with the text, and between the lines
// that stood around it.
import { diffArrays } from 'diff';
import { bitsAbove, bitsBelow, type Surroundings } from './evidence';
import { likeness } from './likeness';
import { bitsOfLine, type TextIndex } from './textIndex';

/** Lines of a text from `start` up to `end`, counted from 0. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** The code that is looked for: its lines, and their ids in the text. */
export interface Wanted {
  readonly lines: readonly string[];
  readonly ids: readonly number[];
}

/** A line that stands in more places than this hints at none. */
const MAX_PLACES = 32;
/** So many windows of each kind are looked at. */
const MAX_WINDOWS = 3;
/** So many gaps are compared with each other. */
const MAX_RIVALS = 64;
/** Two neighbours may have so many lines between them where the code was, besides three times its own. */
const GROWN = 20;
/** The nearest lines of the context that a search for its place begins at, on each side. */
const NEAREST = 4;
/** A line of the context that stands in more places than this begins no search. */
const MAX_BEGINNINGS = 64;
/** What each line that came in between, or is missing, takes away from a match, in bits; for a gap at most so much. */
const GAP_BITS = 1.5;
const MAX_GAP_BITS = 60;
/** Code and window that differ in more lines are not compared. */
const MAX_EDITS = 1000;
/** Code of at most so many lines is looked for line by line where all of it changed. */
const FEW_LINES = 8;
/** A line that changed is the same one if it is at least so much alike. */
const SAME_LINE = 0.5;

/** Places that may be that of the code, at most a handful; `within` is where it must be, if that is known. */
export function nearPieces(
  index: TextIndex,
  wanted: Wanted,
  sent: Surroundings | undefined,
  within?: Piece,
): Piece[] {
  const gaps = within ? [within] : sent ? gapsIn(index, wanted.lines.length, sent) : [];
  const shared = [...gaps, ...sharingWindows(index, wanted)].flatMap(
    (window) => aligned(index, wanted, window) ?? [],
  );
  const changed = gaps.flatMap((gap) => mostAlike(index, wanted, gap) ?? []);
  const pieces = new Map([...shared, ...changed].map((piece) => [`${piece.start}-${piece.end}`, piece]));
  return [...pieces.values()];
}

/** Windows where most of the lines are that the text shares with the code, by the distance of each from where it was. */
function sharingWindows(index: TextIndex, { lines, ids }: Wanted): Piece[] {
  const width = Math.max(16, lines.length);
  const votes = new Map<number, number>();
  ids.forEach((id, at) => {
    const places = index.placesOf(id);
    if (places.length > MAX_PLACES) return;
    for (const place of places) {
      if (index.hashAt(place) < 0) continue;
      const bucket = Math.floor((place - at) / width);
      votes.set(bucket, (votes.get(bucket) ?? 0) + bitsOfLine(lines[at] ?? '') / places.length);
    }
  });
  return [...votes]
    .sort(([, some], [, others]) => others - some)
    .slice(0, MAX_WINDOWS)
    .map(([bucket]) => windowIn(index, (bucket - 1) * width, (bucket + 2) * width + lines.length));
}

const windowIn = (index: TextIndex, start: number, end: number): Piece => ({
  start: Math.max(0, start),
  end: Math.min(index.size, end),
});

/** Places between lines that stood above the code and lines that stood below it, the most certain first. */
function gapsIn(index: TextIndex, length: number, { above, below }: Surroundings): Piece[] {
  const room = 3 * length + GROWN;
  const tops = beginnings(index, above).map((line) => ({
    at: line + 1,
    bits: bitsAbove(index, above, line + 1),
  }));
  const bottoms = beginnings(index, below).map((at) => ({ at, bits: bitsBelow(index, below, at) }));
  const pairs = tops.flatMap((top) =>
    bottoms
      .filter(({ at }) => at >= top.at && at - top.at <= room)
      .map((bottom) => ({ start: top.at, end: bottom.at, bits: top.bits + bottom.bits })),
  );
  if (pairs.length > 0) return likeliest(pairs);
  return likeliest([
    ...tops.map(({ at, bits }) => ({ ...windowIn(index, at, at + length + GROWN), bits })),
    ...bottoms.map(({ at, bits }) => ({ ...windowIn(index, at - length - GROWN, at), bits })),
  ]);
}

/** The gaps for which most speaks, without those that lie over a likelier one: such a gap has lines that stood around the code. */
function likeliest(gaps: readonly (Piece & { readonly bits: number })[]): Piece[] {
  const sorted = [...gaps].sort(
    (some, others) => others.bits - some.bits || some.end - some.start - (others.end - others.start),
  );
  const chosen: Piece[] = [];
  for (const gap of sorted.slice(0, MAX_RIVALS))
    if (!chosen.some(({ start, end }) => gap.start <= end && start <= gap.end)) chosen.push(gap);
  return chosen.slice(0, MAX_WINDOWS);
}

/** The lines that have a hash of the nearest ones. */
function beginnings(index: TextIndex, hashes: readonly number[]): number[] {
  const nearest = hashes.slice(0, NEAREST);
  const rare = new Set(nearest.filter((hash) => index.linesWithHash(hash).length <= MAX_BEGINNINGS));
  return [...rare].flatMap((hash) => index.linesWithHash(hash));
}

/** The lines of the window from the first to the last that the code shares with it, and those beside them that only changed. */
function aligned(index: TextIndex, wanted: Wanted, window: Piece): Piece | undefined {
  const pairs = bestRun(wanted, pairsIn(index, wanted, window));
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (!first || !last) return undefined;
  let [start, end] = [first.there, last.there + 1];
  const isSame = (at: number, there: number) =>
    likeness([wanted.lines[at] ?? ''], [index.lines[there] ?? '']) >= SAME_LINE;
  for (let at = first.at - 1; at >= 0 && start > 0 && isSame(at, start - 1); at--) start--;
  for (let at = last.at + 1; at < wanted.lines.length && end < index.size && isSame(at, end); at++) end++;
  return { start, end };
}

/** A line of the code, and the line of the text that is the same. */
interface Pair {
  readonly at: number;
  readonly there: number;
}

function pairsIn(index: TextIndex, { ids }: Wanted, { start, end }: Piece): Pair[] {
  const changes = diffArrays([...ids], index.ids.slice(start, end), { maxEditLength: MAX_EDITS }) ?? [];
  const pairs: Pair[] = [];
  let [at, there] = [0, start];
  for (const { added, removed, count } of changes) {
    if (!added && !removed) for (let i = 0; i < count; i++) pairs.push({ at: at + i, there: there + i });
    if (!added) at += count;
    if (!removed) there += count;
  }
  return pairs;
}

/** The part of the pairs that is worth most when what lies between two of them counts against them. */
function bestRun({ lines }: Wanted, pairs: readonly Pair[]): readonly Pair[] {
  let [best, from, to, sum, first] = [0, 0, 0, 0, 0];
  pairs.forEach(({ at, there }, i) => {
    const before = pairs[i - 1];
    const between = before ? at - before.at + (there - before.there) - 2 : 0;
    sum -= Math.min(MAX_GAP_BITS, between * GAP_BITS);
    if (sum <= 0) [sum, first] = [0, i];
    sum += bitsOfLine(lines[at] ?? '');
    if (sum > best) [best, from, to] = [sum, first, i + 1];
  });
  return pairs.slice(from, to);
}

/** The lines in the gap that are most like the code, where it shares no line with them. */
function mostAlike(index: TextIndex, { lines }: Wanted, gap: Piece): Piece | undefined {
  const { start, end } = withoutBlanks(index, gap);
  if (end <= start) return undefined;
  const pieces = [{ start, end }];
  if (lines.length <= FEW_LINES && end - start <= 3 * lines.length + GROWN)
    for (let at = start; at + lines.length <= end; at++) pieces.push({ start: at, end: at + lines.length });
  const rated = pieces
    .filter((piece) => piece.end - piece.start <= 2 * lines.length + 2)
    .map((piece) => ({ piece, alike: likeness(lines, index.lines.slice(piece.start, piece.end)) }));
  return rated.sort((some, others) => others.alike - some.alike)[0]?.piece;
}

function withoutBlanks(index: TextIndex, { start, end }: Piece): Piece {
  const isBlank = (line: number) => index.lines[line]?.trim() === '';
  while (start < end && isBlank(start)) start++;
  while (end > start && isBlank(end - 1)) end--;
  return { start, end };
}
