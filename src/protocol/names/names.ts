// Names of people and rooms (P-7). Names that look the same are the same, and nobody can pose as the server.
import { type Result, fail, ok } from '../../base/result';
import { type WireError, wireError } from '../wire/errorCodes';
import { withoutMeaningfulJoiners } from './joiners';
import { MAX_NAME_BYTES, MAX_NAME_CHARACTERS, MAX_ROOM_NAME_BYTES } from '../wire/limits';
import { hasFrameMarks, hasMixedWord, hasSentences } from './misleading';
import { beginsLike, foldName } from './nameKeys';
import { utf8Length } from '../wire/utf8';

/** The sender of the room's own notices (P-4.1). */
export const SERVER_NAME = 'SERVER';
const passesForServer = beginsLike(SERVER_NAME);

let segmenter: Intl.Segmenter | undefined;

/** The characters that a person sees. The segmenter is made at first use, because that takes tens of milliseconds. */
export function charactersOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * Control and format characters (also bidi and zero-width), lone surrogates, line and paragraph separators, and every
 * other character that shows nothing, except the two that choose how an emoji is drawn. And the tilde, which ends a field.
 */
const FORBIDDEN = /[~\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}/u;

/** Most names. Nothing in them can mislead, except the server's own name. */
const PLAIN = /^[\w .,'()-]*$/;

const refused = (why: string) =>
  fail(wireError('bad-name', `That name cannot be used: ${why}. Please send another.`));

/**
 * The form of a name that is used and shown, without a check whether it misleads. For names from other servers and other
 * versions, which may allow more.
 */
export function wellFormedName(raw: string): Result<string, WireError> {
  const tooLong = `it is longer than ${MAX_NAME_CHARACTERS} characters or ${MAX_NAME_BYTES} bytes`;
  const trimmed = raw.trim();
  // normalizing makes no name that much shorter, and what follows is slow
  if (trimmed.length > 4 * MAX_NAME_BYTES) return refused(tooLong);
  const name = trimmed.normalize('NFC');
  if (foldName(name) === '') return refused('it is empty');
  if (FORBIDDEN.test(name) && FORBIDDEN.test(withoutMeaningfulJoiners(name))) {
    return refused('it has a tilde, a control character or an invisible one in it');
  }
  // a name never has more characters than code units
  const tooMany = name.length > MAX_NAME_CHARACTERS && charactersOf(name).length > MAX_NAME_CHARACTERS;
  return tooMany || utf8Length(name) > MAX_NAME_BYTES ? refused(tooLong) : ok(name);
}

/**
 * Why a person could take the name for something else: for the server, for the frame around a name, or for somebody else;
 * undefined if nobody could. @param name well formed
 */
export function whyMisleading(name: string): string | undefined {
  if (passesForServer(name)) return `${SERVER_NAME} is the room's own`;
  if (PLAIN.test(name)) return undefined;
  if (hasFrameMarks(name)) return 'it has a bracket in it that is not round, or what looks like a tilde';
  return hasMixedWord(name) ? 'it has letters of different alphabets in one word' : undefined;
}

/** The same for a person's name, which also must not read like a sentence. A room's name may: it is a title. */
export const whyMisleadingOfPerson = (name: string): string | undefined =>
  whyMisleading(name) ?? (hasSentences(name) ? 'it reads like several sentences' : undefined);

/** The form of a username that is used and shown (P-7.1, P-7.2), or why it cannot be used. */
export const parseName = (raw: string): Result<string, WireError> => parseWith(raw, whyMisleadingOfPerson);

/** The form of a room's name that is used and shown (P-7.5), or why it cannot be used. */
export function parseRoomName(raw: string): Result<string, WireError> {
  const name = parseWith(raw, whyMisleading);
  if (!name.ok || utf8Length(name.value) <= MAX_ROOM_NAME_BYTES) return name;
  return fail(wireError('bad-name', `A room's name may have at most ${MAX_ROOM_NAME_BYTES} bytes.`));
}

function parseWith(raw: string, whyNot: (name: string) => string | undefined): Result<string, WireError> {
  const name = wellFormedName(raw);
  const why = name.ok ? whyNot(name.value) : undefined;
  return why === undefined ? name : refused(why);
}

/** The name itself, or the first of `name-2`, `name-3`, … that is free (P-7.4), shortened to stay within the limits. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let candidate = name;
  for (let n = 2; isTaken(candidate); n++) candidate = suffixed(name, `-${n}`);
  return candidate;
}

/** `suffix` after as much of the front of `name` as fits. */
function suffixed(name: string, suffix: string): string {
  if (name.length + suffix.length <= MAX_NAME_CHARACTERS && PLAIN.test(name)) return name + suffix;
  const kept = charactersOf(name).slice(0, MAX_NAME_CHARACTERS - suffix.length);
  // cutting may leave a name that passes for the server's
  while (!parseName(kept.join('').trimEnd() + suffix).ok) kept.pop();
  return kept.join('').trimEnd() + suffix;
}
