// Cleans names and sentences that a server sends. Ours keeps to P-7, but others may send anything.
import { wellFormedName, whyMisleading, whyMisleadingOfPerson } from '../../protocol/names/names';

/** Most code points of a valid name: 128 bytes, at two for each combining mark. */
const MAX_NAME_POINTS = 64;
/** More than a person reads of a sentence; ours are far shorter. */
const MAX_SENTENCE_POINTS = 300;
/** How much of a long text is looked at, in UTF-16 units. */
const MAX_LOOKED_AT = 2048;

/** How many names are remembered with their clean forms, so that they are not cleaned with every event. */
const MAX_REMEMBERED = 500;
/** Longest name that is remembered, in UTF-16 units. Nearly all are shorter. */
const MAX_REMEMBERED_LENGTH = 128;

const BREAK = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Format characters (also bidi and zero-width), lone surrogates, and everything else that shows nothing (P-7.1). */
const HIDDEN = /[\p{Cf}\p{Cs}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}/gu;
const UNCLEAN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}|^\s|\s$/u;
/** Nothing that can be seen. */
const BLANK = /^(?:[\s\u2800]|\uFE0E|\uFE0F)*$/u;
/** Quotation marks of any language. */
const QUOTES = /[“”„‟«»]/gu;
const QUOTED = /^“[^“”„‟«»]*”$/u;

/** A copy of the text. A text cut from a longer one keeps the longer one in memory. */
export const detached = (text: string): string => Buffer.from(text).toString();

/**
 * A person's name that can be shown anywhere: one line in one direction, not empty, of at most 64 code points. It is in
 * quotation marks if it would pass for the server's or for more than a name. A valid name stays as it is.
 */
export const cleanName = remembering((raw) => quotedIf(whyMisleadingOfPerson, shapedName(raw)));

/** The same for the name of a room. */
export const cleanRoomName = (raw: string): string => quotedIf(whyMisleading, shapedName(raw));

function shapedName(raw: string): string {
  const isClean = raw.length <= MAX_NAME_POINTS && !UNCLEAN.test(raw) && !BLANK.test(raw);
  if (isClean || (raw.length <= MAX_LOOKED_AT && isWellFormed(raw))) return detached(raw);
  const name = Array.from(oneLine(raw)).slice(0, MAX_NAME_POINTS).join('').trimEnd();
  return BLANK.test(name) ? '?' : name;
}

/** Whether it is a well-formed name as it stands, with joiners where it needs them. */
function isWellFormed(raw: string): boolean {
  const name = wellFormedName(raw);
  return name.ok && name.value === raw;
}

const quotedIf = (why: (name: string) => string | undefined, name: string): string =>
  why(name) === undefined || QUOTED.test(name) ? name : `“${name.replace(QUOTES, '"')}”`;

/** The same few names come with each event. */
function remembering(clean: (raw: string) => string): (raw: string) => string {
  const known = new Map<string, string>();
  return (raw) => {
    const before = known.get(raw);
    if (before !== undefined) return before;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const name = clean(raw);
    const key = detached(raw.slice(0, MAX_REMEMBERED_LENGTH));
    if (key === raw) known.set(key, name);
    return name;
  };
}

/**
 * The server's own words, to be shown in quotation marks: one line, of at most 300 code points, that does not end its
 * own quotation. The sentences of P-11 stay as they are.
 */
export function cleanSentence(raw: string): string {
  const points = Array.from(oneLine(raw).replace(QUOTES, '"'));
  const sentence = points.slice(0, MAX_SENTENCE_POINTS).join('');
  return points.length > MAX_SENTENCE_POINTS || BLANK.test(sentence) ? `${sentence.trimEnd()}…` : sentence;
}

const oneLine = (raw: string): string =>
  raw.slice(0, MAX_LOOKED_AT).replace(BREAK, ' ').replace(HIDDEN, '').replace(/\s+/gu, ' ').trim();
