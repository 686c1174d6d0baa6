import { createConnection } from 'node:net';
import { systemClock } from '../base/systemClock';
import { resetSocket } from '../base/resetSocket';
import { LOOPBACK } from '../protocol/invitations/address';
import { GREETING_PREFIX } from '../protocol/dialects/dialect';
import { PRIVATE_ROOM_LINE } from '../protocol/wire/errorCodes';
import { wellFormedName } from '../protocol/names/names';
import { isPortFree, nextFreePort } from './freePort';

/** A room greets a client that says nothing for 250 ms (P-3.3); a private room says that it is one (P-13.2). */
const DEFAULT_TIMEOUT_MS = 1000;
/** Longer than any greeting. */
const MAX_GREETING = 512;

/** The Tilde room on a port. A private room tells outsiders no more than that it is one. */
export type RoomOnPort = { readonly kind: 'named'; readonly name: string } | { readonly kind: 'private' };

/** Why a server cannot listen on a port. */
export interface PortProblem {
  readonly port: number;
  /** The Tilde room on it; undefined: another program has it. */
  readonly room: RoomOnPort | undefined;
  /** A free port, where one is near. */
  readonly free: number | undefined;
}

/** Why a server cannot listen on `host` and `port`; undefined: it can. */
export async function portProblem(host: string, port: number): Promise<PortProblem | undefined> {
  if (await isPortFree(host, port)) return undefined;
  const [room, free] = await Promise.all([probePort(port), nextFreePort(host, port)]);
  return { port, room, free };
}

/**
 * Finds out who listens on `port` of this computer.
 * @returns the Tilde room there; undefined where it is another program, or says nothing within `timeoutMs`
 */
export function probePort(port: number, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<RoomOnPort | undefined> {
  const heard = new Promise<string>((resolve) => {
    let heard = '';
    const socket = createConnection({ host: LOOPBACK, port });
    const finish = (): void => {
      timer.dispose();
      // a clean close without a name would make an original server spin for ever (P-9.5)
      resetSocket(socket);
      resolve(heard);
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
  return heard.then(roomThatGreets);
}

/** Reads `SERVER~Tilde/1 {room} - …`, whatever comes after the room; or the line that all private rooms send. */
function roomThatGreets(heard: string): RoomOnPort | undefined {
  if (heard.startsWith(PRIVATE_ROOM_LINE)) return { kind: 'private' };
  const [line = ''] = heard.split('\n');
  const end = line.lastIndexOf(' - ');
  if (!line.startsWith(GREETING_PREFIX) || end < GREETING_PREFIX.length) return undefined;
  const name = wellFormedName(line.slice(GREETING_PREFIX.length, end));
  return name.ok ? { kind: 'named', name: name.value } : undefined;
}
