import { parseText } from '../../../src/text/parseText';
import type { Parts } from '../../support/work';
import { LONG_TEXTS } from './longTexts';
import { MENTIONED } from './table';

/** As long as a text with markup can be, and longer: each is twice as long as the one before it, in UTF-16 units. */
const LENGTHS = [
  [8, 16, 32],
  [256, 512],
].map((all) => all.map((kib) => kib * 1024));

export const parts: Parts = Object.fromEntries(
  LENGTHS.flatMap((lengths, i) =>
    Object.entries(LONG_TEXTS).map(([what, textOf]) => [
      `${i} ${what}`,
      lengths.map((length) => {
        const text = textOf(length);
        return () => void parseText(text, { mentions: MENTIONED });
      }),
    ]),
  ),
);
