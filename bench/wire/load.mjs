// One measurement: a server, the generator, and what the generator found.
import { once } from 'node:events';
import { GENERATOR } from './paths.mjs';
import { GENERATOR_CPU, startServer } from './runningServer.mjs';
import { serverNamed } from './servers.mjs';

/** No measurement takes half as long. */
const GIVE_UP_MS = 180_000;

/**
 * What the generator prints; see its print_figures.
 * @typedef {{ end: string, joined: number, joinSeconds: number, beforeKib: number, joinedKib: number, peakKib: number,
 *   sent: number, deliveries: number, seconds: number,
 *   serverCpuSeconds: number, generatorCpuSeconds: number, serverWrites: number,
 *   p50Us: number, p99Us: number, p999Us: number, maxUs: number,
 *   lost: number, repeated: number, damaged: number, misframed: number, closed: number,
 *   junkBytes: number, junkClosed: number }} Figures
 *
 * The generator's options, by their names; see its usage.
 * @typedef {{ members: number, bytes: number, warmUp?: number, seconds?: number, messages?: number, rate?: number,
 *   outstanding?: number, joinsAtOnce?: number, hold?: number, slow?: number, resetting?: number, junk?: number }} Load
 */

/**
 * Measures a server under a load.
 * @param {import('../../scripts/children.mjs').Children} children
 * @param {string} name
 * @param {Load} load
 * @returns {Promise<Figures>}
 */
export async function measureLoad(children, name, load) {
  const server = await startServer(children, name, { bytes: load.bytes });
  try {
    const { dialect, joinsAtOnce } = serverNamed(name);
    return await generate(children, dialect, server, { ...(joinsAtOnce && { joinsAtOnce }), ...load });
  } finally {
    await server.stop();
  }
}

/**
 * Runs the generator on a server that is there.
 * @param {import('../../scripts/children.mjs').Children} children
 * @param {string} dialect
 * @param {{ port: number, pid: number }} server
 * @param {Load} load
 * @returns {Promise<Figures>}
 */
export async function generate(children, dialect, { port, pid }, load) {
  const options = { dialect, port, pid, ...load };
  const flags = Object.entries(options).flatMap(([name, value]) => [flag(name), String(value)]);
  const child = children.start('taskset', ['-c', GENERATOR_CPU, GENERATOR, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const killer = setTimeout(() => child.kill('SIGKILL'), GIVE_UP_MS);
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  const [code, signal] = await once(child, 'close');
  clearTimeout(killer);
  if (output === '') throw new Error(`the generator ended with ${code ?? signal}`);
  return JSON.parse(output);
}

/** `warmUp` is `--warm-up`. @param {string} name */
const flag = (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Faults in words; empty if there is none. @param {Figures} figures */
export function faultsOf(figures) {
  const { end, lost, repeated, damaged, misframed, closed } = figures;
  const counts = Object.entries({ lost, repeated, damaged, misframed, closed }).filter(
    ([, count]) => count > 0,
  );
  return [...(end === 'complete' ? [] : [end]), ...counts.map(([what, count]) => `${count} ${what}`)].join(
    ', ',
  );
}
