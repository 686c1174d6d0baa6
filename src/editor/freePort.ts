import { createServer } from 'node:net';
import { type Clock, pause } from '../base/clock';

const LAST_PORT = 65_535;
/** How many ports are looked at before giving up. */
const TRIES = 100;
const LOOK_EVERY_MS = 250;

/** Whether a server could listen on `host` and `port` now. */
export function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free port after `port`, or undefined when none is near. */
export async function nextFreePort(host: string, port: number): Promise<number | undefined> {
  const last = Math.min(port + TRIES, LAST_PORT);
  for (let candidate = port + 1; candidate <= last; candidate++) {
    if (await isPortFree(host, candidate)) return candidate;
  }
  return undefined;
}

/**
 * Waits until a server could listen on `host` and `port`, at most `timeoutMs`.
 * @returns whether it could, at last
 */
export async function portBecomesFree(
  host: string,
  port: number,
  timeoutMs: number,
  clock: Clock,
): Promise<boolean> {
  const end = clock.now() + timeoutMs;
  for (;;) {
    if (await isPortFree(host, port)) return true;
    if (clock.now() >= end) return false;
    await pause(clock, LOOK_EVERY_MS);
  }
}
