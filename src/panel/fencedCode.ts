import type { PanelCode } from './fromPanel';

/** What is known of code that was copied from an editor. */
export interface CopiedFrom {
  /** As VS Code calls it. */
  readonly language?: string | undefined;
  /** Lines are from 1. */
  readonly place?: { readonly path: string; readonly start: number; readonly end: number } | undefined;
}

/** Code as a block with fences, with its language and place behind the first, as far as they are known. */
export function fenced(code: string, { language, place }: CopiedFrom): string {
  const runs = code.match(/`{3,}/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  // a place with a space in it would not be read again
  const where = place && !/\s/.test(place.path) ? placeText(place) : undefined;
  const info = [language, where].filter((part) => part !== undefined).join(' ');
  return `${fence}${info}\n${code}${code.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** Code that a message quotes as blocks in its text. @param isFirst nothing stands in front of them */
export const fencedCodes = (codes: readonly PanelCode[], isFirst: boolean): string =>
  [
    ...(isFirst ? [] : ['']),
    ...codes.map((code) => fenced(code.text, { language: code.language, place: code })),
    '',
  ].join('\n');

/** Lines of a file, as people write them: `src/a.ts:3-9`. */
export const placeText = ({ path, start, end }: NonNullable<CopiedFrom['place']>): string =>
  `${path}:${start === end ? start : `${start}-${end}`}`;
