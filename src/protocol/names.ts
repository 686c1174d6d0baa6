// Names of people and rooms (P-7). What looks the same must be the same, and nobody can pose as the server.
import { type Result, fail, ok } from '../base/result';
import { type WireError, wireError } from './errorCodes';
import { MAX_NAME_BYTES, MAX_NAME_CHARACTERS, MAX_ROOM_NAME_BYTES } from './limits';
import { utf8Length } from './utf8';

/** The sender of the room's own notices (P-4.1). */
export const SERVER_NAME = 'SERVER';

let segmenter: Intl.Segmenter | undefined;

/** The characters that a person sees. The segmenter takes tens of milliseconds to make, so that no start waits for it. */
export function charactersOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * Control, format (bidi and zero-width among them), lone surrogate, line and paragraph separator, and every other
 * character that shows nothing, but for the two that choose how an emoji is drawn. And the tilde: it ends a field.
 */

const FORBIDDEN = /[~\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}/u;

/** Characters that show nothing: they make no difference between two names. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Two names that fold alike are one name (P-7.3): compatibility forms, case and invisible marks make no difference. */
export function foldName(name: string): string {
  const bare = name.normalize('NFKC').replace(INVISIBLE, '');
  // down, up and down again: the nearest to Unicode's full case folding that the language has (ẞ, ß, ς, ﬁ)
  const cased = bare.toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
  return cased.replace(/\s+/gu, ' ').trim();
}

/** The form of a username that is used and shown (P-7.1), or why it cannot be one. */
export function parseName(raw: string): Result<string, WireError> {
  const bad = (why: string) =>
    fail(wireError('bad-name', `That name cannot be used: ${why}. Please send another.`));
  const tooLong = `it is longer than ${MAX_NAME_CHARACTERS} characters or ${MAX_NAME_BYTES} bytes`;
  const trimmed = raw.trim();
  // no normal form is that much shorter, and what follows takes its time
  if (trimmed.length > 4 * MAX_NAME_BYTES) return bad(tooLong);
  const name = trimmed.normalize('NFC');
  if (foldName(name) === '') return bad('it is empty');
  if (FORBIDDEN.test(name)) return bad('it has a tilde, a control character or an invisible one in it');
  // it never has more characters than code units
  const tooMany = name.length > MAX_NAME_CHARACTERS && charactersOf(name).length > MAX_NAME_CHARACTERS;
  if (tooMany || utf8Length(name) > MAX_NAME_BYTES) return bad(tooLong);
  if (foldName(name) === foldName(SERVER_NAME)) return bad(`${SERVER_NAME} is the room's own`);
  return ok(name);
}

/** The form of a room's name that is used and shown (P-7.5), or why it cannot be one. */
export function parseRoomName(raw: string): Result<string, WireError> {
  const name = parseName(raw);
  if (!name.ok || utf8Length(name.value) <= MAX_ROOM_NAME_BYTES) return name;
  return fail(wireError('bad-name', `A room's name may have at most ${MAX_ROOM_NAME_BYTES} bytes.`));
}

/** The name itself, or the first of `name-2`, `name-3`, … that is free (P-7.4), shortened to stay within the limits. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let candidate = name;
  for (let n = 2; isTaken(candidate); n++) {
    const suffix = `-${n}`;
    const kept = charactersOf(name).slice(0, MAX_NAME_CHARACTERS - suffix.length);
    while (utf8Length(kept.join('') + suffix) > MAX_NAME_BYTES) kept.pop();
    candidate = kept.join('').trimEnd() + suffix;
  }
  return candidate;
}
