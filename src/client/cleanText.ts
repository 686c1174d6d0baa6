// Names and sentences as a server gives them: ours keeps to P-7, but others may say anything, and both go everywhere.

/** No valid name is longer: 128 bytes, of which the characters that need most marks take two each. */
const MAX_NAME_POINTS = 64;
/** More than a person reads of a sentence; ours are shorter by far. */
const MAX_SENTENCE_POINTS = 300;
/** Of what is longer, no more than this is looked at; in UTF-16 units. */
const MAX_LOOKED_AT = 2048;

const BREAK = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Format characters (bidi and zero-width among them), lone surrogates, and all else that shows nothing (P-7.1). */
const HIDDEN = /[\p{Cf}\p{Cs}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}/gu;
const UNCLEAN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}|^\s|\s$/u;
/** Nothing that can be seen. */
const BLANK = /^(?:[\s\u2800]|\uFE0E|\uFE0F)*$/u;
/** What a quotation is put in, in any language. */
const QUOTES = /[“”„‟«»]/gu;

/** The same text by itself: one that was cut from a longer text keeps all of that in memory. */
export const detached = (text: string): string => Buffer.from(text).toString();

/**
 * A name that can be shown anywhere: one line, of one direction, of at most 64 code points, and not empty. A valid name
 * stays as it is.
 */
export function cleanName(raw: string): string {
  if (raw.length <= MAX_NAME_POINTS && !UNCLEAN.test(raw) && !BLANK.test(raw)) return detached(raw);
  const name = Array.from(oneLine(raw)).slice(0, MAX_NAME_POINTS).join('').trimEnd();
  return BLANK.test(name) ? '?' : name;
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
