// The key of a private room: making, reading and showing it, and proving to have it (P-13).
import { createHmac, randomBytes } from 'node:crypto';
import { type Result, fail, ok } from '../../base/result';
import { plainCharacters } from '../../base/plainCharacters';
import { isSameSecret } from './proofs';

/** Crockford's base32: no I, L, O, U, so that a key can be read aloud and copied by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const KEY_LENGTH = 20;
const GROUP_LENGTH = 4;

/** What a canonical key looks like. */
export const ROOM_KEY_PATTERN = new RegExp(`^[${ALPHABET}]{${KEY_LENGTH}}$`);

/** What both sides export from their TLS connection to bind a proof to it (RFC 9266). */
export const BINDING = { label: 'EXPORTER-Channel-Binding', bytes: 32 } as const;

/** Why a text is no key; the caller has the sentence in the person's language. */
export type RoomKeyProblem = 'empty' | 'bad-character' | 'too-short' | 'too-long';

/** A new key of 100 random bits, canonical: 20 upper-case characters. */
export const newRoomKey = (): string =>
  Array.from(randomBytes(KEY_LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');

/** The form people are shown: `K7QX-93MD-4TWZ-P2HN-8V6C`. @param key canonical */
export const formatRoomKey = (key: string): string =>
  (key.match(new RegExp(`.{1,${GROUP_LENGTH}}`, 'g')) ?? []).join('-');

/** Reads what a person typed, in any case, with any dashes and spaces, O for 0, I and L for 1. @returns canonical */
export function parseRoomKey(typed: string): Result<string, RoomKeyProblem> {
  const bare = plainCharacters(typed).replace(/[ -]/g, '');
  if (bare === '') return fail('empty');
  if (!/^[\da-z]+$/i.test(bare)) return fail('bad-character');
  const key = bare.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  if (key.includes('U')) return fail('bad-character');
  if (key.length === KEY_LENGTH) return ok(key);
  return fail(key.length < KEY_LENGTH ? 'too-short' : 'too-long');
}

/** Whether a text is a key as people see it, with or without dashes, in any width and case. Hardly any host has such a name. */
export function looksLikeRoomKey(text: string): boolean {
  const typed = text.normalize('NFKC').replace(/\.$/, '');
  const shown = typed.toUpperCase();
  const key = shown.replaceAll('-', '');
  if (ROOM_KEY_PATTERN.test(key) && [key, formatRoomKey(key)].includes(shown)) return true;
  // in capitals also with O for 0, I and L for 1
  return typed === shown && /^\w{4}(?:-\w{4}){4}$/.test(typed) && parseRoomKey(typed).ok;
}

/** Whose proof it is, so that neither side can send the other's back. */
export type Prover = 'client' | 'server';

/** Proves that `prover` has the key, on the connection with this binding only. @param key canonical */
export const roomProof = (key: string, prover: Prover, binding: Uint8Array): string =>
  createHmac('sha256', key).update(`tilde ${prover}`).update(binding).digest('base64url');

/** Whether `given` is that proof. Takes the same time whatever it is. */
export const isRoomProof = (given: string, key: string, prover: Prover, binding: Uint8Array): boolean =>
  isSameSecret(given, roomProof(key, prover, binding));
