// Which whole lines somebody selected. Pure.

interface Position {
  readonly line: number;
  readonly character: number;
}

/** As VS Code has it: lines are from 0. */
export interface Selected {
  readonly start: Position;
  readonly end: Position;
}

/** Whole lines. Lines are from 0. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/**
 * The lines of selections, in the order in which they stand; those that share a line are one. A cursor means its line, but
 * only where nothing is selected.
 */
export function selectedLines(selections: readonly Selected[]): readonly Lines[] {
  const filled = selections.filter(
    ({ start, end }) => start.line !== end.line || start.character !== end.character,
  );
  const all = (filled.length > 0 ? filled : selections).map(linesOf).sort((a, b) => a.first - b.first);
  const merged: Lines[] = [];
  for (const lines of all) {
    const before = merged.at(-1);
    if (!before || lines.first > before.last) merged.push(lines);
    else merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, lines.last) };
  }
  return merged;
}

/** A selection that ends before a line has nothing of that line. */
const linesOf = ({ start, end }: Selected): Lines => ({
  first: start.line,
  last: end.character === 0 && end.line > start.line ? end.line - 1 : end.line,
});
