// What was found, as Markdown.
import { median } from '../wire/evaluate.mjs';
import { SCENARIOS, TARGETS } from './scenarios.mjs';

/**
 * `usual`: what one message, and one command, took by itself in the same window.
 * @typedef {{ usual: { paintedMs: number, answeredMs: number },
 *   figures: Record<string, import('./window.mjs').Figures> }} Round
 */

const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;

/** Each target, the median of all rounds, and how many times as long that is as one message or command by itself. @param {readonly Round[]} rounds */
export function report(rounds) {
  const rows = TARGETS.flatMap(({ scenario, measure, what, atMost }) => {
    const values = rounds.map(({ figures }) => Number(figures[scenario]?.[measure]));
    const value = median(values);
    if (value === undefined || Number.isNaN(value)) return [];
    const times = median(
      rounds.map(
        ({ figures, usual }) =>
          Number(figures[scenario]?.[measure]) / usual[measure === 'answeredMs' ? measure : 'paintedMs'],
      ),
    );
    const { what: scene = '' } = SCENARIOS.find(({ id }) => id === scenario) ?? {};
    const range = `${seconds(Math.min(...values))} – ${seconds(Math.max(...values))}`;
    return [
      [
        `${scene}: ${what}`,
        `≤ ${seconds(atMost)}`,
        seconds(value),
        range,
        `× ${times?.toFixed(0)}`,
        value <= atMost ? 'met' : '**not met**',
      ],
    ];
  });
  const usual = (/** @type {'paintedMs' | 'answeredMs'} */ measure) =>
    `${(median(rounds.map((round) => round.usual[measure])) ?? NaN).toFixed(0)} ms`;
  const counts = SCENARIOS.flatMap(({ id, what }) => {
    const all = rounds.flatMap(({ figures }) => figures[id] ?? []);
    if (all.length === 0) return [];
    const of = (/** @type {'posts' | 'draws' | 'rows' | 'grownMib'} */ count) =>
      `${(median(all.map((one) => one[count])) ?? NaN).toFixed(0)}`;
    return [[what, of('posts'), of('draws'), of('rows'), `${of('grownMib')} MiB`]];
  });
  return [
    table(['', 'target', 'median', 'from – to', 'one alone', ''], rows),
    `One message alone is painted in ${usual('paintedMs')}, one command alone answered in ${usual('answeredMs')}.`,
    table(['', 'posts to the panel', 'draws', 'rows then', 'the extension host grew by'], counts),
  ].join('\n\n');
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
const table = (head, rows) =>
  [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
