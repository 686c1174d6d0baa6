// A server while it is measured: started in a folder of its own on a CPU of its own, and ended with all it left.
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { PEERS, RUN, WIRE } from './paths.mjs';
import { lineBytes, serverNamed } from './servers.mjs';

/** Server and generator each have a CPU to themselves, so that neither takes the other's time. */
export const SERVER_CPU = '0';
export const GENERATOR_CPU = '1';

const START_MS = 30_000;
/** No server here says in the same way when it is ready, so it is asked. */
const ASK_EVERY_MS = 5;
const END_MS = 3000;

/**
 * @typedef {{ port: number, pid: number, folder: string, startMs: number, stop: () => Promise<void> }} RunningServer
 */

/**
 * @param {import('../../scripts/children.mjs').Children} children
 * @param {string} name
 * @param {{ bytes?: number, prepare?: (folder: string) => unknown }} [options] `prepare` fills its folder first
 * @returns {Promise<RunningServer>}
 */
export async function startServer(children, name, { bytes = 64, prepare } = {}) {
  const server = serverNamed(name);
  await mkdir(RUN, { recursive: true });
  const folder = await mkdtemp(path.join(RUN, `${name}-`));
  const remove = () => rm(folder, { recursive: true, force: true });
  const place = { port: await freePort(), folder, bytes };
  if (server.config) await writeFile(path.join(folder, 'config'), await configuration(server, place));
  await prepare?.(folder);

  const logFile = path.join(folder, 'log');
  const log = await open(logFile, 'w');
  const started = performance.now();
  const child = children.start('taskset', ['-c', SERVER_CPU, ...server.command(place)], {
    cwd: folder,
    env: { ...process.env, ...server.env, LD_LIBRARY_PATH: libraries(server.package) },
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    const killer = setTimeout(() => child.kill('SIGKILL'), END_MS);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await ended;
    }
    clearTimeout(killer);
    await log.close();
    await remove();
  };
  try {
    await Promise.race([
      accepts(place.port, started + START_MS),
      ended.then(([code]) =>
        Promise.reject(new Error(`it ended with ${code}: ${readFileSync(logFile, 'utf8')}`)),
      ),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port: place.port, pid: child.pid ?? 0, folder, startMs: performance.now() - started, stop };
}

/** A port that nobody listens on. */
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}

/**
 * @param {import('./servers.mjs').Server} server
 * @param {import('./servers.mjs').Place} place
 */
async function configuration({ config = '', package: debian = '' }, { port, folder, bytes }) {
  /** @type {Record<string, string | number>} */
  const values = { port, folder, root: path.join(PEERS, debian), lineBytes: lineBytes(bytes) };
  const template = await readFile(path.join(WIRE, 'peers', config), 'utf8');
  return template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Where an unpacked package has its libraries. @param {string | undefined} debian */
function libraries(debian) {
  if (!debian) return '';
  const folder = path.join(PEERS, debian, 'usr', 'lib');
  if (!existsSync(folder)) return '';
  const forMachine = readdirSync(folder).filter((name) => /-linux-gnu/.test(name));
  return forMachine.map((name) => path.join(folder, name)).join(':');
}

/**
 * Resolves when somebody listens.
 * @param {number} port
 * @param {number} deadline
 */
async function accepts(port, deadline) {
  while (!(await connects(port))) {
    if (performance.now() > deadline) throw new Error(`it did not listen within ${START_MS / 1000} s`);
    await wait(ASK_EVERY_MS);
  }
}

/** @param {number} port @returns {Promise<boolean>} */
function connects(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
