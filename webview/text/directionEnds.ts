// What somebody wrote may change the direction of what follows, and not change it back. Pure.

const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/gu;
const POP_DIRECTION = '\u202c';
const POP_ISOLATE = '\u2069';

/**
 * The characters that end whatever changes of direction the last line of a text leaves open (Unicode's UAX #9), so that
 * what stands behind the text keeps its place. An element cannot do that: its own end is one such character, and ends only
 * the last change in it.
 */
export function directionEnds(text: string): string {
  const open: string[] = [];
  // else each end without a beginning would look through all that is open
  let isolates = 0;
  // each line is a paragraph of its own
  for (const [control] of text.slice(text.lastIndexOf('\n') + 1).matchAll(CONTROLS)) {
    if (control === POP_DIRECTION) {
      if (open.at(-1) === POP_DIRECTION) open.pop();
    } else if (control === POP_ISOLATE) {
      if (isolates === 0) continue;
      isolates -= 1;
      open.length = open.lastIndexOf(POP_ISOLATE);
    } else if (control >= '\u2066') {
      isolates += 1;
      open.push(POP_ISOLATE);
    } else open.push(POP_DIRECTION);
  }
  return open.reverse().join('');
}
