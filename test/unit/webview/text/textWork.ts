import { directionEnds } from '../../../../webview/text/directionEnds';
import { folded } from '../../../../webview/text/fold';
import type { Parts } from '../../../support/work';

/** Each is twice as long as the one before it, in UTF-16 units. */
const LENGTHS = [16, 32, 64].map((kib) => kib * 1024);

const twice = (part: string, act: (text: string) => unknown): (() => void)[] =>
  LENGTHS.map((length) => {
    const text = part.repeat(length / part.length);
    return () => void act(text);
  });

export const parts: Parts = {
  ...Object.fromEntries(
    ['x', '\n', 'a\n', '```\n', '~~~\n```\n', '\u0301', '👩‍👩‍👧‍👦'].map((part) => [
      `fold ${part}`,
      twice(part, folded),
    ]),
  ),
  ...Object.fromEntries(
    [
      '\u202e',
      '\u2067',
      '\u2069',
      '\u202c',
      '\u2067\u202e',
      '\u2067\u2069',
      '\u202e\u2069',
      '\u202e\u202c',
    ].map((part) => [`end ${part}`, twice(part, directionEnds)]),
  ),
};
