// Addresses as people type them: host, host:port, [v6]:port, v6.
import { type Result, fail, ok } from '../base/result';
import { DEFAULT_PORT } from './limits';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Why an address cannot be one; the caller has the sentence in the person's language. */
export type AddressProblem = 'empty' | 'bad-host' | 'bad-port';

const HOST_NAME = /^(?!-)[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63})*\.?$/u;
const IPV4_LIKE = /^[\d.]+$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const IPV6 = /^[\da-f:.]*:[\da-f:.]*:[\da-f:.]*(?:%[\w.-]+)?$/i;

/** Reads what a person typed; without a port it is the default one. A host is one host in whatever case. */
export function parseAddress(typed: string, defaultPort = DEFAULT_PORT): Result<Address, AddressProblem> {
  const text = typed.trim();
  if (text === '') return fail('empty');
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed) {
    const [, host = '', port] = bracketed;
    return IPV6.test(host) ? withPort(host, port, defaultPort) : fail('bad-host');
  }
  if (IPV6.test(text)) return withPort(text, undefined, defaultPort);
  const colon = text.lastIndexOf(':');
  const host = colon < 0 ? text : text.slice(0, colon);
  const good = IPV4_LIKE.test(host) ? IPV4.test(host) : HOST_NAME.test(host) && host.length <= 253;
  return good ? withPort(host, colon < 0 ? undefined : text.slice(colon + 1), defaultPort) : fail('bad-host');
}

function withPort(
  typed: string,
  text: string | undefined,
  defaultPort: number,
): Result<Address, AddressProblem> {
  // not the name of an interface behind %, which is another in another case
  const host = typed.replace(/^[^%]+/, (name) => name.toLowerCase());
  if (text === undefined) return ok({ host, port: defaultPort });
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? ok({ host, port }) : fail('bad-port');
}

/** The form people are shown and can type back. */
export const formatAddress = ({ host, port }: Address): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
