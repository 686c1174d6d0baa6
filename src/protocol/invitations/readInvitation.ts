// Reads what a person typed or pasted where they are asked for an invitation: an address, with the key of a private room.
import { type Result, fail, ok } from '../../base/result';
import { type Address, DEFAULT_PORT, parseAddress } from './address';
import { addressesIn, distinct, parseWord, trimWord, withoutLabels } from './addressesIn';
import { guessAddress } from './guessAddress';
import type { Invitation, InvitationProblem } from './invitation';
import { joinLinkIn } from './joinLink';
import { plainCharacters } from '../../base/plainCharacters';
import { parseRoomKey } from '../keys/roomKey';
import { roomKeysIn } from './roomKeysIn';

export interface Reading {
  /** What the text can mean, the likeliest first. Where there are several, the person has to choose. */
  readonly invitations: readonly [Invitation, ...Invitation[]];
  /** Why the text cannot be taken as it is, so that the person has to be asked whether this is meant; left out: it can. */
  readonly doubt?: InvitationProblem;
}

type Reply = Result<Reading, InvitationProblem>;

const NO_ADDRESS: InvitationProblem = { part: 'address', problem: 'bad-host' };
/** More than anybody would look through. */
const MAX_INVITATIONS = 8;
/** Much more than any invitation has. */
const MAX_CHARACTERS = 10_000;

/**
 * Reads an address or an invitation, with whatever comes along when people copy and paste: invisible and full-width
 * characters, brackets, quotes, labels, links, a sentence around it, the whole invitation. Nothing is looked up. It never
 * throws, and its time grows with the length of the text only.
 */
export function readInvitation(text: string): Reply {
  if (text.length > MAX_CHARACTERS) return fail(NO_ADDRESS);
  const plain = plainCharacters(text);
  // some characters become eighteen
  if (plain.length > MAX_CHARACTERS) return fail(NO_ADDRESS);
  const typed = asTyped(plain);
  if (typed.ok) return ok({ invitations: withOtherMeanings(plain, typed.value) });
  const unlabelled = asTyped(withoutLabels(plain));
  if (unlabelled.ok) return ok({ invitations: [unlabelled.value] });
  if (isUnfinishedKey(typed.error) && !isHostAndPort(plain) && roomKeysIn(plain).keys.length === 0)
    return typed;
  const reading = amongWords(plain, typed.error);
  if (reading) return reading;
  const guess = guessAddress(plain);
  const doubt = typed.error.part === 'address' ? typed.error : NO_ADDRESS;
  return guess ? ok({ invitations: [{ address: guess }], doubt }) : typed;
}

/** The same where nobody can be asked: only what has one clear meaning. */
export function readClearInvitation(text: string): Result<Invitation, InvitationProblem> {
  const reading = readInvitation(text);
  if (!reading.ok) return reading;
  const { invitations, doubt } = reading.value;
  if (doubt) return fail(doubt);
  return invitations.length === 1 ? ok(invitations[0]) : fail(NO_ADDRESS);
}

/** Reads `address`, `address key`, `host port` or `host port key`. */
function asTyped(text: string): Result<Invitation, InvitationProblem> {
  const [, first = '', separator = '', more = ''] = /^([^ ,;]*)([ ,;]*)(.*)$/.exec(text) ?? [];
  const word = trimWord(first);
  const address = parseWord(word);
  if (!address.ok) return fail({ part: 'address', problem: address.error });
  const rest = trimWord(more);
  if (rest === '') return ok({ address: address.value });
  const key = parseRoomKey(rest);
  if (key.ok) return ok({ address: address.value, key: key.value });
  const withPort = separator.includes(' ') ? withPortOf(word, rest) : undefined;
  return withPort ? ok(withPort) : fail({ part: 'key', problem: key.error, typed: rest });
}

/** `host`, and behind it its port. */
function withPortOf(host: string, rest: string): Invitation | undefined {
  const [, port, behind = ''] = /^(\d{1,5})(?![^ ,;])[ ,;]*(.*)$/.exec(rest) ?? [];
  const [bare, address] = [parseWord(host, 0), parseWord(host, Number(port))];
  const isPort =
    port !== undefined && bare.ok && bare.value.port === 0 && Number(port) >= 1 && Number(port) <= 65_535;
  if (!isPort || !address.ok) return undefined;
  if (behind === '') return { address: address.value };
  const key = parseRoomKey(trimWord(behind));
  return key.ok ? { address: address.value, key: key.value } : undefined;
}

/** With what else a typed address can mean: where a port stands in an IPv6 address, or a letter in a row of numbers. */
function withOtherMeanings(text: string, typed: Invitation): Reading['invitations'] {
  const [word = ''] = text.split(/[ ,;]/, 1);
  const [, host, port] = /^([^[\]]*:[^[\]]*):(\d{4,5})$/.exec(trimWord(word)) ?? [];
  const split = host === undefined ? undefined : parseAddress(`[${host}]:${port}`);
  const meant = split?.ok ? split.value : guessAddress(word);
  if (!meant || meant.host === typed.address.host) return [typed];
  const address = meant.port === DEFAULT_PORT ? { ...typed.address, host: meant.host } : meant;
  return [{ ...typed, address }, typed];
}

/** Whether a key is still being typed: only its length is wrong yet. */
function isUnfinishedKey(wrong: InvitationProblem): boolean {
  if (wrong.part !== 'key' || wrong.problem !== 'too-short') return false;
  const groups = wrong.typed.split(/[ -]/);
  return groups.slice(0, -1).every((group) => group.length === 4);
}

/** A port and no key, though it stands behind a wrong sign. */
const isHostAndPort = (text: string): boolean => /^[^ ]*[,;]\d{1,5}$/.test(text);

/** Finds addresses and keys, wherever they stand. @param wrong why the whole text is none. @returns undefined: there are none */
function amongWords(text: string, wrong: InvitationProblem): Reply | undefined {
  const found = text.split(' ').map((word) => ({ word, link: joinLinkIn(word) }));
  const links = found.flatMap(({ link }) => (link ? [link] : []));
  const linked = links.flatMap((link) => (link.ok ? [link.value] : []));
  const { keys, rest } = roomKeysIn(found.map(({ word, link }) => (link ? '' : word)).join(' '));
  const { sure, possible, hasKeyPart } = addressesIn(rest);
  // then what stands behind the first word is meant as its key
  const { sure: first, possible: perhaps } = addressesIn(text.split(' ', 1).join());
  const isBeforeKey = wrong.part === 'key' && first.length + perhaps.length > 0;
  if (isBeforeKey && keys.length === 0 && (hasKeyPart || wrong.problem === 'empty')) return fail(wrong);
  const addresses = distinct([...linked.map(({ address }) => address), ...sure]);
  const allKeys = [...new Set([...linked.flatMap(({ key }) => key ?? []), ...keys])];
  if (addresses.length > 0) {
    const isKeyMissing = allKeys.length === 0 && linked.length === 0;
    return reading(addresses, allKeys, isKeyMissing && (hasKeyPart || isBeforeKey) ? wrong : undefined);
  }
  const [broken] = links.flatMap((link) => (link.ok || link.error === 'bad-link' ? [] : [link.error]));
  if (broken) return fail(broken);
  if (possible.length > 0) return reading(possible, allKeys, NO_ADDRESS);
  if (allKeys.length > 0 && isBlank(rest)) return fail({ part: 'address', problem: 'key' });
  return undefined;
}

const isBlank = (text: string): boolean =>
  withoutLabels(text)
    .split(' ')
    .every((word) => trimWord(word) === '');

function reading(
  addresses: readonly Address[],
  keys: readonly string[],
  doubt?: InvitationProblem,
): Reply | undefined {
  const all = addresses.slice(0, MAX_INVITATIONS).flatMap((address): Invitation[] => {
    const withKeys = keys.slice(0, MAX_INVITATIONS).map((key) => ({ address, key }));
    return keys.length === 0 ? [{ address }] : withKeys;
  });
  const [first, ...others] = all.slice(0, MAX_INVITATIONS);
  return first && ok({ invitations: [first, ...others], ...(doubt && { doubt }) });
}
