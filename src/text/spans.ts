// What is found in a text whatever stands around it: addresses, places in files, mentions, short codes. They are found before any markup,
// which therefore never tears them apart. All of it is linear in the length of the text.
import { findCodes } from './shortCodes';
import { safeUrl } from './urls';
import type { Inline, Mentioned } from './tree';

/** A stretch of a text that is one thing. */
export interface Span {
  readonly from: number;
  /** Behind its last unit. */
  readonly to: number;
  readonly node: Inline;
}

/** What is found, in order and not overlapping. */
export function findSpans(text: string, mentioned: readonly Mentioned[]): Span[] {
  const found: Span[] = [];
  const add = (span: Span | undefined): void => {
    if (span) found.push(span);
  };
  for (const span of findUrls(text)) add(span);
  for (const span of findMailAddresses(text)) add(span);
  findPlaces(text, add);
  if (mentioned.length > 0) findMentions(text, mentioned, add);
  for (const { from, text: written, code } of findCodes(text))
    add({ from, to: from + written.length, node: { kind: 'shortCode', text: written, code } });
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return found.filter(({ from, to }) => {
    if (from < end) return false;
    end = to;
    return true;
  });
}

/** Nothing of an address, and nothing that could make it look like another one. */
const NOT_OF_URL = /[\s<>"`\p{Cc}\p{Cf}\u2018-\u201f\u00ab\u00bb，。、；：！？]/u;
/** At the end of an address, they belong to the sentence. */
const OF_SENTENCE = new Set(".,;:!?'*_~|…");
const BRACKETS: Readonly<Record<string, string>> = {
  ')': '(',
  ']': '[',
  '}': '{',
  '）': '（',
  '」': '「',
  '】': '【',
};

function* findUrls(text: string): Generator<Span> {
  const start = /(?<![\p{L}\p{N}_+-])(?:https?:\/\/|mailto:)/giu;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const from = match.index;
    const to = urlEnd(text, start.lastIndex);
    const written = text.slice(from, to);
    const url = safeUrl(written);
    start.lastIndex = to;
    if (!url) continue;
    yield {
      from,
      to,
      node: { kind: 'link', ...url, children: [{ kind: 'text', text: url.shown ?? written }] },
    };
  }
}

/** Where an address ends. @param start behind its scheme */
function urlEnd(text: string, start: number): number {
  const open: string[] = [];
  let end = start;
  for (; end < text.length; end++) {
    const char = text.charAt(end);
    if (NOT_OF_URL.test(char)) break;
    const opener = BRACKETS[char];
    if (opener !== undefined) {
      // a bracket that was opened before the address closes behind it
      if (open.at(-1) !== opener) break;
      open.pop();
    } else if ('([{（「【'.includes(char)) open.push(char);
  }
  while (end > start && (OF_SENTENCE.has(text.charAt(end - 1)) || '([{（「【'.includes(text.charAt(end - 1))))
    end--;
  return end;
}

/**
 * An address of a person, in ASCII. Not `git@host:path`, `a@host/path`, `@scope/package`, `package@1.2` or `icon@2x.png`; a
 * longer one than any mail server takes is none, either.
 */
const MAIL =
  /(?<![\p{L}\p{N}\p{M}_.@/:%+'-])[\w%+-][\w.%+'-]{0,63}@(?!\d+x\.)((?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,24})(?![\p{L}\p{N}\p{M}_@-]|[.:/]\S)/giu;

function* findMailAddresses(text: string): Generator<Span> {
  if (!text.includes('@')) return;
  for (const { 0: written, index: from } of text.matchAll(MAIL)) {
    const url = safeUrl(`mailto:${written}`);
    if (!url || written.includes('..')) continue;
    const children = [{ kind: 'text', text: written }] as const;
    yield { from, to: from + written.length, node: { kind: 'link', url: url.url, children } };
  }
}

/** The longest path that is looked for, in UTF-16 units. */
const MAX_PATH = 400;
/** The line, and perhaps the column, behind a path, in the ways of compilers and stack traces. */
const LINE = /:(?:line )?(\d{1,7})(?::(\d{1,7}))?(?!\d)|\((\d{1,7}),(\d{1,7})\)|", line (\d{1,7})(?!\d)/g;
const OF_PATH = /[\p{L}\p{N}\p{M}_@.+~\\/$#%=,[\]-]/u;
/** A file has a name with an extension. */
const FILE = /(?:^|[\\/])[^\\/]*\.[\p{L}_][\p{L}\p{N}_]*$/u;

function findPlaces(text: string, add: (span: Span) => void): void {
  let before = 0;
  for (const match of text.matchAll(LINE)) {
    const isQuoted = match[5] !== undefined;
    const from = pathStart(text, match.index, Math.max(before, match.index - MAX_PATH), isQuoted);
    const path = text.slice(from, match.index);
    const to = match.index + match[0].length;
    before = to;
    if (!FILE.test(path)) continue;
    const line = Number(match[1] ?? match[3] ?? match[5]);
    const column = Number(match[2] ?? match[4] ?? 0);
    if (line === 0) continue;
    const place = { kind: 'place', text: text.slice(from, to), path, line } as const;
    add({ from, to, node: column > 0 ? { ...place, column } : place });
  }
}

/** Where a path begins that ends at `end`. @param quoted up to the quotation mark, with spaces */
function pathStart(text: string, end: number, min: number, quoted: boolean): number {
  let from = end;
  while (from > min) {
    const char = text.charAt(from - 1);
    if (quoted ? char === '"' || char === '\n' : !OF_PATH.test(char)) break;
    from--;
  }
  // the letter of a Windows drive
  if (
    !quoted &&
    from >= min + 2 &&
    /(?<!\w)[A-Za-z]:[\\/]$/.test(text.slice(Math.max(0, from - 3), from + 1))
  )
    return from - 2;
  // `[` and `,` stand in file names, but not before them
  while (!quoted && from < end && '[],=#%'.includes(text.charAt(from))) from++;
  return from;
}

const IN_WORD = /^[\p{L}\p{N}\p{M}_]/u;

function findMentions(text: string, mentioned: readonly Mentioned[], add: (span: Span) => void): void {
  const longestFirst = [...mentioned].sort((a, b) => b.name.length - a.name.length);
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const found = longestFirst.find(({ name }) => name !== '' && text.startsWith(name, at + 1));
    if (!found) continue;
    const to = at + 1 + found.name.length;
    // the beginning of another name, or the host of a mail address
    if (IN_WORD.test(text.slice(to, to + 2)) && IN_WORD.test(text.charAt(to - 1))) continue;
    if (/\w/.test(text.charAt(at - 1))) continue;
    const written = text.slice(at, to);
    add({ from: at, to, node: { kind: 'mention', text: written, now: found.now, own: found.own } });
  }
}
