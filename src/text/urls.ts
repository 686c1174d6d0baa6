// Addresses that may be opened, and how they are shown so that they look like nothing else.
import { parseUrl } from '../base/parseUrl';
import { plainCharacters } from '../base/plainCharacters';
import { IN_USE, isMixed } from '../base/scripts';
import { withoutUndefined } from '../base/withoutUndefined';

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
  const { from, host, behind } = hostIn(written);
  const shown = passesFor(host, url.hostname) ? undefined : written.slice(0, from) + url.hostname + behind;
  const isLed = url.username !== '' || url.password !== '' || /^(?::\d*)?\\/.test(behind);
  return withoutUndefined({ url: url.href, shown, leadsTo: isLed ? url.host : undefined });
}

/**
 * Where the host stands in an address, as browsers read it: behind any slashes and the last `@`, up to a slash or a backslash.
 */
function hostIn(written: string): { readonly from: number; readonly host: string; readonly behind: string } {
  const lead = /^[a-z]+:[/\\]*/i.exec(written)?.[0].length ?? 0;
  const authority = /^[^/\\?#]*/.exec(written.slice(lead))?.[0] ?? '';
  const from = lead + authority.lastIndexOf('@') + 1;
  const host = authority.slice(from - lead).replace(/:\d*$/, '');
  return { from, host, behind: written.slice(from + host.length) };
}

/** Whether a host may be written so: it is the very one that is looked up, or could be taken for no other one. */
const passesFor = (host: string, target: string): boolean =>
  /^\p{ASCII}*$/u.test(host) ? host.toLowerCase() === target : !isDeceptive(host);

/** What stands where an address has its host, or looks like a host: a name with dots, an IPv4 address, a name with a port. */
const HOSTS = new RegExp(
  [
    String.raw`(?<=//(?:[^\s/?#@]*@)?)[^\s/?#@:]+`,
    String.raw`(?<![\p{L}\p{N}\p{M}_-])(?:[\p{L}\p{N}\p{M}_-]+\.)+(?:xn--[\w-]+|[\p{L}\p{M}]{2,}|(?<=(?:\d+\.){3})\d+)`,
    String.raw`(?<![\w-])(?:[\w-]+(?=:\d{2,5}(?!\d))|localhost(?![\w-]))`,
  ].join('|'),
  'giu',
);
/** What may be markup, and is then not seen. */
const MARKS = /[*~`\\]/g;

/** The host that `url` leads to, where `text` names another one, or names it so that it looks like another one. */
export function otherHost(text: string, url: string): string | undefined {
  const target = parseUrl(url);
  if (!target) return undefined;
  const host = target.protocol === 'mailto:' ? target.pathname.replace(/^.*@/, '') : target.hostname;
  const named = plainCharacters(text.replace(MARKS, '')).slice(0, MAX_LABEL).match(HOSTS) ?? [];
  const isOther = named.some(
    (name) => isDeceptive(name) || bare(parseUrl(`http://${name}`)?.hostname ?? name) !== bare(host),
  );
  if (!isOther && text.length <= MAX_LABEL) return undefined;
  return target.protocol === 'mailto:' ? target.pathname : target.host;
}

/** No host is longer, and no label that means well, in UTF-16 units. */
const MAX_LABEL = 1000;

const bare = (host: string): string => host.toLowerCase().replace(/^www\./, '');

/** Letters of other scripts that pass for Latin ones: Cyrillic, Greek, Armenian. A word of nothing else is read as Latin. */
const PASSES_FOR_LATIN = /^[асԁеһіјӏорԛѕԝхуъЬҽпгѵѡнкмтваορυνκιαγеղոսւօհցզ\u0131\p{Nd}-]+$/iu;

/** What no name of a host needs, and what looks like something else in it. */
const UNUSUAL = new RegExp(
  [
    // signs, as a slash of mathematics, and scripts of the past
    String.raw`[^\p{L}\p{M}\p{Nd}-]|[^${IN_USE}\p{Nd}\p{M}-]`,
    // letters for sounds, and others that are drawn as plain ones
    String.raw`[\u0131\u0138\u018d\u01bd\u01c0-\u01c3\u0223\u0250-\u02ff\u1d00-\u1dbf\u1e9d\u1eff\ua720-\ua7ff\uab30-\uab6f]`,
    // a mark that makes no letter of its own
    String.raw`\p{sc=Latn}\p{M}`,
    // strokes that pass for a slash or a hyphen
    String.raw`\w[ノ丶丿〳ー]|[ノ丶丿〳ー]\w`,
  ].join('|'),
  'iu',
);

/** Whether a part of a host could be taken for something else. */
function isDeceptive(host: string): boolean {
  return host
    .normalize('NFC')
    .split('.')
    .some(
      (part) =>
        /\P{ASCII}/u.test(part) && (isMixed(part) || PASSES_FOR_LATIN.test(part) || UNUSUAL.test(part)),
    );
}
