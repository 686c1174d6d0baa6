// Message texts (P-7.6): any line breaks become LF; other control characters would reach terminals.
import { type Result, fail, ok } from '../base/result';
import { type WireError, wireError } from './errorCodes';
import { utf8Length } from './utf8';

/** C0, DEL and C1, but for TAB and LF; and lone surrogates, which no UTF-8 can carry. */
const FORBIDDEN = /(?![\t\n])\p{Cc}|\p{Cs}/u;
/** TAB and LF as well, without a look ahead: three times as quick, and few texts have any of these. */
const UNUSUAL = /[\p{Cc}\p{Cs}]/u;

/** One printable line of ASCII: nearly every text is, and so is looked at only once. */
const USUAL = /^[\t ]*[!-~][\t -~]*$/;

/** The text as it is relayed, or why it cannot be. @param maxBytes longest text, in UTF-8 */
export function parseText(raw: string, maxBytes: number): Result<string, WireError> {
  if (raw.length <= maxBytes && USUAL.test(raw)) return ok(raw);
  const text = raw.includes('\r') ? raw.replaceAll('\r\n', '\n') : raw;
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
