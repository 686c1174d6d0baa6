// Addresses that may be opened, and how they are shown so that they look like nothing else.
import { parseUrl } from '../base/parseUrl';
import { isMixed } from '../base/scripts';

export interface SafeUrl {
  /** In ASCII. */
  readonly url: string;
  /** How the address is to be written, where its host could be taken for another one. */
  readonly shown?: string;
  /** Its host, where the address begins as if it led elsewhere: `https://bank.example@evil.example`. */
  readonly leadsTo?: string;
}

const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** @returns undefined: it is none that may be opened */
export function safeUrl(written: string): SafeUrl | undefined {
  const url = parseUrl(written);
  if (!url || !SCHEMES.has(url.protocol)) return undefined;
  if (url.protocol === 'mailto:') return /^[^@?]+@[^@?]+/.test(url.pathname) ? { url: url.href } : undefined;
  const host = /^[^/]*\/\/(?:[^/?#@]*@)?([^/?#]*)/.exec(written)?.[1] ?? '';
  const safe = { url: url.href };
  const shown = isDeceptive(host) ? { shown: written.replace(host, url.host) } : {};
  return { ...safe, ...shown, ...(url.username || url.password ? { leadsTo: url.host } : {}) };
}

/** Whatever looks like the name of a host. */
const HOSTS = /(?:[\p{L}\p{N}\p{M}_-]+\.)+[\p{L}\p{M}]{2,}/gu;

/** The host that `url` leads to, where `text` names another one. */
export function otherHost(text: string, url: string): string | undefined {
  const target = parseUrl(url);
  if (!target) return undefined;
  const host = target.protocol === 'mailto:' ? target.pathname.replace(/^.*@/, '') : target.hostname;
  const named = text.slice(0, MAX_LABEL).match(HOSTS) ?? [];
  const isOther = named.some((name) => bare(parseUrl(`http://${name}`)?.hostname ?? name) !== bare(host));
  if (!isOther) return undefined;
  return target.protocol === 'mailto:' ? target.pathname : target.host;
}

/** No host is longer, in UTF-16 units. */
const MAX_LABEL = 1000;

const bare = (host: string): string => host.toLowerCase().replace(/^www\./, '');

/** Letters of other scripts that pass for Latin ones: Cyrillic, Greek, Armenian. A word of nothing else is read as Latin. */
const PASSES_FOR_LATIN = /^[асԁеһіјӏорԛѕԝхуъЬҽпгѵѡнкмтваορυνκιαγеղոսւօհցզ\u0131\p{Nd}-]+$/iu;

/** Whether a part of a host could be taken for another word: it mixes scripts, or only looks like Latin. */
function isDeceptive(host: string): boolean {
  return host
    .split('.')
    .some((label) => /\P{ASCII}/u.test(label) && (isMixed(label) || PASSES_FOR_LATIN.test(label)));
}
