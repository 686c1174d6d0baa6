// Direct messages are never written (P-5.11). A server whose host is gone keeps them in memory for a moment more, for the
// server that opens the same history next: a window that was reloaded has them again.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type Server, type Socket, connect, createServer } from 'node:net';
import path from 'node:path';
import * as v from 'valibot';
import { RoomEvent, recipientOf } from '../../protocol/wire/messages';
import { isSameSecret } from '../../protocol/keys/proofs';
import { MAX_SOCKET_PATH_BYTES, makeOwn, ownFolders } from './fileLock';

/** How long a server that has closed waits for the next one, in milliseconds. Tests with a packaged extension shorten it. */
export const HANDOVER_MS = Number(process.env['TILDE_HANDOVER_MS'] ?? 60_000);
/** How long the one before it may take to hand over what it has, in milliseconds. */
const TAKE_MS = 5000;
/** Most bytes that are taken: more than any server keeps in memory by default, as JSON. */
const MAX_BYTES = 128 * 1024 * 1024;

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const RECEIPT_BYTES = 32;
/** The length of what follows: a pipe on Windows cannot be closed in one direction only. */
const LENGTH_BYTES = 4;

const derive = (secret: Uint8Array, purpose: string): Buffer =>
  createHmac('sha256', secret).update(`tilde handover ${purpose}\0`).digest();

/** What is handed over: a receipt, which only who can read it can show, and the events. */
const Handed = v.object({ receipt: v.string(), events: v.array(v.unknown()) });
type Handed = v.InferOutput<typeof Handed>;

/**
 * Offers the direct messages among `events` to the next server of the room with that secret. Nobody else can read them, nor
 * take them away.
 * @param events asked for when somebody comes
 * @param timeoutMs how long, at most
 * @returns once it is offered: a promise that resolves when they were taken, or the time is up; undefined where that
 *   cannot be done here
 */
export async function offerDirect(
  secret: Uint8Array,
  events: () => Iterable<RoomEvent>,
  timeoutMs = HANDOVER_MS,
): Promise<{ readonly done: Promise<void> } | undefined> {
  if (directOf(events()).length === 0) return undefined;
  let settle = (): void => undefined;
  const done = new Promise<void>((resolve) => (settle = resolve));
  const server = createServer((socket) => handTo(socket, secret, events, settle));
  const where = await listenFor(server, secret);
  if (where === undefined) return undefined;
  const timer = setTimeout(settle, timeoutMs);
  void done.then(() => {
    clearTimeout(timer);
    server.close();
  });
  return { done };
}

/** Takes the direct messages from the server before this one, if it is still there; in order, and none that does not fit. */
export async function takeDirect(secret: Uint8Array, timeoutMs = TAKE_MS): Promise<readonly RoomEvent[]> {
  for (const where of placesOf(secret)) {
    const events = await takeAt(where, secret, timeoutMs);
    if (events) return events;
  }
  return [];
}

const directOf = (events: Iterable<RoomEvent>): RoomEvent[] =>
  [...events].filter((event) => recipientOf(event) !== undefined);

function handTo(
  socket: Socket,
  secret: Uint8Array,
  events: () => Iterable<RoomEvent>,
  taken: () => void,
): void {
  const receipt = randomBytes(RECEIPT_BYTES).toString('base64url');
  let shown = '';
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    shown = (shown + chunk.toString('latin1')).slice(0, receipt.length + 1);
    if (shown.length < receipt.length) return;
    if (isSameSecret(shown, receipt)) taken();
    socket.destroy();
  });
  const sealed = seal({ receipt, events: directOf(events()) }, secret);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(sealed.length);
  socket.write(Buffer.concat([length, sealed]));
}

/** @returns undefined: no server of that room hands anything over there */
async function takeAt(
  where: string,
  secret: Uint8Array,
  timeoutMs: number,
): Promise<readonly RoomEvent[] | undefined> {
  const socket = connect(where);
  const timer = setTimeout(() => socket.destroy(), timeoutMs);
  try {
    const handed = open(await readSealed(socket), secret);
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

function seal(handed: Handed, secret: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, derive(secret, 'key'), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(handed), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** @returns undefined: it is not from a server of the room with that secret */
function open(sealed: Buffer, secret: Uint8Array): Handed | undefined {
  try {
    const decipher = createDecipheriv(CIPHER, derive(secret, 'key'), sealed.subarray(0, IV_BYTES));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return v.parse(Handed, JSON.parse(text.toString()));
  } catch {
    return undefined;
  }
}

/** Where servers of this account meet. The name tells nothing of the secret. */
export function placesOf(secret: Uint8Array): readonly string[] {
  const name = `h${derive(secret, 'name').toString('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return [`\\\\.\\pipe\\tilde-${name}`];
  return ownFolders()
    .map((folder) => path.join(folder, name))
    .filter((place) => Buffer.byteLength(place) <= MAX_SOCKET_PATH_BYTES);
}

/** @returns where; undefined: nowhere, for instance without a folder of our own */
async function listenFor(server: Server, secret: Uint8Array): Promise<string | undefined> {
  for (const place of placesOf(secret)) {
    try {
      if (process.platform !== 'win32') {
        makeOwn(path.dirname(place));
        // who holds the history is the only one: what is left there is of a server that ended
        rmSync(place, { force: true });
      }
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(place, resolve);
      });
      server.on('error', () => undefined);
      return place;
    } catch {
      continue;
    }
  }
  return undefined;
}
