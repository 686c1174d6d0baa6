// What a notification says of a message. Pure: the words around it come from the caller.

/** VS Code cuts at 1,000 characters; a line that is read in passing is shorter. */
const MAX_CHARACTERS = 160;
/** Marks that turn the direction of what follows. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The first line of `text` that says something, cut to a readable length. */
export function firstLine(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '') ?? '';
  let cut = '';
  let count = 0;
  // not more of a long line than is shown
  for (const character of line.trim()) {
    if (DIRECTION.test(character)) continue;
    if (++count > MAX_CHARACTERS) return `${cut.trimEnd()}…`;
    cut += character === '\t' ? ' ' : character;
  }
  return cut.trim();
}
