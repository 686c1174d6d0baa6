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
