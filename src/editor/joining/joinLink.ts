import { type Result, fail, ok } from '../../base/result';
import { DEFAULT_PORT, parseAddress } from '../../protocol/address';
import type { Invitation, InvitationProblem } from '../../protocol/invitation';
import { parseRoomKey } from '../../protocol/roomKey';

/**
 * Reads an editor link, `{scheme}://tilde-chat.tilde/join?host=…&port=…`, with the key of a private room behind `#`; the
 * port is {@link DEFAULT_PORT} by default.
 * @param path of the link, decoded
 * @param query of the link, percent-encoded or not: of all that hosts and ports consist of, only `%` needs that
 * @param fragment of the link
 */
export function parseJoinLink(
  path: string,
  query: string,
  fragment = '',
): Result<Invitation, InvitationProblem | 'bad-link'> {
  if (path !== '/join') return fail('bad-link');
  const values = new URLSearchParams(query);
  const host = values.get('host') ?? '';
  const port = values.get('port') ?? String(DEFAULT_PORT);
  if (host === '') return fail({ part: 'address', problem: 'empty' });
  if (!/^\d+$/.test(port)) return fail({ part: 'address', problem: 'bad-port' });
  // in brackets or not: an address with colons is IPv6, and never a host with a port
  const plain = /^\[.*\]$/.test(host) ? host.slice(1, -1) : host;
  const address = parseAddress(plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`);
  if (!address.ok) return fail({ part: 'address', problem: address.error });
  if (fragment === '') return ok({ address: address.value });
  const key = parseRoomKey(fragment);
  if (!key.ok) return fail({ part: 'key', problem: key.error, typed: fragment });
  return ok({ address: address.value, key: key.value });
}
