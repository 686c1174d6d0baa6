import { createConnection, createServer } from 'node:net';
import { type Clock, pause } from '../base/clock';
import { systemClock } from '../base/systemClock';
import { resetSocket } from '../base/resetSocket';
import { LOOPBACK } from '../protocol/invitations/address';

const LAST_PORT = 65_535;
/** How many ports are tried before giving up. */
const MAX_TRIES = 100;
const TRY_EVERY_MS = 250;

/** Windows takes seconds to say that nobody listens; a program on this computer answers at once. */
const ANSWER_TIMEOUT_MS = 300;

/**
 * Whether a server could listen on `host` and `port` now, and this computer would reach it there. macOS and Windows let
 * one program listen on all interfaces and another on the loopback interface only, and connect to the latter.
 * @param answers whether a program listens on that port of the loopback interface
 */
export async function isPortFree(host: string, port: number, answers = somebodyAnswers): Promise<boolean> {
  return (await canListen(host, port)) && !(await answers(port));
}

/** Whether a program accepts connections to `port` of the loopback interface. */
export function somebodyAnswers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: LOOPBACK, port });
    const finish = (answered: boolean): void => {
      timer.dispose();
      // a clean close without a name would make an original server spin for ever (P-9.5)
      resetSocket(socket);
      resolve(answered);
    };
    const timer = systemClock.after(ANSWER_TIMEOUT_MS, () => finish(false));
    // where nobody listens, TCP may connect a socket to itself
    socket.on('connect', () => finish(socket.localPort !== port));
    socket.on('error', () => finish(false));
  });
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free port after `port`; undefined when none is near. */
export async function nextFreePort(host: string, port: number): Promise<number | undefined> {
  const last = Math.min(port + MAX_TRIES, LAST_PORT);
  for (let candidate = port + 1; candidate <= last; candidate++) {
    if (await isPortFree(host, candidate)) return candidate;
  }
  return undefined;
}

/**
 * Waits until a server could listen on `host` and `port`, at most `timeoutMs`.
 * @returns whether it could in the end
 */
export async function waitForFreePort(
  host: string,
  port: number,
  timeoutMs: number,
  clock: Clock,
): Promise<boolean> {
  const end = clock.now() + timeoutMs;
  for (;;) {
    if (await isPortFree(host, port)) return true;
    if (clock.now() >= end) return false;
    await pause(clock, TRY_EVERY_MS);
  }
}
