// Editor links to a room, `{scheme}://tilde-chat.tilde/join?host=…&port=…#KEY`.
import { type Result, fail, ok } from '../../base/result';
import { DEFAULT_PORT, parseAddress } from './address';
import type { Invitation, InvitationProblem } from './invitation';
import { parseRoomKey } from '../keys/roomKey';

/** `bad-link`: it leads to something else. */
export type JoinLinkProblem = InvitationProblem | 'bad-link';

/**
 * Reads an editor link. The port is {@link DEFAULT_PORT} by default; an open room has no key.
 * @param path of the link, decoded
 * @param query of the link, percent-encoded or not: of all that hosts and ports consist of, only `%` needs that
 * @param fragment what stands behind `#`
 */
export function parseJoinLink(
  path: string,
  query: string,
  fragment = '',
): Result<Invitation, JoinLinkProblem> {
  if (path !== '/join') return fail('bad-link');
  const address = addressIn(new URLSearchParams(query));
  if (!address.ok) return fail({ part: 'address', problem: address.error });
  if (fragment === '') return ok({ address: address.value });
  const key = parseRoomKey(fragment);
  if (!key.ok) return fail({ part: 'key', problem: key.error, typed: fragment });
  return ok({ address: address.value, key: key.value });
}

function addressIn(query: URLSearchParams): ReturnType<typeof parseAddress> {
  const host = query.get('host') ?? '';
  const port = query.get('port') ?? String(DEFAULT_PORT);
  if (host === '') return fail('empty');
  if (!/^\d+$/.test(port)) return fail('bad-port');
  // in brackets or not: an address with colons is IPv6, and never a host with a port
  const plain = /^\[.*\]$/.test(host) ? host.slice(1, -1) : host;
  return parseAddress(plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`);
}

/** A link to a room in a text. Each part is bounded, so that no text takes long. */
const LINK = /[a-z][a-z\d+.-]{0,30}:\/\/[^\s/?#]{0,255}(\/join)\?([^\s"'`<>()#]{0,1000})#?([\dA-Z-]{0,100})/i;
/** The beginning of a link inside another one, as web mail and redirecting pages have it. */
const WRAPPED = /%3a%2f%2f/i;

/** The link in a word of a text. */
export function joinLinkIn(word: string): Result<Invitation, JoinLinkProblem> | undefined {
  const [, path, query, fragment] = LINK.exec(WRAPPED.test(word) ? unwrapped(word) : word) ?? [];
  if (path === undefined || query === undefined || fragment === undefined) return undefined;
  // `&amp;` comes from the source of a web page, and what stands behind the port from the sentence around the link
  const asked = query.replaceAll('&amp;', '&').replace(/(?<=port=\d{1,5})[^\w&]+$|[.,;:!?*~|]+$/, '');
  return parseJoinLink(path, asked, fragment.replace(/-+$/, ''));
}

function unwrapped(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word; // not percent-encoded after all
  }
}
