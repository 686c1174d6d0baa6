// What makes a name misleading: nobody could tell where it ends, or which letters it is written in.
import { isMixed } from '../../base/scripts';
import { skeleton } from './skeleton';

/** A bracket that is not round: an original client prints `[name] text`. */
const BRACKET = /(?![()（）])[\p{Ps}\p{Pe}⎡⎢⎣⎤⎥⎦]/u;
/** Looks like a tilde, but not according to confusables.txt: a line client prints `name~text`. */
const WAVE = /[〜～∽∾∿≀⸛⸞⸟﹋﹏〰﹌﹎˷⁀]/u;

/** Letters and digits with their marks; joiners do not end a word. */
const WORD = /[\p{L}\p{M}\p{N}\u200c\u200d]+/gu;

/** The end of a sentence with more text after it. */
const SENTENCE_END = /(?:[!?:;…‼⁇⁈⁉؟؛।॥።፧։]\p{P}*\s|[。｡！？：；]\p{P}*\s?)\s*\S/u;
/** A word and a full stop with more text after it. */
const STOP = /(?<=(?:^|[^\p{L}\p{M}\p{N}])([\p{L}\p{M}\p{N}]*))\.\p{P}*\s+\S/gu;
/** A full stop after these ends no sentence: `J.`, `St.`, `Inc.`, `VIII.`, `ดร.`, `डॉ.` */
const ABBREVIATION = /^(?:\p{L}\p{M}*|\p{Lu}\p{L}{1,2}|[IVX]+|(?:\p{Lo}\p{M}*){1,3})$/u;
/** Nor after a longer title at the front: `Prof.` */
const TITLE = /^\p{Lu}\p{L}{1,4}\.\s/u;

/** Whether it has characters that clients print around a name, or that look like them. */
export const hasFrameMarks = (name: string): boolean =>
  BRACKET.test(name) || WAVE.test(name) || skeleton(name).includes('~');

/** Whether one of its words mixes scripts that nobody writes together. */
export const hasMixedWord = (name: string): boolean => (name.match(WORD) ?? []).some(isMixed);

/** Whether it reads like several sentences, one of which could be a notice: `alice joined the room. Bob`. */
export function hasSentences(name: string): boolean {
  if (SENTENCE_END.test(name)) return true;
  const behindTitle = name.replace(TITLE, '');
  return [...behindTitle.matchAll(STOP)].some(([, word = '']) => !ABBREVIATION.test(word));
}
