// Hosting a room again after a reload, also where the process that hosted it has outlived its window.
import type * as vscode from 'vscode';
import { type Clock, waitAtMost } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { LOOPBACK, formatAddress } from '../../protocol/invitations/address';
import type { ChatSession } from '../session/chatSession';
import type { RoomSession } from '../session/roomSession';
import { Failure } from '../platform/failure';
import { ROOM_MEMENTO } from '../platform/ids';
import type { RoomOnPort } from '../../hosting/portProbe';
import { processAlive } from '../../hosting/processAlive';
import { type MemoryOf, type RoomMemory, readRoomMemory } from '../session/roomMemory';

/** How long a room may take to greet: its computer is busy with windows that open. */
const GREETING_MS = 5000;
/**
 * How long a process is watched that has outlived its window. VS Code lets it live for five minutes after a new client has
 * come, which is this window. A process that lives longer belongs to a window in use, which goes on hosting its room.
 */
const OUTLIVES_MS = 10 * 60_000;
const LOOK_EVERY_MS = 250;
/**
 * How long nobody must have served the room before this window does. The process may have belonged to a second window,
 * which is only reloading.
 */
const SUCCESSOR_MS = 20_000;

/** What is needed of a session to go back to a room. */
export interface EnteringSession extends Pick<
  ChatSession,
  'isActive' | 'onDidChange' | 'onDidChangeRoom' | 'host' | 'join'
> {
  readonly current: Pick<RoomSession, 'isReconnecting' | 'room' | 'members' | 'memberId'>;
}

export interface RehostRoomParts {
  readonly state: Pick<vscode.Memento, 'get'>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Who listens on a port of this computer. */
  readonly roomOn: (port: number, timeoutMs: number) => Promise<RoomOnPort | undefined>;
}

/**
 * Hosts the room again. Where the process before still serves it, joins it there, and hosts it when that process has
 * ended. Rejects as {@link ChatSession.host} and {@link ChatSession.join} do.
 */
export async function rehostRoom(
  session: EnteringSession,
  memory: MemoryOf<'hosted'>,
  parts: RehostRoomParts,
): Promise<void> {
  const isServed = await isStillServed(memory, parts);
  if (session.isActive) return;
  if (isServed && (await joinOwnRoom(session, memory, parts))) {
    void hostWhenEnded(session, memory, parts);
    return;
  }
  await host(session, memory.room, memory);
}

/** Hosts the room; `memory` says what the window takes along. */
async function host(
  session: EnteringSession,
  room: MemoryOf<'hosted'>['room'],
  { unsent: undelivered, read: readPlace }: RoomMemory,
): Promise<void> {
  await session.host({ ...room, isRestoring: true, undelivered, readPlace });
}

/** Looks at the port only while the process lives: afterwards, a room of that name there is somebody else's. */
async function isStillServed(
  memory: MemoryOf<'hosted'>,
  { clock, roomOn }: RehostRoomParts,
): Promise<boolean> {
  if (!isAlive(memory, clock)) return false;
  const { room } = memory;
  const found = await roomOn(room.port, GREETING_MS);
  if (found?.kind === 'named') return room.access === 'open' && found.name === room.room;
  return found?.kind === 'private' && room.access === 'private';
}

/** @returns whether this window is in the room; false: it is somebody else's, or has just ended */
async function joinOwnRoom(
  session: EnteringSession,
  memory: MemoryOf<'hosted'>,
  { logger, clock }: RehostRoomParts,
): Promise<boolean> {
  const { unsent: undelivered, read: readPlace, pid, room } = memory;
  const { name, port, access, publicKey } = room;
  logger.info(`process ${pid} still serves the room on port ${port}: joining it there`);
  const address = formatAddress({ host: LOOPBACK, port });
  const wasPrivate = access === 'private';
  try {
    // without `isRestoring`: a room that does not answer now has ended
    await session.join({ address, name, wasPrivate, publicKey, undelivered, readPlace });
  } catch (error) {
    if (!(error instanceof Failure) || isAlive(memory, clock)) throw error;
    logger.info(`process ${pid} has ended meanwhile`);
    return false;
  }
  // all windows of a person are one member; and a room that merely says that it is ours is not
  const { room: entered, members, memberId } = session.current;
  const isOtherRoom = publicKey !== undefined && entered?.publicKey !== publicKey;
  const isOwn = !isOtherRoom && members.some(({ mid, host }) => mid === memberId && host);
  if (!isOwn) logger.warn(`the room on port ${port} is somebody else's`);
  return isOwn;
}

/** Keeps the room going when the process that serves it ends, unless the person goes elsewhere. */
async function hostWhenEnded(
  session: EnteringSession,
  memory: MemoryOf<'hosted'>,
  parts: RehostRoomParts,
): Promise<void> {
  const { state, logger } = parts;
  try {
    if (!(await waitUntilUnserved(session, memory, parts))) return;
    logger.info(`process ${memory.pid} has ended: hosting its room again`);
    // since then, this window has noted the person's present name, what is undelivered and what was read
    const latest = readRoomMemory(state.get<unknown>(ROOM_MEMENTO)) ?? memory;
    await host(session, { ...memory.room, name: latest.room.name }, latest);
  } catch (error) {
    // it shows in the panel, or the person has left meanwhile
    logger.warn(`hosting again: ${String(error)}`);
  }
}

/** Waits until nobody serves the room any more; false: the person has gone elsewhere, or the room is still served. */
async function waitUntilUnserved(
  session: EnteringSession,
  memory: MemoryOf<'hosted'>,
  { logger, clock }: RehostRoomParts,
): Promise<boolean> {
  let moves = 0;
  let lookAgain = (): void => undefined;
  const listeners = [session.onDidChangeRoom(() => (moves += 1)), session.onDidChange(() => lookAgain())];
  const end = clock.now() + OUTLIVES_MS;
  let unservedSince: number | undefined;
  try {
    for (;;) {
      await waitAtMost(clock, LOOK_EVERY_MS, new Promise<void>((resolve) => (lookAgain = resolve)));
      if (moves > 0 || !session.isActive) {
        logger.info(`process ${memory.pid} is not watched any more: this window has left its room`);
        return false;
      }
      if (!session.current.isReconnecting) {
        unservedSince = undefined;
        if (clock.now() < end) continue;
        logger.info(`process ${memory.pid} is not watched any more: the room is still served`);
        return false;
      }
      if (isAlive(memory, clock)) continue;
      unservedSince ??= clock.now();
      if (clock.now() - unservedSince >= SUCCESSOR_MS) return true;
    }
  } finally {
    for (const listener of listeners) listener.dispose();
  }
}

/** It does not matter how long ago it noted something: a process without a window cannot note anything. */
const isAlive = ({ pid, at }: MemoryOf<'hosted'>, clock: Clock): boolean =>
  pid !== process.pid && processAlive(pid, at, clock.date());
