// Puts what was found where it is read: the plots and tables of docs/PERFORMANCE.md.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../../scripts/paths.mjs';
import { fillDoc } from '../fillDoc.mjs';
import { lineChart } from '../lineChart.mjs';
import { sizesOf, typical } from './evaluate.mjs';
import { PICTURES } from './paths.mjs';
import { LIMITS } from './scenarios.mjs';
import { SERVERS } from './servers.mjs';
import { latencyTable, machineLine, ratioTable, storedTable, targetTable, writesTable } from './tables.mjs';

/** @typedef {import('./evaluate.mjs').Results} Results */

/** @param {Results} results */
export async function publish(results) {
  await mkdir(PICTURES, { recursive: true });
  /** @type {Record<string, string>} */
  const blocks = {
    machine: machineLine(results),
    targets: targetTable(results),
    saturating: ratioTable(results, 'max64'),
    'one-at-a-time': ratioTable(results, 'one64'),
    long: ratioTable(results, 'max1k', [50, 1000]),
    paced: latencyTable(results, 'pace64-50'),
    young: latencyTable(results, 'young-pace64-50'),
    hostile: latencyTable(results, 'hostile-pace64-50'),
    writes: writesTable(results),
    stored: storedTable(results),
  };
  for (const [name, chart] of Object.entries(charts(results))) {
    if (chart.series.length === 0) continue;
    await writeFile(path.join(PICTURES, `${name}.svg`), lineChart(chart));
    blocks[name] = `![${chart.title}: ${chart.y}, by ${chart.x}](pictures/${name}.svg)`;
  }
  await fillDoc(path.join(ROOT, 'docs', 'PERFORMANCE.md'), blocks);
}

/**
 * One line for each server, over all scenarios of a kind.
 * @param {Results} results
 * @param {string} kind
 * @param {string} measure
 * @param {(value: number, x: number) => number} [unit]
 * @returns {import('../lineChart.mjs').Series[]}
 */
function seriesOf(results, kind, measure, unit = (value) => value) {
  const xs = sizesOf(results, kind);
  return Object.entries(SERVERS).flatMap(([server, { label }]) => {
    /** @type {[number, number][]} */
    const points = xs.flatMap((x) => {
      const value = typical(results, { scenario: `${kind}-${x}`, server }, measure);
      return value === undefined ? [] : [[x, unit(value, x)]];
    });
    if (points.length < 2) return [];
    const style = LIMITS.includes(server) ? 'limit' : server.startsWith('tilde') ? 'own' : 'other';
    return [{ label, points, style }];
  });
}

/** @param {import('../lineChart.mjs').Series[]} series @param {number} most */
const upTo = (series, most) =>
  series.map((one) => ({ ...one, points: one.points.filter(([x]) => x <= most) }));

/** @param {import('../lineChart.mjs').Series[]} series */
const ofLimitAndOwn = (series) => series.filter(({ style }) => style !== 'other');

/** @param {Results} results @returns {Record<string, import('../lineChart.mjs').Chart>} */
function charts(results) {
  const members = { x: 'members in the room', logX: true };
  const deliveries = { y: 'messages delivered for each second of CPU', logY: true };
  const saturating = seriesOf(results, 'max64', 'perCpuSecond');
  const oneAtATime = seriesOf(results, 'one64', 'perCpuSecond');
  const stored = { x: 'events stored', logX: true };
  const ofHistory = (/** @type {string} */ measure, /** @type {string} */ label) =>
    seriesOf(results, 'history', measure).map((series) => ({
      ...{ ...series, label, style: /** @type {const} */ ('other') },
      points: series.points.filter(([x]) => x > 0),
    }));
  return {
    'wire-saturating': {
      ...{ title: 'As fast as it goes: 64 bytes to everybody', ...members, ...deliveries },
      series: upTo(saturating, 1000),
    },
    'wire-one-at-a-time': {
      ...{ title: 'One message at a time: 64 bytes to everybody', ...members, ...deliveries },
      series: upTo(oneAtATime, 1000),
    },
    'wire-members': {
      ...{ title: 'What a delivery costs, as fast as it goes', ...members, y: 'µs of CPU for each delivery' },
      series: ofLimitAndOwn(seriesOf(results, 'max64', 'usPerDelivery')),
    },
    'wire-members-one': {
      ...{
        title: 'What a delivery costs, one message at a time',
        ...members,
        y: 'µs of CPU for each delivery',
      },
      series: ofLimitAndOwn(seriesOf(results, 'one64', 'usPerDelivery')),
    },
    'wire-messages': {
      ...{ title: 'What many messages cost, to 50 members', x: 'messages', y: 'seconds of CPU' },
      series: seriesOf(results, 'messages', 'serverCpuSeconds'),
    },
    'wire-stored-time': {
      ...{ title: 'What a long history costs', ...stored, y: 'milliseconds', logY: true },
      series: [
        ...ofHistory('unindexedStartMs', 'start without an index'),
        ...ofHistory('startMs', 'start of the server'),
        ...ofHistory('resumeMs', 'fetching 10,000 missed'),
        ...ofHistory('oldestPageMs', 'oldest page'),
        ...ofHistory('newestPageMs', 'newest page'),
      ],
    },
    'wire-stored-memory': {
      ...{ title: 'What a long history costs', x: 'events stored', y: 'MiB of memory after the start' },
      series: seriesOf(results, 'history', 'startedKib', (kib) => kib / 1024),
    },
  };
}
