import { hashOf, indentOf, isTelling, keyOf, linesOf } from './lines';

/** So much of a line counts as evidence at most, in bits: a longer line is hardly more certain. */
const MAX_LINE_BITS = 24;

/** A text by its lines, made once for all that is looked for in it. Lines are counted from 0. The work is linear. */
export class TextIndex {
  readonly lines: readonly string[];
  /** What a line is, but for white space: equal numbers, equal keys. */
  readonly ids: readonly number[];
  /** The lines that can tell one place from another. */
  readonly telling: readonly number[];
  /** By line: how many telling lines stand before it. */
  private readonly tellingBefore: readonly number[];
  private readonly idOfKey = new Map<string, number>();
  private readonly keys: string[] = [];
  private readonly places: number[][] = [];
  /** By id: the hash of a telling line, -1 of another one. */
  private readonly hashes: number[] = [];
  /** By hash: the telling lines that have it. */
  private readonly linesByHash: readonly number[][] = Array.from({ length: 256 }, () => []);
  private parents: Int32Array | undefined;

  constructor(text: string) {
    this.lines = linesOf(text);
    const ids: number[] = [];
    const telling: number[] = [];
    const tellingBefore: number[] = [];
    this.lines.forEach((line, at) => {
      const id = this.intern(keyOf(line));
      ids.push(id);
      this.places[id]?.push(at);
      tellingBefore.push(telling.length);
      const hash = this.hashes[id] ?? -1;
      if (hash < 0) return;
      telling.push(at);
      this.linesByHash[hash]?.push(at);
    });
    tellingBefore.push(telling.length);
    [this.ids, this.telling, this.tellingBefore] = [ids, telling, tellingBefore];
  }

  get size(): number {
    return this.lines.length;
  }

  private intern(key: string): number {
    const known = this.idOfKey.get(key);
    if (known !== undefined) return known;
    const id = this.keys.push(key) - 1;
    this.idOfKey.set(key, id);
    this.places.push([]);
    this.hashes.push(isTelling(key) ? hashOf(key) : -1);
    return id;
  }

  /** The ids that other lines have here; -1 for what this text does not have. */
  idsOf(lines: readonly string[]): number[] {
    return lines.map((line) => this.idOfKey.get(keyOf(line)) ?? -1);
  }

  /** Where the lines with this id stand. */
  placesOf(id: number): readonly number[] {
    return this.places[id] ?? [];
  }

  /** The hash of a line; -1 where it tells nothing. */
  hashAt(line: number): number {
    return this.hashes[this.ids[line] ?? -1] ?? -1;
  }

  linesWithHash(hash: number): readonly number[] {
    return this.linesByHash[hash] ?? [];
  }

  /** How surprising it is that a line has this hash, in bits: the fewer lines have it, the more. Eight at most. */
  bitsOfHash(hash: number): number {
    const others = Math.max(0, this.linesWithHash(hash).length - 1);
    return Math.max(0, -Math.log2(others / Math.max(1, this.telling.length) + 1 / 256));
  }

  /** The hashes of up to `count` telling lines above the line `at`, the nearest first. */
  hashesAbove(at: number, count: number): number[] {
    const end = this.tellingBefore[at] ?? 0;
    return this.telling
      .slice(Math.max(0, end - count), end)
      .reverse()
      .map((line) => this.hashAt(line));
  }

  /** The hashes of up to `count` telling lines from the line `at` on, the nearest first. */
  hashesBelow(at: number, count: number): number[] {
    const start = this.tellingBefore[at] ?? this.telling.length;
    return this.telling.slice(start, start + count).map((line) => this.hashAt(line));
  }

  /** The hashes of up to `count` lines that the line `at` belongs to by its indentation, the innermost first. */
  hashesAround(at: number, count: number): number[] {
    this.parents ??= parentsOf(this.lines, this.telling, this.tellingBefore);
    const hashes: number[] = [];
    let line = this.parents[at] ?? -1;
    for (; line >= 0 && hashes.length < count; line = this.parents[line] ?? -1)
      hashes.push(this.hashAt(line));
    return hashes;
  }
}

/** By line: the nearest telling line above it that is indented less; -1 where there is none. */
function parentsOf(
  lines: readonly string[],
  telling: readonly number[],
  before: readonly number[],
): Int32Array {
  const parents = new Int32Array(lines.length).fill(-1);
  const indents = lines.map(indentOf);
  /** The telling lines that may still be the parent of one below, each indented more than the one before it. */
  const open: number[] = [];
  let next = 0;
  lines.forEach((_, at) => {
    // a blank or closing line belongs where the next line that tells something does
    const indent = indents[telling[before[at] ?? 0] ?? at] ?? 0;
    while (open.length > 0 && (indents[open.at(-1) ?? 0] ?? 0) >= indent) open.pop();
    parents[at] = open.at(-1) ?? -1;
    if (telling[next] !== at) return;
    open.push(at);
    next++;
  });
  return parents;
}

/** How much it says that a line is the same one, in bits. */
export const bitsOfLine = (line: string): number => Math.min(MAX_LINE_BITS, keyOf(line).length);
