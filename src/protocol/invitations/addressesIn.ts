// Addresses among other words.
import type { Result } from '../../base/result';
import {
  type Address,
  type AddressProblem,
  DEFAULT_PORT,
  formatAddress,
  MAX_ADDRESS_CHARACTERS,
  parseAddress,
} from './address';

/** What stands before a value. */
const LABEL = new RegExp(
  String.raw`(?<![\p{L}\p{N}.-])(address|adresse|host(?:name)?|ip(?:[ -]address|-adresse)?|server|key|(?:raum)?schlüssel)` +
    // but `server:9999` is an address
    String.raw` ?[:=](?!\d{1,5}(?![\p{L}\p{N}.-])) ?`,
  'giu',
);
const IS_LABEL = /^[^=]+=$/;
const IS_KEY_LABEL = /(?:key|schlüssel)=$/i;
const LABELLED_PORT = /(?<!:\d{0,5})[ .,;(]{0,3}(?<![\p{L}\p{N}-])port ?[:=]? ?(\d{1,5})(?![\p{L}\p{N}])/giu;
const SPACED_COLON = / ?(?<!:): ?(?=\d{1,5}(?![\p{L}\p{N}.:-]))/gu;
const COMMAND = /^(?:nc|ncat|netcat|telnet) /i;
const NUMBER = /^\d{1,5}$/;

/** Ports below are hardly ever given to a room: `page:5` is no address. */
const MIN_USUAL_PORT = 1024;
/** Stands around words, and never at the edge of an address. */
const EDGES = '"\'`<>(){}«»„“”‚‘’‹›*~|•·';
const ENDS = `${EDGES}.,;!?#/`;

/** The word without what stands around it in a text. */
export function trimWord(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && EDGES.includes(word.charAt(start))) start += 1;
  while (end > start && ENDS.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end);
}

/** Reads a word as an address; brackets may stand where only an IPv6 address has them, or be left out there. */
export function parseWord(word: string, defaultPort = DEFAULT_PORT): Result<Address, AddressProblem> {
  const address = parseAddress(word, defaultPort);
  // a row of colons alone would keep the expressions below busy for seconds
  if (address.ok || word.length > MAX_ADDRESS_CHARACTERS) return address;
  const [, inside, behind = ''] =
    /^\[(.*)\](:\d+)?$/.exec(word) ?? /^([\da-f:]*:[\da-f:]*)(:\d+)$/i.exec(word) ?? [];
  if (inside === undefined) return address;
  const isIpv6 = inside.includes(':') && behind !== '';
  const other = parseAddress(isIpv6 ? `[${inside}]${behind}` : `${inside}${behind}`, defaultPort);
  return other.ok ? other : address;
}

/** The words of a text in plain characters; a label is one that ends in `=`, and a port stands at its host. */
function wordsOf(text: string): string[] {
  const told = text.replace(COMMAND, '').replace(LABELLED_PORT, ':$1').replace(LABEL, ' $1= ');
  return told.replace(SPACED_COLON, ':').split(' ').filter(Boolean);
}

/** The text without labels. @param text in plain characters */
export const withoutLabels = (text: string): string =>
  wordsOf(text)
    .filter((word) => !IS_LABEL.test(word))
    .join(' ');

export interface FoundAddresses {
  readonly sure: readonly Address[];
  /** Words that can be addresses, but mostly are something else. */
  readonly possible: readonly Address[];
  /** Whether there is something else that may be a key, or a part of one. */
  readonly hasKeyPart: boolean;
}

interface Candidate extends Address {
  readonly hasPort: boolean;
  readonly isSure: boolean;
}

/** @param text in plain characters, without keys and links */
export function addressesIn(text: string): FoundAddresses {
  const words = wordsOf(text);
  let hasKeyPart = false;
  let lonePort: number | undefined;
  const found = words.flatMap((word, at) => {
    const candidates = candidatesIn(word, words[at - 1] ?? '', words[at + 1] ?? '');
    if (candidates.length > 0) return candidates;
    const [, port] = /^:(\d{1,5})$/.exec(trimWord(word)) ?? [];
    if (port !== undefined) lonePort = Number(port);
    hasKeyPart ||= IS_KEY_LABEL.test(word) || isKeyPart(trimWord(word));
    return [];
  });
  const withPorts = new Set(found.filter((one) => one.hasPort).map(({ host }) => host));
  const complete = found
    .filter((one) => one.hasPort || !withPorts.has(one.host))
    .map((one) => (one.hasPort ? one : { ...one, port: lonePort ?? one.port }));
  const [sure, possible] = [true, false].map((isSure) =>
    distinct(complete.filter((one) => one.isSure === isSure)),
  );
  return { sure: sure ?? [], possible: possible ?? [], hasKeyPart };
}

/** Each address once. */
export const distinct = (addresses: readonly Address[]): Address[] => [
  ...new Map(addresses.map(({ host, port }) => [formatAddress({ host, port }), { host, port }])).values(),
];

/** Letters and digits together, as in hardly any word. */
const isKeyPart = (word: string): boolean =>
  /^[\da-z-]{4,}$/i.test(word) && /\d/.test(word) && /[a-z]/i.test(word);

/** The addresses that a word can be; more than one where the next word may be its port. */
function candidatesIn(word: string, before: string, next: string): readonly Candidate[] {
  const parts = word.split(/[,;|]/).map((part) => candidateIn(part, IS_LABEL.test(before)));
  const all = parts.every((part) => part?.isSure === true)
    ? parts
    : [candidateIn(word, IS_LABEL.test(before))];
  return all.flatMap((one) => {
    if (!one) return [];
    const port = NUMBER.test(trimWord(next)) ? Number(trimWord(next)) : 0;
    if (one.hasPort || port < 1 || port > 65_535) return [one];
    const both = [{ ...one, port }, one];
    return port < MIN_USUAL_PORT ? both.reverse() : both;
  });
}

function candidateIn(word: string, isLabelled: boolean): Candidate | undefined {
  if (word.includes('@') || !(isLabelled || /[.:]/.test(word))) return undefined;
  const [, scheme, typed = '', path = ''] =
    /^([a-z][a-z\d+.-]{0,30}:\/\/)?([^/?#\\]*)(.*)$/i.exec(trimWord(word)) ?? [];
  const address = parseWord(typed.replace(/:$/, ''), 0);
  if (!address.ok) return undefined;
  const { host, port } = address.value;
  const hasPort = port !== 0;
  const isIp = host.includes(':') || /^[\d.]+$/.test(host);
  const hasUsualName = host.includes('.') || port >= MIN_USUAL_PORT;
  const isSure =
    path === '' &&
    (scheme === undefined
      ? isIp || isLabelled || (hasPort && hasUsualName)
      : // without a port, a web address is one of port 80
        hasPort || !/^http/i.test(scheme));
  const isPossible = isSure || isIp || hasPort || (path === '' && /\.\p{L}{2,}$/u.test(host));
  return isPossible ? { host, port: hasPort ? port : DEFAULT_PORT, hasPort, isSure } : undefined;
}
