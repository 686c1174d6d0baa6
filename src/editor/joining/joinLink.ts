import { type Result, fail } from '../../base/result';
import { type Address, type AddressProblem, DEFAULT_PORT, parseAddress } from '../../protocol/address';

/**
 * Reads an editor link, `{scheme}://tilde-chat.tilde/join?host=…&port=…`; the port is {@link DEFAULT_PORT} by default.
 * @param path of the link, decoded
 * @param query of the link, percent-encoded or not: of all that hosts and ports consist of, only `%` needs that
 */
export function parseJoinLink(path: string, query: string): Result<Address, AddressProblem | 'bad-link'> {
  if (path !== '/join') return fail('bad-link');
  const values = new URLSearchParams(query);
  const host = values.get('host') ?? '';
  const port = values.get('port') ?? String(DEFAULT_PORT);
  if (host === '') return fail('empty');
  if (!/^\d+$/.test(port)) return fail('bad-port');
  // in brackets or not: an address with colons is IPv6, and never a host with a port
  const plain = /^\[.*\]$/.test(host) ? host.slice(1, -1) : host;
  return parseAddress(plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`);
}
