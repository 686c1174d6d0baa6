// What commands cost the room's memory, its disk and its readers, in bytes. Whoever sends them pays (P-10.1).
import { type WireError, wireError } from '../../protocol/wire/errorCodes';
import type { Limits } from '../../protocol/wire/limits';
import type { Code, Mention } from '../../protocol/wire/messages';
import { plainBytes } from '../../protocol/dialects/plainPeers';

type CostLimits = Pick<Limits, 'maxShownBytes'>;

/** What every event costs besides its text, in bytes: in memory, in the file, on the wire. */
export const EVENT_BYTES = 256;
/** Most bytes that one UTF-16 unit of a text can take where plain peers are shown it: as a line of its own. */
const MAX_SHOWN_PER_UNIT = 160;
/** The same within a line: a tilde, or any other character of three bytes. */
const MAX_SHOWN_PER_UNIT_OF_LINE = 3;
/** Characters that JSON writes as escapes. A text without them takes fewer bytes in JSON than where it is shown. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

/**
 * What a text costs, in bytes: what its readers are sent, or what the file takes, whichever is more. A text that is too
 * long to be shown (P-7.6) will be refused and costs no more than any event.
 * @param author the name that stands before each line
 */
export function textCost(author: string, text: string, { maxShownBytes }: CostLimits): number {
  const shown = plainBytes(author, text);
  if (shown > maxShownBytes) return EVENT_BYTES;
  const json = ESCAPED.test(text) ? Buffer.byteLength(JSON.stringify(text)) : 0;
  return EVENT_BYTES + Math.max(shown, json);
}

/** What the mentions in a text cost, in bytes: they stand in it once more, with an id each. */
export const mentionsCost = (mentions: readonly Mention[] | undefined): number =>
  mentions ? Buffer.byteLength(JSON.stringify(mentions)) : 0;

/** What is said of quoted code besides what plain peers see of it costs, in bytes. */
export function originCost(code: Code | undefined): number {
  if (!code) return 0;
  const { language, remote, commit, dirty, context } = code;
  const json = JSON.stringify({ language, remote, commit, dirty, context });
  return json === '{}' ? 0 : Buffer.byteLength(json);
}

/** Why a text is too long for those who are shown it line by line (P-7.6); `undefined` if it is not. */
export function tooLongToShow(
  author: string,
  text: string,
  { maxShownBytes }: CostLimits,
): WireError | undefined {
  // nearly every text is far below the limit, and counting costs more than anything else here
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
