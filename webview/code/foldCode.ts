/** So many lines of code are drawn at first. */
const SHOWN_LINES = 12;
/** Nobody unfolds code for fewer lines than these. */
const MIN_HIDDEN_LINES = 6;

export interface FoldedCode {
  readonly shown: string;
  /** How many lines it has more than `shown`. */
  readonly hidden: number;
}

/** The beginning of long code; `hidden` is 0 where all of it is drawn. Pure; linear in the length of the code. */
export function foldCode(code: string): FoldedCode {
  const lines = code.split('\n');
  const hidden = lines.length - SHOWN_LINES;
  if (hidden < MIN_HIDDEN_LINES) return { shown: code, hidden: 0 };
  return { shown: lines.slice(0, SHOWN_LINES).join('\n'), hidden };
}
