import { createConnection } from 'node:net';
import { systemClock } from '../base/clock';
import { resetSocket } from '../base/resetSocket';
import { GREETING_PREFIX } from '../protocol/dialect';
import { parseRoomName } from '../protocol/names';
import { isPortFree, nextFreePort } from './freePort';

/** A room greets who says nothing for 250 ms (P-3.3). */
const DEFAULT_TIMEOUT_MS = 1000;
/** Longer than any greeting. */
const MAX_GREETING = 512;

/** Why a server cannot listen on a port. */
export interface PortProblem {
  readonly port: number;
  /** The Tilde room that has it, where it is one. */
  readonly room: string | undefined;
  /** A port that is free, where one is near. */
  readonly free: number | undefined;
}

/** What speaks against listening on `host` and `port`, and what to do instead; undefined: nothing. */
export async function portProblem(host: string, port: number): Promise<PortProblem | undefined> {
  if (await isPortFree(host, port)) return undefined;
  const [room, free] = await Promise.all([roomOnPort(port), nextFreePort(host, port)]);
  return { port, room, free };
}

/**
 * Looks who listens on `port` of this computer.
 * @returns the name of the Tilde room there; undefined where it is anything else, or says nothing in `timeoutMs`
 */
export function roomOnPort(port: number, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<string | undefined> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = createConnection({ host: '127.0.0.1', port });
    const finish = (): void => {
      timer.dispose();
      // a clean close without a name would make an original server spin for ever (P-9.5)
      resetSocket(socket);
      resolve(roomOfGreeting(heard));
    };
    const timer = systemClock.after(timeoutMs, finish);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      heard += chunk;
      if (heard.includes('\n') || heard.length > MAX_GREETING) finish();
    });
    socket.on('error', finish);
    socket.on('end', finish);
  });
}

/** `SERVER~Tilde/1 {room} - …`, whatever it says behind the room. */
function roomOfGreeting(heard: string): string | undefined {
  const [line = ''] = heard.split('\n');
  const end = line.lastIndexOf(' - ');
  if (!line.startsWith(GREETING_PREFIX) || end < GREETING_PREFIX.length) return undefined;
  const name = parseRoomName(line.slice(GREETING_PREFIX.length, end));
  return name.ok ? name.value : undefined;
}
