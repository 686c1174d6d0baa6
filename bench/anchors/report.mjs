// What was found, as Markdown.
import { FINDERS } from './finders.mjs';

/**
 * What became of one sample, by finder.
 * @typedef {{ name: string, kind: 'unchanged' | 'changed' | 'gone', lines: number,
 *   verdicts: Record<string, 'right' | 'uncertain' | 'wrong' | 'missed'>, ms: Record<string, number> }} Row
 * @typedef {{ seed: number, drawn: number, rows: Row[], largeFileMs: number[] }} Results
 */

/** @param {readonly number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = [...values].sort((some, other) => some - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

const percent = (/** @type {number} */ part, /** @type {number} */ whole) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
const table = (/** @type {readonly (readonly string[])[]} */ rows) =>
  rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
const right = (/** @type {number} */ columns) => ['---', ...Array(columns).fill('---:')];
const milliseconds = (/** @type {number} */ ms) => (Number.isNaN(ms) ? '–' : ms.toFixed(1));

/** @param {readonly Row[]} rows @param {string} id @param {string} verdict */
const countOf = (rows, id, verdict) => rows.filter(({ verdicts }) => verdicts[id] === verdict).length;

/** @param {Results} results */
export function targetsOf({ rows, largeFileMs }) {
  const there = rows.filter(({ kind }) => kind !== 'gone');
  const [wrong, found] = [
    countOf(rows, 'ours', 'wrong') / rows.length,
    countOf(there, 'ours', 'right') / there.length,
  ];
  const p95 = quantile(largeFileMs, 0.95);
  return [
    { what: 'wrong places, of all', target: '≤ 0.5 %', measured: percent(wrong, 1), isMet: wrong <= 0.005 },
    {
      what: 'right places, of those still there',
      target: '≥ 95 %',
      measured: percent(found, 1),
      isMet: found >= 0.95,
    },
    {
      what: 'time in a file of 5,000 lines, p95',
      target: '≤ 30 ms',
      measured: `${milliseconds(p95)} ms`,
      isMet: p95 <= 30,
    },
  ];
}

/** @param {Results} results */
export function report(results) {
  const { rows } = results;
  const there = rows.filter(({ kind }) => kind !== 'gone');
  const gone = rows.filter(({ kind }) => kind === 'gone');
  const finders = FINDERS.map(({ id, what }) => [
    what,
    percent(countOf(there, id, 'right'), there.length),
    percent(countOf(there, id, 'uncertain'), there.length),
    percent(countOf(there, id, 'missed'), there.length),
    percent(countOf(there, id, 'wrong'), there.length),
    percent(countOf(gone, id, 'right'), gone.length),
    percent(countOf(gone, id, 'uncertain'), gone.length),
    percent(countOf(gone, id, 'wrong'), gone.length),
    percent(countOf(rows, id, 'wrong'), rows.length),
    milliseconds(
      quantile(
        rows.flatMap(({ ms }) => ms[id] ?? []),
        0.5,
      ),
    ),
    milliseconds(
      quantile(
        rows.flatMap(({ ms }) => ms[id] ?? []),
        0.95,
      ),
    ),
  ]);
  const head = [
    '',
    'there: right',
    'uncertain',
    'said gone',
    'wrong',
    'gone: said so',
    'uncertain',
    'wrong',
    'wrong, of all',
  ];
  const targets = targetsOf(results).map(({ what, target, measured, isMet }) => [
    ...[what, target, measured, isMet ? 'met' : '**not met**'],
  ]);
  return {
    targets: table([['', 'target', 'measured', ''], right(3), ...targets]),
    finders: table([[...head, 'ms, p50', 'ms, p95'], right(10), ...finders]),
    parts: table([
      ['Tilde', 'snippets', 'right', 'uncertain', 'said gone', 'wrong'],
      right(5),
      ...partsOf(rows).map(([what, part]) => [
        ...[what, String(part.length)],
        ...['right', 'uncertain', 'missed', 'wrong'].map((verdict) =>
          percent(countOf(part, 'ours', verdict), part.length),
        ),
      ]),
    ]),
  };
}

/** @param {readonly Row[]} rows @returns {[string, readonly Row[]][]} */
function partsOf(rows) {
  const names = [...new Set(rows.map(({ name }) => name))];
  return [
    ['unchanged', rows.filter(({ kind }) => kind === 'unchanged')],
    ['changed, at most by half', rows.filter(({ kind }) => kind === 'changed')],
    ['gone', rows.filter(({ kind }) => kind === 'gone')],
    ['1 line', rows.filter(({ lines }) => lines === 1)],
    ['2 to 5 lines', rows.filter(({ lines }) => lines >= 2 && lines <= 5)],
    ['6 to 30 lines', rows.filter(({ lines }) => lines >= 6)],
    .../** @type {[string, readonly Row[]][]} */ (
      names.map((name) => [name, rows.filter((row) => row.name === name)])
    ),
  ];
}
