import type { CodeBlock } from './tree';

/** `src/a.ts`, `a.ts:3`, `a.ts:3-9`, `a.ts#L3-L9` */
const PLACE = /^(\S*[^\s:#]\.[\w-]+|\S*[\\/][^\s:#]+)(?:(?::|#L)(\d{1,7})(?:-L?(\d{1,7}))?)?$/;
/** The lines of any other file: `Makefile:3-9`, `.gitignore:1-2`. With one number, it may be code as well. */
const LINES = /^([\p{L}._]\S*?)(?::|#L)(\d{1,7})-L?(\d{1,7})$/u;
const LANGUAGE = /^[\w+#.-]{1,40}$/;
/** Longer than any path, in UTF-16 units. */
const MAX_UNITS = 500;

export type CodeInfo = Pick<CodeBlock, 'language' | 'place'>;

/** What stands behind an opening fence: a language, a place, or both. @returns undefined: something else, as code itself */
export function codeInfo(info: string): CodeInfo | undefined {
  if (info === '') return {};
  const words = info.slice(0, MAX_UNITS).split(/\s+/);
  const [first = '', second, ...more] = words;
  if (more.length > 0) return undefined;
  const place = placeIn(second ?? first);
  if (second === undefined && place) return { place };
  if (!LANGUAGE.test(first) || (second !== undefined && !place)) return undefined;
  return place ? { language: first, place } : { language: first };
}

function placeIn(word: string): CodeBlock['place'] {
  const [, path, start, end] = PLACE.exec(word) ?? LINES.exec(word) ?? [];
  if (path === undefined) return undefined;
  if (start === undefined) return { path };
  return end === undefined
    ? { path, start: Number(start) }
    : { path, start: Number(start), end: Number(end) };
}
