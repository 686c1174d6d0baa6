import { shortened } from '../../base/shortened';

/** VS Code cuts a notification at 1,000 characters; a line that is read in passing is shorter. In code points. */
const MAX_LENGTH = 160;
/** Marks that change the direction of the text that follows. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The first line of `text` that is not blank, cut to a readable length. For notifications. Pure. */
export function firstLine(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '') ?? '';
  return shortened(line.replace(DIRECTION, '').replaceAll('\t', ' ').trim(), MAX_LENGTH);
}
