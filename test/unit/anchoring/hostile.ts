// The most work that can be asked for: the largest files and pieces of code, of a kind that makes each step hard.
import { type Anchor, anchorOf } from '../../../src/anchoring/anchor';
import { findAnchor } from '../../../src/anchoring/findAnchor';
import type { Parts } from '../../support/work';

const LINES = 50_000;
/** The longest code that is sent, in UTF-16 units. */
const UNITS = 32 * 1024;

const lines = (line: (i: number) => string, count = LINES): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');
/** From 0 up to `limit`, without a pattern. */
const mixed = (i: number, limit: number): number => (Math.imul(i + 1, 0x9e3779b1) >>> 8) % limit;

const ordinary = (i: number) => `  const value${i} = compute(input${mixed(i, 500)}, ${i}); // some words`;
const code = (line: (i: number) => string): string => lines(line, UNITS).slice(0, UNITS);
const CONTEXT = {
  above: '0123456789abcdef',
  below: '0123456789abcdef',
  outline: '01234567',
  copies: 2,
  copy: 1,
  lines: 9,
};
const anchor = (text: string): Anchor => ({
  code: text,
  start: 1,
  end: text.split('\n').length,
  context: CONTEXT,
});
const found = (wanted: Anchor, text: string, base?: string) => () => void findAnchor(wanted, text, base);

const text = lines(ordinary);
const changed = lines((i) => (i % 40 === 0 ? 'changed();' : ordinary(i)));
const long = 'x = y + z; '.repeat(1500).slice(0, 16 * 1024);

const searches: Readonly<Record<string, () => void>> = {
  'an ordinary file': found(
    anchorOf(text, { start: 20_000, end: 20_030 }),
    lines((i) => ordinary(i + 7)),
  ),
  'ordinary code that changed': found(anchorOf(text, { start: 20_000, end: 20_030 }), changed),
  'much code that changed': found(anchorOf(text, { start: 20_000, end: 20_500 }), changed),
  'another version, with the one it was taken from': found(
    anchorOf(text, { start: 20_000, end: 20_030 }),
    changed,
    text,
  ),
  'nothing in common with the one it was taken from': found(
    anchorOf(text, { start: 9, end: 9 }),
    lines(() => '}'),
    text,
  ),
  'one line again and again': found(
    anchor(code(() => 'a;')),
    lines(() => 'a;'),
  ),
  'only blank lines': found(
    anchor(code(() => '')),
    lines(() => ''),
  ),
  'one short line in a file of nothing else': found(
    anchor('}'),
    lines(() => '}'),
  ),
  'two lines in turns': found(
    anchor(code((i) => (i % 2 ? 'a;' : 'b;'))),
    lines((i) => (i % 2 ? 'a;' : 'c;')),
  ),
  'few lines in all orders': found(
    anchor(code((i) => `a${mixed(i, 9)};`)),
    lines((i) => `a${mixed(i * 7, 9)};`),
  ),
  'very long lines': found(
    anchor(`${long}\n${long}!`),
    lines((i) => (i % 100 ? '' : `${long}${i}`), 5000),
  ),
  'lines that are nearly alike': found(
    anchor(code((i) => `call(${i}, 'some words of it');`)),
    lines((i) => `call(${i + 1}, 'other words of it');`),
  ),
  'lines around it that stand everywhere': found(
    anchorOf(
      lines((i) => `row(${i % 3});`),
      { start: 900, end: 930 },
    ),
    lines((i) => `row(${i % 4});`),
  ),
};

export const parts: Parts = Object.fromEntries(
  Object.entries(searches).map(([what, search]) => [what, [search]]),
);
