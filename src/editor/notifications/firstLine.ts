/** VS Code cuts a notification at 1,000 characters; a line that is read in passing is shorter. */
const MAX_CHARACTERS = 160;
/** Marks that change the direction of the text that follows. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The first line of `text` that is not blank, cut to a readable length. For notifications. Pure. */
export function firstLine(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '') ?? '';
  let cut = '';
  let count = 0;
  // of a long line, only as much as is shown
  for (const character of line.trim()) {
    if (DIRECTION.test(character)) continue;
    if (++count > MAX_CHARACTERS) return `${cut.trimEnd()}…`;
    cut += character === '\t' ? ' ' : character;
  }
  return cut.trim();
}
