// What a long history costs: start-up and memory, coming back after a pause, the newest page and the oldest.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { median } from './evaluate.mjs';
import { NativeClient } from './nativeClient.mjs';
import { HISTORY_WRITER } from './paths.mjs';
import { startServer } from './runningServer.mjs';
import { historyFile } from './servers.mjs';

const MISSED = 10_000;
const PAGE = 200;
/** So that a short history is not read by colder code than a long one. */
const WARM_UP_PAGES = 100;
/** So many count as the newest, and as the oldest: the median of them. */
const TIMED_PAGES = 20;
const ECHOES = 200;

/**
 * All in milliseconds but for the memory. What a short history cannot show is left out. `unindexedStartMs` is what a
 * start takes with a file that has no index, which is read through.
 * @typedef {{ startMs: number, unindexedStartMs?: number | undefined, startedKib: number, echoMs: number | undefined,
 *   newestPageMs?: number | undefined, oldestPageMs?: number | undefined,
 *   allPagesMs?: number, resumeMs?: number }} StoredFigures
 */

/**
 * @param {import('../../scripts/children.mjs').Children} children
 * @param {string} name of our server, with a history
 * @param {number} stored events in its file
 * @returns {Promise<StoredFigures>}
 */
export async function measureStored(children, name, stored) {
  const writer = pathToFileURL(HISTORY_WRITER).href;
  const { writeHistory } = /** @type {typeof import('./writeHistory')} */ (await import(writer));
  const start = (/** @type {number | undefined} */ indexBytes = undefined) =>
    startServer(children, name, {
      prepare: (folder) => stored > 0 && writeHistory(historyFile(folder), stored, indexBytes),
    });
  const unindexed = stored > 0 ? await start(Infinity) : undefined;
  await unindexed?.stop();
  const server = await start();
  try {
    const startedKib = residentKib(server.pid);
    const client = await NativeClient.connect(server.port);
    const welcome = await client.ask('hello', { v: 1, name: 'reader' }, 'welcome');
    return {
      startMs: server.startMs,
      unindexedStartMs: unindexed?.startMs,
      startedKib,
      echoMs: await medianEcho(client),
      ...(stored > 0 && (await readThrough(client, welcome.seq))),
      ...(stored > MISSED && { resumeMs: await resume(server.port, welcome, stored - MISSED) }),
    };
  } finally {
    await server.stop();
  }
}

/** @param {number} pid */
const residentKib = (pid) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN);

/** @param {NativeClient} client */
async function medianEcho(client) {
  const times = [];
  for (let i = 0; i < ECHOES; i++) {
    const started = performance.now();
    await client.ask('say', { id: `echo-${i}`, text: 'hello' }, 'say');
    times.push(performance.now() - started);
  }
  return median(times);
}

/**
 * Pages from the newest event towards the oldest.
 * @param {NativeClient} client
 * @param {number} seq the newest
 * @param {number} [most] pages
 * @returns {Promise<number[]>} how long each took, in milliseconds
 */
async function readPages(client, seq, most = Infinity) {
  const times = [];
  for (let before = seq + 1, more = true; more && times.length < most;) {
    const asked = performance.now();
    const page = await client.ask('history', { before, limit: PAGE }, 'history');
    times.push(performance.now() - asked);
    more = page.more;
    before = page.events[0].seq;
  }
  return times;
}

/**
 * @param {NativeClient} client
 * @param {number} seq the newest
 */
async function readThrough(client, seq) {
  await readPages(client, seq, WARM_UP_PAGES);
  const times = await readPages(client, seq);
  return {
    newestPageMs: median(times.slice(0, TIMED_PAGES)),
    oldestPageMs: median(times.slice(-TIMED_PAGES)),
    allPagesMs: times.reduce((sum, ms) => sum + ms, 0),
  };
}

/**
 * Comes back to the room after having seen `seq`, and fetches everything since.
 * @param {number} port
 * @param {{ room: { id: string }, token: string }} welcome of the time before
 * @param {number} seq
 */
async function resume(port, { room, token }, seq) {
  const client = await NativeClient.connect(port);
  const started = performance.now();
  const hello = { v: 1, name: 'back', resume: { room: room.id, token, seq } };
  const { resumed, history } = await client.ask('hello', hello, 'welcome');
  if (!resumed) throw new Error('the server did not resume');
  for (let oldest = history[0].seq; oldest > seq + 1;) {
    const { events } = await client.ask('history', { before: oldest, limit: PAGE }, 'history');
    oldest = events[0].seq;
  }
  const took = performance.now() - started;
  client.close();
  return took;
}
