// What makes a name of others' lines: nobody could tell where it ends, or in which letters it is written.
import { isMixed } from './scripts';
import { skeleton } from './skeleton';

/** Opens or closes something, and is no round bracket: an original client prints `[name] text`. */
const BRACKET = /(?![()（）])[\p{Ps}\p{Pe}⎡⎢⎣⎤⎥⎦]/u;
/** What is drawn like a tilde, and is none by confusables.txt: a line client prints `name~text`. */
const WAVE = /[〜～∽∾∿≀⸛⸞⸟﹋﹏〰﹌﹎˷⁀]/u;

/** Letters and digits with their marks; joiners do not end a word. */
const WORD = /[\p{L}\p{M}\p{N}\u200c\u200d]+/gu;

/** The end of a sentence, and more behind it. */
const SENTENCE_END = /(?:[!?:;…‼⁇⁈⁉؟؛।॥።፧։]\p{P}*\s|[。｡！？：；]\p{P}*\s?)\s*\S/u;
/** A word with a full stop, and more behind it. */
const STOP = /(?<=(?:^|[^\p{L}\p{M}\p{N}])([\p{L}\p{M}\p{N}]*))\.\p{P}*\s+\S/gu;
/** No sentence ends there: `J.`, `St.`, `Inc.`, `VIII.`, `ดร.`, `डॉ.`; nor behind a longer title in front, `Prof.` */
const ABBREVIATION = /^(?:\p{L}\p{M}*|\p{Lu}\p{L}{1,2}|[IVX]+|(?:\p{Lo}\p{M}*){1,3})$/u;
const TITLE = /^\p{Lu}\p{L}{1,4}\.\s/u;

/** Whether it has what stands around a name in somebody's list of lines, or looks like it. */
export const hasFrameMarks = (name: string): boolean =>
  BRACKET.test(name) || WAVE.test(name) || skeleton(name).includes('~');

/** Whether a word of it has letters of several scripts that nobody writes together. */
export const hasMixedWord = (name: string): boolean => (name.match(WORD) ?? []).some(isMixed);

/** Whether it reads like several sentences, one of which could be a notice: `alice joined the room. Bob`. */
export function hasSentences(name: string): boolean {
  if (SENTENCE_END.test(name)) return true;
  const behindTitle = name.replace(TITLE, '');
  return [...behindTitle.matchAll(STOP)].some(([, word = '']) => !ABBREVIATION.test(word));
}
