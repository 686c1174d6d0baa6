// Names and sentences as a server gives them: ours keeps to P-7, but others may say anything, and both go everywhere.
import { wellFormedName, whyMisleading, whyMisleadingOfPerson } from '../../protocol/names';

/** No valid name is longer: 128 bytes, of which the characters that need most marks take two each. */
const MAX_NAME_POINTS = 64;
/** More than a person reads of a sentence; ours are shorter by far. */
const MAX_SENTENCE_POINTS = 300;
/** Of what is longer, no more than this is looked at; in UTF-16 units. */
const MAX_LOOKED_AT = 2048;

/** Names whose clean form is kept, so that none is looked at with every event. */
const MAX_REMEMBERED = 500;
/** More than nearly all have; in UTF-16 units. */
const MAX_REMEMBERED_LENGTH = 128;

const BREAK = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Format characters (bidi and zero-width among them), lone surrogates, and all else that shows nothing (P-7.1). */
const HIDDEN = /[\p{Cf}\p{Cs}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}/gu;
const UNCLEAN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}|^\s|\s$/u;
/** Nothing that can be seen. */
const BLANK = /^(?:[\s\u2800]|\uFE0E|\uFE0F)*$/u;
/** What a quotation is put in, in any language. */
const QUOTES = /[“”„‟«»]/gu;
const QUOTED = /^“[^“”„‟«»]*”$/u;

/** The same text by itself: one that was cut from a longer text keeps all of that in memory. */
export const detached = (text: string): string => Buffer.from(text).toString();

/**
 * A person's name that can be shown anywhere: one line, of one direction, of at most 64 code points, not empty, and in
 * quotation marks where it would pass for the server's or for more than a name. A valid one stays as it is.
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

/** Whether it is a name as it stands: with joiners, where it needs them. */
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
