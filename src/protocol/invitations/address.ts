// Reads addresses as people type them: host, host:port, [v6]:port, v6.
import { parseUrl } from '../../base/parseUrl';
import { type Result, fail, ok } from '../../base/result';
import { looksLikeRoomKey } from '../keys/roomKey';

/** This computer only. */
export const LOOPBACK = '127.0.0.1';
/** Every network of this computer. */
export const ALL_INTERFACES = '0.0.0.0';
/** Where a server listens unless told otherwise. */
export const DEFAULT_HOST = LOOPBACK;
export const DEFAULT_PORT = 9999;

export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Why a text is no address; the caller has the sentence in the person's language. `bad-ipv4`: numbers that only programs
 * read as an IPv4 address. `key`: a room's key, which must not be looked up, because that would tell it to the network.
 */
export type AddressProblem = 'empty' | 'bad-host' | 'bad-port' | 'bad-ipv4' | 'key';

const LABELS = /^(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?:\.[\p{L}\p{M}\p{N}_-]{1,63})*\.?$/u;
/** The last label is a number in any base. A program takes that for an IPv4 address: `0x7f000001` is `127.0.0.1`. */
const NUMBER_LAST = /(?:^|\.)(?:\p{Nd}+|[0０][xXｘＸ][\p{Nd}a-fA-F]*)\.?$/u;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const IPV6 = /^([\da-f:.]+)(?:%[\w.-]+)?$/i;
/** Longer than any host with its port. */
export const MAX_ADDRESS_CHARACTERS = 320;

/**
 * Reads what a person typed; without a port, the default one counts. The host comes out in lower case and in ASCII: a name
 * with other letters is in punycode, as it is looked up, so that nobody takes it for one that only looks like it.
 */
export function parseAddress(typed: string, defaultPort = DEFAULT_PORT): Result<Address, AddressProblem> {
  const text = typed.trim();
  if (text === '') return fail('empty');
  if (text.length > MAX_ADDRESS_CHARACTERS || text.includes('/')) return fail('bad-host');
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed) {
    const [, host = '', port] = bracketed;
    return isIpv6(host) ? withPort(host, port, defaultPort) : fail('bad-host');
  }
  if (isIpv6(text)) return withPort(text, undefined, defaultPort);
  const colon = text.lastIndexOf(':');
  const host = hostOf(colon < 0 ? text : text.slice(0, colon));
  return host.ok ? withPort(host.value, colon < 0 ? undefined : text.slice(colon + 1), defaultPort) : host;
}

function isIpv6(text: string): boolean {
  const [, ip = ''] = IPV6.exec(text) ?? [];
  return ip.includes(':') && parseUrl(`http://[${ip}]/`) !== undefined;
}

/** The host in ASCII. @param typed no IPv6 */
function hostOf(typed: string): Result<string, AddressProblem> {
  if (looksLikeRoomKey(typed)) return fail('key');
  if (!LABELS.test(typed)) return fail('bad-host');
  if (IPV4.test(typed)) return ok(typed);
  const host = parseUrl(`http://${typed}/`)?.hostname ?? '';
  if (NUMBER_LAST.test(typed) || IPV4.test(host)) return fail('bad-ipv4');
  return LABELS.test(host) && host.length <= 253 ? ok(host) : fail('bad-host');
}

function withPort(
  typed: string,
  text: string | undefined,
  defaultPort: number,
): Result<Address, AddressProblem> {
  // but not the interface name after %, in which case matters
  const host = typed.replace(/^[^%]+/, (name) => name.toLowerCase());
  if (text === undefined) return ok({ host, port: defaultPort });
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? ok({ host, port }) : fail('bad-port');
}

/** Whether the host is this computer under an address that other computers have for themselves. */
export const isThisComputer = (host: string): boolean => /^(?:127(?:\.\d+){3}|localhost\.?|::1)$/.test(host);

/** The form people are shown and can type back. */
export const formatAddress = ({ host, port }: Address): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
