import assert from 'node:assert/strict';
import { anchorOf } from '../../../src/anchoring/anchor';
import { findAmong, type WhereaboutsAmong } from '../../../src/anchoring/findAmong';

const code = `export function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}`;
const anchor = anchorOf(`import a from 'a';\n\n${code}\n`, { start: 3, end: 7 });
const file = (path: string, text: string) => ({ path, text });
const own = file('a.ts', `import a from 'a';\nimport { sum } from './sum';\n`);
const moved = file('sum.ts', `/** Adds. */\n${code}\n`);
const other = file('other.ts', 'export const other = 1;\n');

/** `sum.ts:2-6`, or what else became of it, with the files that are named. */
function said(whereabouts: WhereaboutsAmong): string {
  if (whereabouts.outcome === 'found') {
    const { path, lines } = whereabouts;
    return `${path}:${lines.start}-${lines.end}`;
  }
  if (whereabouts.outcome === 'gone') return 'gone';
  return ['uncertain', ...whereabouts.candidates.map(({ path }) => path)].join(' ');
}

describe('findAmong', () => {
  it('finds code in its own file, whatever the others have', () => {
    assert.equal(said(findAmong(anchor, file('a.ts', `\n${code}`), [moved])), 'a.ts:2-6');
  });

  it('finds code that was moved into another file', () => {
    assert.equal(said(findAmong(anchor, own, [other, moved])), 'sum.ts:2-6');
    assert.equal(said(findAmong(anchor, undefined, [other, moved])), 'sum.ts:2-6');
  });

  it('does not choose between two files', () => {
    const twin = { ...moved, path: 'twin.ts' };
    assert.equal(said(findAmong(anchor, own, [moved, twin])), 'uncertain sum.ts twin.ts');
  });

  it('takes nothing in another file for the code that changed, or that says little', () => {
    const changed = { ...moved, text: moved.text.replaceAll('total', 'result') };
    assert.equal(said(findAmong(anchor, own, [changed])), 'gone');
    const little = anchorOf('one();\nreturn false;\ntwo();', { start: 2, end: 2 });
    assert.equal(
      said(findAmong(little, other, [file('b.ts', 'if (x) {\nreturn false;\n}')])),
      'uncertain b.ts',
    );
  });

  it('says that code is gone that is nowhere', () => {
    assert.equal(said(findAmong(anchor, own, [other])), 'gone');
  });
});
