// What a repository is called, whoever asks: one name for all the addresses by which a team reaches it. Pure.
import { parseUrl } from '../../base/parseUrl';
import { MAX_REMOTE_BYTES } from '../../protocol/wire/limits';
import { utf8Length } from '../../protocol/wire/utf8';

/** Longer than any address of a repository, in UTF-16 units. */
const MAX_UNITS = 2048;

/** The schemes that reach another computer, with their usual ports. A helper of git (`ext::…`) and a folder reach none. */
const PORTS: ReadonlyMap<string, string> = new Map([
  ...['ssh', 'git+ssh', 'ssh+git'].map((scheme) => [scheme, '22'] as const),
  ...[['http', '80'] as const, ['https', '443'] as const, ['git', '9418'] as const],
]);

/** Where these let SSH through firewalls: https://docs.github.com/authentication/troubleshooting-ssh and its like. */
const OTHER_DOORS: ReadonlyMap<string, string> = new Map([
  ['ssh.github.com:443', 'github.com'],
  ['altssh.gitlab.com:443', 'gitlab.com'],
  ['altssh.bitbucket.org:443', 'bitbucket.org'],
]);

/** `scheme://user:secret@host:port/path` */
const URL_FORM = /^([a-z][a-z\d+.-]*):\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^:/?#]+)(?::(\d*))?\/([^?#]*)/i;
/** `user@host:path`, as SSH has it. One letter is a drive of Windows. */
const SCP_FORM = /^(?:[^@/:]+@)?(\[[^\]]*\]|[^:/@\\]{2,}):(?![:/]{2}|:)(.*)$/;

const HOST = /^(?:[a-z\d._-]+|\[[\da-f:.]+\])$/;

/**
 * The repository at an address of git's, as `github.com/team/tool`: the host in lower case and the path; a port only where it
 * is an unusual one. Neither who logs in there nor with which secret is part of it.
 * @returns undefined: it is on no other computer, or is nothing that we know
 */
export function normalRemote(address: string): string | undefined {
  const url = address.trim();
  if (url.length > MAX_UNITS) return undefined;
  const [, scheme, urlHost, port = '', urlPath] = URL_FORM.exec(url) ?? [];
  const [, scpHost, scpPath] = scheme === undefined ? (SCP_FORM.exec(url) ?? []) : [];
  const host = normalHost(urlHost ?? scpHost);
  const path = normalPath(urlPath ?? scpPath);
  const usual = PORTS.get(scheme?.toLowerCase() ?? 'ssh');
  if (host === undefined || path === undefined || usual === undefined) return undefined;
  const place = port === '' || port === usual ? host : `${host}:${port}`;
  const remote = `${OTHER_DOORS.get(place) ?? place}/${path}`;
  return utf8Length(remote) <= MAX_REMOTE_BYTES ? remote : undefined;
}

/** Whether two of these names are of one repository: servers take its path in any case, and each way there has a port of its own. */
export const isSameRemote = (one: string, other: string): boolean => comparable(one) === comparable(other);

const comparable = (remote: string): string => remote.replace(/:\d+\//, '/').toLowerCase();

function normalHost(host: string | undefined): string | undefined {
  const hostname = host === undefined ? undefined : parseUrl(`http://${host}/`)?.hostname;
  return hostname !== undefined && HOST.test(hostname) ? hostname : undefined;
}

function normalPath(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const plain = decoded(path)
    .replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .replaceAll(/[\s?#]/g, encodeURIComponent);
  return plain === '' || /[\p{Cc}\p{Cf}\p{Cs}]/u.test(plain) ? undefined : plain;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
