// Room keys among other words.
import { type Result, ok } from '../../base/result';
import { plainCharacters } from '../../base/plainCharacters';
import { type RoomKeyProblem, parseRoomKey } from '../keys/roomKey';

/** A character of a key as people write it: in any case, with O for 0, and I and L for 1. */
const CHARACTER = '[0-9A-TV-Za-tv-z]';
const GROUP = `${CHARACTER}{4}`;
/** Exactly as a key is made: many words of 20 characters have other ones. */
const ANY_CASE = '[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]';
/** What may be a key: with dashes, also where a line was broken at one; without; or in capitals with spaces. No host with a port. */
const CANDIDATE = new RegExp(
  String.raw`(?<![\p{L}\p{N}]|[\p{L}\p{N}]-)` +
    String.raw`(?:${GROUP}(?: ?- ?${GROUP}){4}|${ANY_CASE}{20}|[0-9A-Z]{4}(?: [0-9A-Z]{4})+)` +
    String.raw`(?![\p{L}\p{N}]|-[\p{L}\p{N}]|:\d)`,
  'gu',
);

/** The keys in a text, in canonical form, and the rest of it. */
export interface KeysAndRest {
  readonly keys: readonly string[];
  readonly rest: string;
}

/** @param text in {@link plainCharacters} */
export function roomKeysIn(text: string): KeysAndRest {
  const keys = new Set<string>();
  const rest = text.replace(CANDIDATE, (written) => {
    const key = parseRoomKey(written);
    // else it is a long word, or a row of short ones
    const isMeant = written.includes('-') || /\d[a-z]|[a-z]\d/i.test(written);
    if (!key.ok || !isMeant) return written;
    keys.add(key.value);
    return ' ';
  });
  return { keys: [...keys], rest };
}

/** Reads what a person typed or pasted where a key is asked for: a key, or a text with exactly one key in it. */
export function readRoomKey(text: string): Result<string, RoomKeyProblem> {
  const typed = parseRoomKey(text);
  if (typed.ok) return typed;
  const [key, another] = roomKeysIn(plainCharacters(text)).keys;
  return key !== undefined && another === undefined ? ok(key) : typed;
}
