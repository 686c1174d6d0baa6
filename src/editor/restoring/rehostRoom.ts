// Back in the room that one hosts, also where the process that opened it has not ended with its window.
import type * as vscode from 'vscode';
import { type Clock, pause } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { LOOPBACK } from '../../protocol/address';
import type { ChatSession } from '../session/chatSession';
import { Failure } from '../platform/failure';
import { ROOM_MEMENTO } from '../platform/ids';
import type { RoomOnPort } from '../../hosting/portProbe';
import { processAlive } from '../../hosting/processAlive';
import { type MemoryOf, readRoomMemory } from '../session/roomMemory';

/** How long a room may take to greet: its computer is busy with windows that open. */
const GREETING_MS = 5000;
/**
 * How long a process is watched that has outlived its window. VS Code lets it live for five minutes once another client
 * has come, and that is this window. What lives longer is that of a window in use, which hosts its room by itself.
 */
const OUTLIVES_MS = 10 * 60_000;
const LOOK_EVERY_MS = 250;
/**
 * For how long nobody serves the room before this window does: the process may have been that of a second window, which
 * is reloading. The members wait for two minutes.
 */
const SUCCESSOR_MS = 20_000;

/** As much of a session as it takes. */
export type EnteringSession = Pick<
  ChatSession,
  'isActive' | 'isReconnecting' | 'room' | 'members' | 'memberId' | 'onDidChangeRoom' | 'host' | 'join'
>;

export interface RehostRoomParts {
  readonly state: Pick<vscode.Memento, 'get'>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Who listens on a port of this computer. */
  readonly roomOn: (port: number, timeoutMs: number) => Promise<RoomOnPort | undefined>;
}

/**
 * Hosts the room again; where the process of before still serves it, joins it there, and hosts it once that is over.
 * @throws what {@link ChatSession.host} and {@link ChatSession.join} throw
 */
export async function rehostRoom(
  session: EnteringSession,
  memory: MemoryOf<'hosted'>,
  parts: RehostRoomParts,
): Promise<void> {
  const isServed = await isStillServed(memory, parts);
  if (session.isActive) return;
  if (isServed && (await joinOwn(session, memory, parts))) {
    void hostWhenOver(session, memory, parts);
    return;
  }
  const { room, unsent, read } = memory;
  await session.host(room, { again: true, unsent, read });
}

/** Only where its process lives: else it is somebody else's room of that name. */
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

/** @returns whether one is in it; false: it is another one, or has just gone. */
async function joinOwn(
  session: EnteringSession,
  memory: MemoryOf<'hosted'>,
  { logger, clock }: RehostRoomParts,
): Promise<boolean> {
  const { unsent, read, pid, room } = memory;
  const { name, port, access, publicKey } = room;
  logger.info(`process ${pid} still serves the room on port ${port}: joining it there`);
  const address = { host: LOOPBACK, port };
  try {
    // not `again`: what does not answer now is no longer there
    const request = { address, name, wasPrivate: access === 'private', publicKey };
    await session.join(request, { unsent, read });
  } catch (error) {
    if (!(error instanceof Failure) || isAlive(memory, clock)) throw error;
    logger.info(`process ${pid} has ended meanwhile`);
    return false;
  }
  // all windows of a person are one member; and what merely says that it is ours is not
  const isOther = publicKey !== undefined && session.room?.publicKey !== publicKey;
  const isOwn =
    !isOther && session.members.some(({ mid: memberId, host }) => memberId === session.memberId && host);
  if (!isOwn) logger.warn(`the room on port ${port} is somebody else's`);
  return isOwn;
}

/** Lets the room not end with the process that serves it, as long as the person does not go elsewhere. */
async function hostWhenOver(
  session: EnteringSession,
  memory: MemoryOf<'hosted'>,
  parts: RehostRoomParts,
): Promise<void> {
  const { state, logger } = parts;
  try {
    if (!(await isOver(session, memory, parts))) return;
    logger.info(`process ${memory.pid} has ended: hosting its room again`);
    // noted by this window since it is in the room: its name now, what is unsent and read
    const now = readRoomMemory(state.get<unknown>(ROOM_MEMENTO)) ?? memory;
    const { unsent, read } = now;
    await session.host({ ...memory.room, name: now.room.name }, { again: true, unsent, read });
  } catch (error) {
    // it shows in the panel; that the person leaves meanwhile is no failure
    logger.warn(`hosting again: ${String(error)}`);
  }
}

/** Waits until nobody serves the room any more; false: the person has gone elsewhere, or it is served for good. */
async function isOver(
  session: EnteringSession,
  memory: MemoryOf<'hosted'>,
  { logger, clock }: RehostRoomParts,
): Promise<boolean> {
  let moves = 0;
  const listener = session.onDidChangeRoom(() => (moves += 1));
  const end = clock.now() + OUTLIVES_MS;
  let since: number | undefined;
  try {
    for (;;) {
      await pause(clock, LOOK_EVERY_MS);
      if (moves > 0 || !session.isActive) {
        logger.info(`process ${memory.pid} is not watched any more: this window has left its room`);
        return false;
      }
      if (!session.isReconnecting) {
        since = undefined;
        if (clock.now() < end) continue;
        logger.info(`process ${memory.pid} is not watched any more: the room goes on to be served`);
        return false;
      }
      if (isAlive(memory, clock)) continue;
      since ??= clock.now();
      if (clock.now() - since >= SUCCESSOR_MS) return true;
    }
  } finally {
    listener.dispose();
  }
}

/** However long ago it was last noted: a process without a window cannot note anything. */
const isAlive = ({ pid, at }: MemoryOf<'hosted'>, clock: Clock): boolean =>
  pid !== process.pid && processAlive(pid, at, clock.date());
