// What a long history costs: start-up and memory, coming back after a pause, the newest page and the oldest.
import { randomBytes } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { median } from './evaluate.mjs';
import { NativeClient } from './nativeClient.mjs';
import { startServer } from './runningServer.mjs';
import { historyFile } from './servers.mjs';

const MISSED = 10_000;
const PAGE = 200;
/** So that a short history is not read by colder code than a long one. */
const WARM_UP_PAGES = 100;
/** So many count as the newest, and as the oldest: the median of them. */
const TIMED_PAGES = 20;
const ECHOES = 200;
const LINES_A_CHUNK = 1000;

/**
 * All in milliseconds but for the memory. What a short history cannot show is left out.
 * @typedef {{ startMs: number, startedKib: number, echoMs: number | undefined, newestPageMs?: number | undefined,
 *   oldestPageMs?: number | undefined,
 *   allPagesMs?: number, resumeMs?: number }} StoredFigures
 */

/**
 * @param {import('../../scripts/children.mjs').Children} children
 * @param {string} name of our server, with a history
 * @param {number} stored events in its file
 * @returns {Promise<StoredFigures>}
 */
export async function measureStored(children, name, stored) {
  const server = await startServer(children, name, {
    prepare: (folder) => writeHistory(historyFile(folder), stored),
  });
  try {
    const startedKib = residentKib(server.pid);
    const client = await NativeClient.connect(server.port);
    const welcome = await client.ask('hello', { v: 1, name: 'reader' }, 'welcome');
    return {
      startMs: server.startMs,
      startedKib,
      echoMs: await medianEcho(client),
      ...(stored > 0 && (await readThrough(client, welcome.seq))),
      ...(stored > MISSED && { resumeMs: await resume(server.port, welcome, stored - MISSED) }),
    };
  } finally {
    await server.stop();
  }
}

/**
 * A history as the server writes it (src/server/historyRecord.ts).
 * @param {string} file
 * @param {number} stored
 */
async function writeHistory(file, stored) {
  if (stored === 0) return;
  const secret = randomBytes(32).toString('base64url');
  const first = Date.now() - stored;
  const say = (/** @type {number} */ seq) => ({
    ...{ verb: 'say', from: `u${seq % 10}`, at: first + seq, by: `member-${seq % 10}`, seq },
    ...{ id: `bench-${seq}`, text: `${seq} `.padEnd(64, 'lorem ipsum ') },
  });
  function* lines() {
    yield `${JSON.stringify({ format: 'tilde-history', v: 1, room: 'bench', secret })}\n`;
    for (let seq = 1; seq <= stored; seq += LINES_A_CHUNK) {
      const count = Math.min(LINES_A_CHUNK, stored - seq + 1);
      yield Array.from({ length: count }, (_, i) => `${JSON.stringify(say(seq + i))}\n`).join('');
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file, { mode: 0o600 }));
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
