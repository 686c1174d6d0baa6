// What a notification says of a message. Pure: the words around it come from the caller.

/** VS Code cuts at 1,000 characters; a line that is read in passing is shorter. */
const MAX_CHARACTERS = 160;
/** Marks that turn the direction of what follows. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The first line of `text` that says something, cut to a readable length. */
export function firstLine(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '') ?? '';
  const characters = Array.from(line.replace(DIRECTION, '').replaceAll('\t', ' ').trim());
  if (characters.length <= MAX_CHARACTERS) return characters.join('');
  return `${characters.slice(0, MAX_CHARACTERS).join('').trimEnd()}…`;
}

/**
 * Notifications make links of `[text](address)`, even ones that run commands: apart, the two brackets are only text.
 * Applied last, to all of what is shown, for a name and a text could make a link together.
 */
export const withoutLinks = (message: string): string => message.replaceAll('](', '] (');

/** A letter or digit, in a script that parts its words with spaces. */
const IN_WORD = String.raw`(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}])[\p{L}\p{N}_]`;
const beginsInWord = new RegExp(`^${IN_WORD}`, 'u');
const endsInWord = new RegExp(`${IN_WORD}$`, 'u');

/** Whether `text` names `name` as a word of its own, in whatever case. */
export function mentions(text: string, name: string): boolean {
  if (name === '') return false;
  const before = beginsInWord.test(name) ? `(?<!${IN_WORD})` : '';
  const after = endsInWord.test(name) ? `(?!${IN_WORD})` : '';
  const literal = name.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  return new RegExp(before + literal + after, 'iu').test(text);
}
