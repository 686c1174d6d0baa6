// Message texts (P-7.6): line breaks become LF; control characters would reach terminals.
import { type Result, fail, ok } from '../../base/result';
import { type WireError, wireError } from './errorCodes';
import { utf8Length } from './utf8';

/** Wherever some program begins a new line, by Unicode's newline guidelines and Python's `splitlines`. */
// eslint-disable-next-line no-control-regex -- three of them are control characters
const BREAK = /\r\n|[\n\v\f\r\u001c-\u001e\u0085\u2028\u2029]/;
const BREAKS = new RegExp(BREAK, 'g');
/** The breaks that come with pasted text. */
const PASTED_BREAKS = /\r\n|[\u2028\u2029]/g;

/** The lines of a text, split at every break that some reader's program may know. */
export const splitLines = (text: string): string[] => (BREAK.test(text) ? text.split(BREAK) : [text]);

/** The text with LF for each of its breaks. Parsed texts have no other breaks. */
export const withLineFeeds = (text: string): string => text.replace(BREAKS, '\n');

/** C0, DEL and C1, but for TAB and LF; and lone surrogates, which no UTF-8 can carry. */
const FORBIDDEN = /(?![\t\n])\p{Cc}|\p{Cs}/u;
/** The same with TAB and LF. Without the lookahead it is three times as fast, and few texts match it. */
const UNUSUAL = /[\p{Cc}\p{Cs}]/u;

/** One printable line of ASCII, like nearly every text, which then needs no other check. */
const USUAL = /^[\t ]*[!-~][\t -~]*$/;

/** The text as it is relayed, or why it cannot be. @param maxBytes length of the longest text in UTF-8 */
export function parseText(raw: string, maxBytes: number): Result<string, WireError> {
  if (raw.length <= maxBytes && USUAL.test(raw)) return ok(raw);
  const text = raw.replace(PASTED_BREAKS, '\n');
  if (!/\S/.test(text)) return fail(wireError('bad-text', 'There is nothing in that text.'));
  // a text of fewer UTF-16 units than a third of the limit cannot be too long
  if (text.length * 3 > maxBytes && utf8Length(text) > maxBytes) {
    return fail(wireError('text-too-long', `A text may have at most ${maxBytes} bytes; send it in parts.`));
  }
  if (UNUSUAL.test(text) && FORBIDDEN.test(text)) {
    return fail(
      wireError('bad-text', 'That text has control characters in it; only tabs and line breaks are relayed.'),
    );
  }
  return ok(text);
}
