import { createServer } from 'node:net';

const LAST_PORT = 65_535;
/** How many ports are looked at before giving up. */
const TRIES = 100;

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
