// Long texts are folded: what is drawn of them ends with a line, so that nothing out of sight can have the focus.

/** So many lines of a text are drawn at first. */
const SHOWN_LINES = 24;
/** Nobody unfolds a text for fewer lines than these. */
const MIN_HIDDEN_LINES = 8;
/** So many UTF-16 units count as a line, whatever the width of the panel is. */
const LINE_UNITS = 90;
/** Of code, no more lines count: it is folded by itself. */
const CODE_LINES = 12;

export interface Folded {
  readonly shown: string;
  /** How many lines the whole text has. */
  readonly lines: number;
}

/** The beginning of a long text; undefined where all of it is drawn. Pure; linear in the length of the text. */
export function folded(text: string): Folded | undefined {
  // most texts
  if (text.length < MIN_UNITS) return undefined;
  const lines = text.split('\n');
  const heights = heightsOf(lines);
  if (heights.reduce((sum, one) => sum + one, 0) < SHOWN_LINES + MIN_HIDDEN_LINES) return undefined;
  let end = 0;
  let left = SHOWN_LINES;
  while ((heights[end] ?? 0) <= left) left -= heights[end++] ?? 0;
  const shown = lines.slice(0, end);
  // one line that is longer than all that
  if (left > SHOWN_LINES / 2) shown.push(`${beginning(lines[end] ?? '', left * LINE_UNITS)}…`);
  return { shown: shown.join('\n'), lines: lines.length };
}

/** A shorter text has fewer lines than would be folded. */
const MIN_UNITS = SHOWN_LINES + MIN_HIDDEN_LINES - 1;

/** How much of the panel each line takes, in lines. */
function heightsOf(lines: readonly string[]): number[] {
  let fence = '';
  let code = 0;
  return lines.map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '' && mark !== '') {
      fence = mark;
      code = 0;
      return 1;
    }
    if (fence === '') return Math.max(1, Math.ceil(line.length / LINE_UNITS));
    if (mark.startsWith(fence) && line.trim() === mark) fence = '';
    // a line of code is as high as it is, however long
    return ++code > CODE_LINES ? 0 : 1;
  });
}

const segmenter = new Intl.Segmenter();

/** So many UTF-16 units at most, cut between two characters as a person sees them. */
function beginning(text: string, units: number): string {
  const end = segmenter.segment(text.slice(0, units + 64)).containing(units)?.index ?? units;
  return text.slice(0, end > 0 ? end : units);
}
