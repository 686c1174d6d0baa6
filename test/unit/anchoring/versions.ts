// Two versions of a file, whatever it is: the second with an edit above some lines of the first, and one below them.
import fc from 'fast-check';

const word = fc.stringMatching(/^[a-z]{3,9}$/);
const telling = fc
  .tuple(fc.constantFrom('', '  ', '\t'), fc.array(word, { minLength: 2, maxLength: 5 }))
  .map(([indent, words]) => `${indent}${words.join(' ')};`);
const trivial = fc.constantFrom('', '}', '  }', '  return;', '});');

/** The lines of a file: those that tell something are there once each, the others often. */
export const file = fc
  .array(fc.oneof({ weight: 3, arbitrary: telling }, { weight: 1, arbitrary: trivial }), {
    minLength: 3,
    maxLength: 60,
  })
  .map((lines) => lines.map((line, at) => (/[a-z] [a-z]/.test(line) ? `${line} // ${at}` : line)));

/** How many lines are taken away at which line, and what is put there: who copies telling lines has moved them. */
const edit = fc.record({
  at: fc.nat(80),
  removed: fc.nat(5),
  added: fc.array(
    fc.oneof(
      telling.map((line) => line.toUpperCase()),
      trivial,
    ),
    { maxLength: 8 },
  ),
});

interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly added: readonly string[];
}

const edited = (lines: readonly string[], { at, removed, added }: Edit): string[] =>
  lines.toSpliced(Math.min(at, lines.length), removed, ...added);

/** The lines of both versions; `range` is where the code was, `now` where it is. */
export const versions = fc
  .record({
    lines: file,
    from: fc.nat(1000),
    size: fc.integer({ min: 1, max: 30 }),
    above: edit,
    below: edit,
  })
  .map(({ lines, from, size, above, below }) => {
    const start = from % lines.length;
    const end = Math.min(lines.length, start + size);
    const code = lines.slice(start, end);
    const [top, bottom] = [edited(lines.slice(0, start), above), edited(lines.slice(end), below)];
    return {
      before: lines,
      after: [...top, ...code, ...bottom],
      ...{ code, added: [...above.added, ...below.added] },
      range: { start: start + 1, end },
      now: { start: top.length + 1, end: top.length + code.length },
    };
  });

export const withoutSpace = (line: string): string => line.replaceAll(/\s/g, '');

/** How often lines stand in others, white space aside. */
export function copiesOf(lines: readonly string[], code: readonly string[]): number {
  const [all, wanted] = [lines.map(withoutSpace), code.map(withoutSpace)];
  return all.filter((_, at) => wanted.every((line, i) => all[at + i] === line)).length;
}
