import type * as vscode from 'vscode';
import { type Clock, pause } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import type { Logger } from '../../base/logger';
import { probePort } from '../../hosting/portProbe';
import { processAlive } from '../../hosting/processAlive';
import { Failure } from '../platform/failure';
import { ROOM_MEMENTO } from '../platform/ids';
import { isRecent, type MemoryOf, type RoomMemory, readRoomMemory } from '../session/roomMemory';
import { type EnteringSession, rehostRoom } from './rehostRoom';
import { NOTE_EVERY_MS } from './roomKeeper';
import type { LastRoom } from '../offers/lastRoom';
import { recentIdOf } from '../recents/rememberRooms';
import { keepUndelivered } from './undelivered';

/** A window that has noted nothing for longer is gone. If there is a process with its number, it is a different one. */
const MISSED_MS = 3 * NOTE_EVERY_MS;
/** How long the process of the window before may take to end. */
const PREDECESSOR_MS = 20_000;
const LOOK_EVERY_MS = 250;

/**
 * Goes back to the room that this window was in before it was reloaded, crashed or closed. The process that was in it may
 * still live after a while: in a browser it may outlive its window by hours, and two windows with the same folder look the
 * same from here. Then this becomes one more window of the same person there. If the room was left too long ago, what was
 * not delivered is kept (undelivered.ts).
 * @param lastRoom is told of a room that was left too long ago
 * @param roomOn who listens on a port of this computer
 * @returns whether there was a room to go back to
 */
export async function restoreRoom(
  session: EnteringSession,
  state: vscode.Memento,
  lastRoom: Pick<LastRoom, 'set'>,
  logger: Logger,
  clock: Clock = systemClock,
  roomOn: typeof probePort = probePort,
): Promise<boolean> {
  const stored = state.get<unknown>(ROOM_MEMENTO);
  if (stored === undefined) return false;
  const memory = readRoomMemory(stored);
  if (!memory || !isRecent(memory, clock.date())) {
    if (memory) {
      await keepUndelivered(state, memory);
      await lastRoom.set(recentIdOf(memory.room), memory.at);
    }
    await state.update(ROOM_MEMENTO, undefined);
    return false;
  }
  if (!(await hasEnded(memory, clock)))
    logger.info(`the process that was in the room still lives: ${memory.pid}`);
  if (session.isActive) return true;
  logger.info(`going back to the ${memory.room.kind} room`);
  const { room, ...rest } = memory;
  try {
    if (room.kind === 'joined') await joinAgain(session, { ...rest, room });
    else await rehostRoom(session, { ...rest, room }, { state, logger, clock, roomOn });
  } catch (error) {
    // it shows in the panel
    if (!(error instanceof Failure)) throw error;
    logger.warn(`going back: ${error.message}`);
  }
  return true;
}

async function joinAgain(session: EnteringSession, memory: MemoryOf<'joined'>): Promise<void> {
  const { room, unsent: undelivered, read: readPlace } = memory;
  const { name, address, access, publicKey } = room;
  const wasPrivate = access === 'private';
  const isRestoring = true;
  await session.join({ name, address, wasPrivate, publicKey, isRestoring, undelivered, readPlace });
}

/** Whether the process has ended, or does so within {@link PREDECESSOR_MS}. */
async function hasEnded({ pid, at }: RoomMemory, clock: Clock): Promise<boolean> {
  const end = clock.now() + PREDECESSOR_MS;
  // in a container process numbers begin anew, so this process may have the number of the one before
  while (pid !== process.pid && clock.date() - at <= MISSED_MS && processAlive(pid, at, clock.date())) {
    if (clock.now() >= end) return false;
    await pause(clock, LOOK_EVERY_MS);
  }
  return true;
}
