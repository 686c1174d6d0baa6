import { type LineRange, linesOf } from './lines';
import { occurrencesOf } from './occurrences';
import { TextIndex } from './textIndex';

/** Lines above and below that are told of, each. */
export const NEIGHBOURS = 8;
/** Lines that the code belongs to by its indentation that are told of. */
const OUTLINE = 4;

/**
 * What stands around code, to know its place again. It gives away nothing that was not selected: eight bits of each of at
 * most 20 lines. Blank lines and brackets are left out.
 */
export interface Context {
  /** Hashes of the lines above, the nearest first: two hexadecimal digits each. */
  readonly above: string;
  /** Hashes of the lines below, the nearest first. */
  readonly below: string;
  /** Hashes of the lines that the code belongs to by its indentation, the innermost first. */
  readonly outline: string;
  /** How often the code stands in its file, from 1. */
  readonly copies: number;
  /** Which of the copies this is, from 1. */
  readonly copy: number;
  /** How many lines its file has. */
  readonly lines: number;
}

/** Code and where it was: what is sent to find it again in another version of its file. */
export interface Anchor extends LineRange {
  /** Whole lines; `start` and `end` are their numbers in the file that they were taken from. */
  readonly code: string;
  /** Where it is missing, as from a program that knows nothing of it, only what is unique is found. */
  readonly context?: Context;
}

/** Takes lines of a text. Numbers beyond its ends are moved to them. */
export function anchorOf(text: string, { start, end }: LineRange): Anchor {
  const index = new TextIndex(text);
  const first = Math.min(Math.max(1, Math.trunc(start) || 1), index.size);
  const last = Math.min(Math.max(first, Math.trunc(end) || first), index.size);
  const code = linesOf(text).slice(first - 1, last);
  const copies = occurrencesOf(index, index.idsOf(code));
  return {
    code: code.join('\n'),
    start: first,
    end: last,
    context: {
      above: hex(index.hashesAbove(first - 1, NEIGHBOURS)),
      below: hex(index.hashesBelow(last, NEIGHBOURS)),
      outline: hex(index.hashesAround(first - 1, OUTLINE)),
      copies: copies.length,
      copy: copies.indexOf(first - 1) + 1,
      lines: index.size,
    },
  };
}

const hex = (hashes: readonly number[]): string =>
  hashes.map((hash) => hash.toString(16).padStart(2, '0')).join('');

/** The hashes in what was received, which may be anything: up to the first that is none, and no more than are sent. */
export const hashesIn = (text: string): number[] =>
  (/^(?:[\da-f]{2})*/.exec(text.slice(0, 2 * NEIGHBOURS))?.[0].match(/../g) ?? []).map((digits) =>
    parseInt(digits, 16),
  );
