// Short codes of emoji, `:tada:`, as they are sent by people and programs that have no other way to write one. Pure.

/** The emoji of a short code, which is given without its colons; undefined where there is none. */
export type EmojiOf = (code: string) => string | undefined;

/** What may be a short code. */
export interface FoundCode {
  readonly from: number;
  /** With its colons. */
  readonly text: string;
  readonly code: string;
}

/** No short code is longer. */
const MAX_CODE = 60;
const CODE = `[a-z0-9+-][a-z0-9_+-]{0,${MAX_CODE - 1}}`;
/** Beside them, it is part of a word, a path, a time, a name such as `std::map`, an index, or a role as `:ref:` has in text. */
const NEXT_TO = String.raw`\p{L}\p{M}\p{N}_:/\\\x60`;
/** One or more, each close behind the other. */
const CODES = new RegExp(`(?<![${NEXT_TO}\\[])(?::${CODE}:)+(?![${NEXT_TO}\\]])`, 'gu');
const ONE = new RegExp(`:(${CODE}):`, 'g');

/** In order. Whether there are such emoji is not known here. Linear in the length of the text. */
export function findCodes(text: string): readonly FoundCode[] {
  return [...text.matchAll(CODES)].flatMap(({ 0: run, index }) =>
    [...run.matchAll(ONE)].map((one) => ({ from: index + one.index, text: one[0], code: one[1] ?? '' })),
  );
}
