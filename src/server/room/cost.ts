// What is done in the room costs its memory, its disk and its readers, in bytes; who does it pays (P-10.1).
import { type WireError, wireError } from '../../protocol/errorCodes';
import type { Limits } from '../../protocol/limits';
import { plainBytes } from '../../protocol/plainPeers';

type CostLimits = Pick<Limits, 'maxShownBytes'>;

/** What anything costs that is kept, besides its text: in memory, in the file, on the wire. */
export const EVENT_BYTES = 256;
/** Most that a unit of a text can come to where plain peers are shown it, in bytes: as a line of its own. */
const MAX_SHOWN_PER_UNIT = 160;
/** The same within a line: a tilde, or any other of three bytes. */
const MAX_SHOWN_PER_UNIT_OF_LINE = 3;
/** What JSON may write longer than it is. A text without any of it is shorter there than what is shown. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

/**
 * What a text costs: what its readers are sent, or the file. Where it is too much to be shown (P-7.6), it will be
 * refused and costs no more than that.
 * @param author whose name stands before each line
 */
export function textCost(author: string, text: string, { maxShownBytes }: CostLimits): number {
  const shown = plainBytes(author, text);
  if (shown > maxShownBytes) return EVENT_BYTES;
  const json = ESCAPED.test(text) ? Buffer.byteLength(JSON.stringify(text)) : 0;
  return EVENT_BYTES + Math.max(shown, json);
}

/** Why a text is too much for those who are shown it line by line, if it is (P-7.6). */
export function tooLongToShow(
  author: string,
  text: string,
  { maxShownBytes }: CostLimits,
): WireError | undefined {
  // nearly every text is one line, or far from it: to count costs more than all else here
  const perUnit = text.includes('\n') ? MAX_SHOWN_PER_UNIT : MAX_SHOWN_PER_UNIT_OF_LINE;
  if (text.length * perUnit + MAX_SHOWN_PER_UNIT <= maxShownBytes) return undefined;
  const bytes = plainBytes(author, text);
  if (bytes <= maxShownBytes) return undefined;
  const lines = text.split('\n').length;
  return wireError(
    'text-too-long',
    `With your name before each of its lines (${lines}), that text has ${bytes} bytes; at most ${maxShownBytes} are taken. Send it in parts.`,
  );
}
