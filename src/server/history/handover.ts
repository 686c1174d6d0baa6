// Direct messages are never written (P-5.11). A server whose host is gone keeps them in memory for a moment more, for the
// server that opens the same history next: a window that was reloaded has them again.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { renameSync, rmSync, statSync } from 'node:fs';
import { type Server, type Socket, connect, createServer } from 'node:net';
import path from 'node:path';
import * as v from 'valibot';
import { RoomEvent, recipientOf } from '../../protocol/wire/messages';
import { isSameSecret } from '../../protocol/keys/proofs';
import { MAX_SOCKET_PATH_BYTES, makeOwn, ownFolders } from './fileLock';

/** How long a server that has closed waits for the next one, in milliseconds. Tests with a packaged extension shorten it. */
export const HANDOVER_MS = Number(process.env['TILDE_HANDOVER_MS']) || 60_000;
/** How long the one before it may take to hand over what it has, in milliseconds. */
const TAKE_MS = 5000;
/** Most bytes that are taken: more than any server keeps in memory by default, as JSON. */
const MAX_BYTES = 128 * 1024 * 1024;

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const RECEIPT_BYTES = 32;
/** What the taker says first: nothing that was handed to somebody else before passes for an answer to it. */
const NONCE_BYTES = 16;
/** Nobody else has to be served meanwhile. */
const MAX_CONNECTIONS = 2;
/** The length of what an offer's own name adds to the name of the place. */
const SUFFIX_BYTES = 9;
/** The length of what follows: a pipe on Windows cannot be closed in one direction only. */
const LENGTH_BYTES = 4;

/** Whose direct messages they are. Several rooms may have one secret, as before and after the host has opened one to all. */
export interface RoomKept {
  /** Its id. */
  readonly room: string;
  readonly secret: Uint8Array;
}

const derive = ({ room, secret }: RoomKept, purpose: string): Buffer =>
  createHmac('sha256', secret).update(`tilde handover ${purpose}\0${room}`).digest();

/** What is handed over: a receipt, which only who can read it can show, and the events. */
const Handed = v.object({ receipt: v.string(), events: v.array(v.unknown()) });
type Handed = v.InferOutput<typeof Handed>;

/**
 * Offers the direct messages among `events` to the next server of that room. Nobody else can read them, nor take them away.
 * @param events asked for when somebody comes
 * @param options `timeoutMs`: how long, at most; `silenceTimeoutMs`: how long somebody who has come may say nothing
 * @returns once it is offered: a promise that resolves when they were taken, or the time is up; undefined where that
 *   cannot be done here
 */
export async function offerDirect(
  room: RoomKept,
  events: () => Iterable<RoomEvent>,
  { timeoutMs = HANDOVER_MS, silenceTimeoutMs = TAKE_MS } = {},
): Promise<{ readonly done: Promise<void> } | undefined> {
  if (directOf(events()).length === 0) return undefined;
  let settle = (): void => undefined;
  const done = new Promise<void>((resolve) => (settle = resolve));
  const server = createServer((socket) => {
    socket.setTimeout(silenceTimeoutMs, () => socket.destroy());
    handTo(socket, room, events, settle);
  });
  server.maxConnections = MAX_CONNECTIONS;
  const leave = await listenFor(server, room);
  if (!leave) return undefined;
  const timer = setTimeout(settle, timeoutMs);
  void done.then(() => {
    clearTimeout(timer);
    leave();
  });
  return { done };
}

/** Takes the direct messages from the server before this one, if it is still there; in order, and none that does not fit. */
export async function takeDirect(room: RoomKept, timeoutMs = TAKE_MS): Promise<readonly RoomEvent[]> {
  for (const where of placesOf(room)) {
    const events = isOfOurs(where) ? await takeAt(where, room, timeoutMs) : undefined;
    if (events) return events;
  }
  return [];
}

const directOf = (events: Iterable<RoomEvent>): RoomEvent[] =>
  [...events].filter((event) => recipientOf(event) !== undefined);

function handTo(socket: Socket, room: RoomKept, events: () => Iterable<RoomEvent>, taken: () => void): void {
  const receipt = randomBytes(RECEIPT_BYTES).toString('base64url');
  let said = Buffer.alloc(0);
  let isHanded = false;
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    said = Buffer.concat([said, chunk]).subarray(0, NONCE_BYTES + receipt.length + 1);
    if (said.length >= NONCE_BYTES && !isHanded) {
      isHanded = true;
      const sealed = seal({ receipt, events: directOf(events()) }, room, said.subarray(0, NONCE_BYTES));
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32BE(sealed.length);
      socket.write(Buffer.concat([length, sealed]));
    }
    const shown = said.subarray(NONCE_BYTES).toString('latin1');
    if (shown.length < receipt.length) return;
    if (isSameSecret(shown, receipt)) taken();
    socket.destroy();
  });
}

/** Whether nobody else can have put anything there. Pipes are in no folder. */
function isOfOurs(place: string): boolean {
  if (process.platform === 'win32') return true;
  try {
    makeOwn(path.dirname(place));
    return true;
  } catch {
    return false;
  }
}

/** @returns undefined: no server of that room hands anything over there */
async function takeAt(
  where: string,
  room: RoomKept,
  timeoutMs: number,
): Promise<readonly RoomEvent[] | undefined> {
  const socket = connect(where);
  // also while nobody reads from it: who hands over may end at any time
  socket.on('error', () => undefined);
  const timer = setTimeout(() => socket.destroy(), timeoutMs);
  try {
    const nonce = randomBytes(NONCE_BYTES);
    socket.write(nonce);
    const handed = open(await readSealed(socket), room, nonce);
    if (handed) socket.end(handed.receipt);
    return handed && eventsIn(handed);
  } catch {
    // most often nobody is there
    return undefined;
  } finally {
    clearTimeout(timer);
    if (!socket.writableEnded) socket.destroy();
  }
}

async function readSealed(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let end = Infinity;
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (end === Infinity && bytes >= LENGTH_BYTES) end = LENGTH_BYTES + Buffer.concat(chunks).readUInt32BE();
    if (bytes >= end) return Buffer.concat(chunks).subarray(LENGTH_BYTES);
    if (bytes > MAX_BYTES) break;
  }
  throw new Error('it ended early, or never would');
}

function eventsIn({ events }: Handed): readonly RoomEvent[] {
  const fitting = events.flatMap((one) => {
    const parsed = v.safeParse(RoomEvent, one);
    return parsed.success ? [parsed.output] : [];
  });
  return directOf(fitting).sort((one, other) => one.seq - other.seq);
}

function seal(handed: Handed, room: RoomKept, nonce: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, derive(room, 'key'), iv).setAAD(nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(handed), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** @returns undefined: it is not from a server of that room, or no answer to that nonce */
function open(sealed: Buffer, room: RoomKept, nonce: Uint8Array): Handed | undefined {
  try {
    const decipher = createDecipheriv(CIPHER, derive(room, 'key'), sealed.subarray(0, IV_BYTES));
    decipher.setAAD(nonce);
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return v.parse(Handed, JSON.parse(text.toString()));
  } catch {
    return undefined;
  }
}

/** Where servers of this account meet. The name tells nothing of the secret. */
export function placesOf(room: RoomKept): readonly string[] {
  const name = `h${derive(room, 'name').toString('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return [`\\\\.\\pipe\\tilde-${name}`];
  return ownFolders()
    .map((folder) => path.join(folder, name))
    .filter((place) => Buffer.byteLength(place) + SUFFIX_BYTES <= MAX_SOCKET_PATH_BYTES);
}

/** @returns ends it; undefined: it can be offered nowhere, for instance without a folder of our own */
async function listenFor(server: Server, room: RoomKept): Promise<(() => void) | undefined> {
  for (const place of placesOf(room)) {
    try {
      if (process.platform === 'win32') {
        await listenAt(server, place);
        return () => server.close();
      }
      makeOwn(path.dirname(place));
      // closing removes the name that it was opened under, and the place may be a newer offer's by then
      const own = `${place}.${randomBytes(4).toString('hex')}`;
      await listenAt(server, own);
      const { ino } = statSync(own);
      renameSync(own, place);
      return () => {
        if (statSync(place, { throwIfNoEntry: false })?.ino === ino) rmSync(place, { force: true });
        server.close();
      };
    } catch {
      continue;
    }
  }
  return undefined;
}

async function listenAt(server: Server, name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(name, resolve);
  });
  server.on('error', () => undefined);
}
