import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorOf } from '../../../src/anchoring/anchor';
import { findAnchor, MAX_CODE_UNITS, MAX_TEXT_UNITS } from '../../../src/anchoring/findAnchor';
import { likeness } from '../../../src/anchoring/likeness';
import { linesOf } from '../../../src/anchoring/lines';
import { MIN_LIKENESS } from '../../../src/anchoring/search';
import type { Whereabouts } from '../../../src/anchoring/whereabouts';
import { TABLE } from './table';
import { copiesOf, file, versions, withoutSpace } from './versions';

const RUNS = 500;

/** `3-5 near`, or what else became of it. */
function said(whereabouts: Whereabouts): string {
  if (whereabouts.outcome !== 'found') return whereabouts.outcome;
  const { lines, match } = whereabouts;
  return `${lines.start}-${lines.end} ${match}`;
}

/** The text without the marks, and which lines stood between them: from a line that begins with `<` to one that ends with `>`. */
function unmarked(marked: string) {
  const from = marked.search(/^</m);
  const to = from + marked.slice(from).search(/(?<!=)>$/m);
  const [above, code] = [marked.slice(0, from), marked.slice(from + 1, to)];
  const start = linesOf(above).length;
  const text = above + code + marked.slice(to + 1);
  return { text, lines: { start, end: start + linesOf(code).length - 1 } };
}

describe('findAnchor', () => {
  for (const [kind, rows] of Object.entries(TABLE))
    describe(kind, () => {
      for (const [what, before, after, expected] of rows)
        it(`${what}: ${expected}`, () => {
          const { text, lines } = unmarked(before);
          assert.equal(said(findAnchor(anchorOf(text, lines), after)), expected);
        });
    });

  describe('where nothing is known of what stood around the code', () => {
    const code = '  const answer = await question.ask();\n  if (!answer) return undefined;';
    const text = `one();\n${code}\ntwo();`;

    it('finds what is there once', () => {
      assert.equal(said(findAnchor({ code, start: 20, end: 21 }, text)), '2-3 exact');
    });

    it('finds one of several at the very line, and no other', () => {
      const twice = `${text}\n${code}`;
      assert.equal(said(findAnchor({ code, start: 5, end: 6 }, twice)), '5-6 exact');
      assert.equal(said(findAnchor({ code, start: 4, end: 5 }, twice)), 'uncertain');
    });

    it('finds nothing that says little, or changed', () => {
      assert.equal(said(findAnchor({ code: 'one();', start: 9, end: 9 }, text)), 'uncertain');
      const changed = { code: code.replace('!answer', '!it'), start: 12, end: 13 };
      assert.equal(said(findAnchor(changed, text)), 'uncertain');
    });

    it('takes a line break at the end for none of the code, and a blank line for one', () => {
      const anchor = { code: `${code}\n`, start: 2, end: 3 };
      assert.equal(said(findAnchor(anchor, text)), '2-3 exact');
      assert.notEqual(said(findAnchor({ ...anchor, end: 4 }, text)), '2-3 exact');
      assert.equal(said(findAnchor({ ...anchor, end: 4 }, text.replace('two', '\ntwo'))), '2-4 exact');
    });
  });

  it('takes CRLF, CR and LF for the same', () => {
    const { text, lines } = unmarked(TABLE['code that is as it was']![1]![1]);
    const anchor = anchorOf(text, lines);
    for (const ending of ['\r\n', '\r'])
      assert.equal(
        said(findAnchor(anchor, `\n\n${text}`.replaceAll('\n', ending))),
        '5-6 exact',
        JSON.stringify(ending),
      );
  });

  describe('with the version that the code was taken from', () => {
    const twin = 'begin();\nreturn undefined;\n}';
    const base = `function first() {\n${twin}\n\nfunction second() {\n${twin}`;
    const lines = { start: 8, end: 8 };

    it('knows which of two is left', () => {
      const only = base.slice(base.indexOf('function second'));
      assert.equal(said(findAnchor(anchorOf(base, lines), only, base)), '3-3 exact');
      const other = base.slice(0, base.indexOf('function second'));
      assert.equal(said(findAnchor(anchorOf(base, lines), other, base)), 'gone');
    });

    it('finds code that was not saved yet where that version has it', () => {
      const anchor = { ...anchorOf(base, { start: 5, end: 6 }), start: 105, end: 106 };
      assert.equal(said(findAnchor(anchor, `\n${base}`, base)), '6-7 exact');
    });

    it('does without it where it has not the code', () => {
      const anchor = anchorOf(base, { start: 5, end: 6 });
      assert.equal(said(findAnchor(anchor, base, 'something else')), '5-6 exact');
    });
  });

  describe('whatever the file is', () => {
    it('no edit elsewhere moves the answer off the code', () => {
      fc.assert(
        fc.property(versions, ({ before, after, code, added, range, now }) => {
          // where a copy of it is put beside code, nobody can tell which of them is the copy
          fc.pre(!added.some((line) => withoutSpace(line) === withoutSpace(code[0]!)));
          const answer = findAnchor(anchorOf(before.join('\n'), range), after.join('\n'));
          if (answer.outcome === 'found') assert.deepEqual(answer.lines, now);
        }),
        { numRuns: RUNS },
      );
    });

    it('code that says something, is unchanged and the only such one is found', () => {
      fc.assert(
        fc.property(versions, ({ before, after, code, range, now }) => {
          fc.pre(withoutSpace(code.join('')).length >= 12);
          fc.pre(copiesOf(before, code) === 1 && copiesOf(after, code) === 1);
          const answer = findAnchor(anchorOf(before.join('\n'), range), after.join('\n'));
          assert.equal(said(answer), `${now.start}-${now.end} exact`);
        }),
        { numRuns: RUNS },
      );
    });

    it('what is found is like the code', () => {
      fc.assert(
        fc.property(
          versions,
          file,
          fc.boolean(),
          fc.nat(),
          ({ before, after, code, range, now }, other, known, cut) => {
            const gone = now.start - 1 + (cut % code.length);
            const later = [...other, ...after].toSpliced(other.length + gone, 1 + (cut % 3));
            const base = before.join('\n');
            const answer = findAnchor(anchorOf(base, range), later.join('\n'), known ? base : undefined);
            if (answer.outcome !== 'found') return;
            const there = later.slice(answer.lines.start - 1, answer.lines.end);
            assert.ok(there.length > 0 && there.length === answer.lines.end - answer.lines.start + 1);
            assert.ok(likeness(code, there) >= MIN_LIKENESS);
          },
        ),
        { numRuns: RUNS },
      );
    });

    it('nothing that is received makes it throw', () => {
      const text = fc.oneof(
        fc.string({ unit: 'binary' }),
        file.map((lines) => lines.join('\r\n')),
      );
      const number = fc.oneof(fc.integer(), fc.double());
      const context = fc.record({
        above: fc.string(),
        below: fc.string(),
        outline: fc.string(),
        copies: number,
        copy: number,
        lines: number,
      });
      fc.assert(
        fc.property(
          text,
          text,
          text,
          number,
          number,
          fc.option(context),
          (code, there, base, start, end, around) => {
            const anchor = { code, start, end, ...(around && { context: around }) };
            findAnchor(anchor, there, base);
            anchorOf(there, { start, end });
          },
        ),
        { numRuns: RUNS },
      );
    });
  });

  it('searches nothing that is too long', () => {
    const anchor = anchorOf('some line\n', { start: 1, end: 1 });
    const expected = { outcome: 'uncertain', why: 'tooLong', candidates: [] };
    assert.deepEqual(findAnchor(anchor, 'x'.repeat(MAX_TEXT_UNITS + 1)), expected);
    assert.deepEqual(findAnchor({ ...anchor, code: 'x'.repeat(MAX_CODE_UNITS + 1) }, 'some line'), expected);
  });
});
