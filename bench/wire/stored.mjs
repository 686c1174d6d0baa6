// What a long history costs: start-up and memory, coming back after a pause, the newest page and the oldest.
import { randomBytes } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NativeClient } from './nativeClient.mjs';
import { startServer } from './runningServer.mjs';
import { historyFile } from './servers.mjs';

const MISSED = 10_000;
const PAGE = 200;
const ECHOES = 200;
const LINES_A_CHUNK = 1000;

/**
 * All in milliseconds but for the memory. What a short history cannot show is left out.
 * @typedef {{ startMs: number, startedKib: number, echoMs: number, newestPageMs?: number | undefined,
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
  return times.sort((a, b) => a - b)[ECHOES / 2] ?? NaN;
}

/**
 * Pages from the newest event to the oldest.
 * @param {NativeClient} client
 * @param {number} seq the newest
 */
async function readThrough(client, seq) {
  const started = performance.now();
  const times = [];
  for (let before = seq + 1, more = true; more;) {
    const asked = performance.now();
    const page = await client.ask('history', { before, limit: PAGE }, 'history');
    times.push(performance.now() - asked);
    more = page.more;
    before = page.events[0].seq;
  }
  return { newestPageMs: times[0], oldestPageMs: times.at(-1), allPagesMs: performance.now() - started };
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
