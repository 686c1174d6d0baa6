import type * as vscode from 'vscode';
import { type Clock, pause } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { parseAddress } from '../../protocol/address';
import type { ChatSession } from '../session/chatSession';
import { Failure } from '../platform/failure';
import { ROOM_MEMENTO } from '../platform/ids';
import { keepUndelivered } from './undelivered';
import { type EnteringSession, rehostRoom } from './rehostRoom';
import { probePort } from '../../hosting/portProbe';
import { processAlive } from '../../hosting/processAlive';
import { isRecent, type MemoryOf, type RoomMemory, readRoomMemory } from '../session/roomMemory';
import type { Unread } from '../unread/unread';

/** How often it is noted that the window is still there. */
const NOTE_EVERY_MS = 60_000;
/** A window that was last seen longer ago is no more, even if there is a process of that number: it is another one. */
const MISSED_MS = 3 * NOTE_EVERY_MS;
/** How long the process of the window before may take to end. */
const PREDECESSOR_MS = 20_000;
const LOOK_EVERY_MS = 250;

type Kept = Pick<RoomMemory, 'room' | 'read' | 'unsent'>;

/**
 * Remembers the room that this window is in, what of it was read, and what was said there and has not come back;
 * forgets all when it is left on purpose, or is over.
 */
export class RoomKeeper implements Disposable {
  private readonly store = new DisposableStore();
  private timer: Disposable | undefined;
  private kept: Kept | undefined;

  constructor(
    private readonly session: ChatSession,
    private readonly unread: Unread,
    private readonly state: vscode.Memento,
    private readonly clock: Clock = systemClock,
  ) {
    this.store.add(session.onDidChange(() => this.changed()));
    this.store.add(session.onDidChangeUnsent(() => this.changed()));
    this.store.add(unread.onDidRead(() => this.changed()));
  }

  /** From here on the memory stays as it is: what ends now ends with the window, not by its person's wish. */
  dispose(): void {
    this.store.dispose();
    this.timer?.dispose();
  }

  /**
   * Writes once more that the window is there. Best effort: a window that closes takes what it is told then only
   * sometimes.
   */
  async note(): Promise<void> {
    if (this.kept) await this.write(this.kept);
  }

  private changed(): void {
    const room = this.session.resumable;
    const read = this.session.placeOf(this.unread.readUpTo);
    const kept = room && { room, ...(read && { read }), unsent: this.session.unsent };
    if (JSON.stringify(kept) === JSON.stringify(this.kept)) return;
    this.kept = kept;
    void this.write(kept);
    if (kept && this.timer) return;
    this.timer?.dispose();
    this.timer = undefined;
    if (kept) this.tick();
  }

  private tick(): void {
    this.timer = this.clock.after(NOTE_EVERY_MS, () => {
      void this.note();
      this.tick();
    });
  }

  private async write(kept: Kept | undefined): Promise<void> {
    const memory: RoomMemory | undefined = kept && { ...kept, pid: process.pid, at: this.clock.date() };
    await this.state.update(ROOM_MEMENTO, memory);
  }
}

/**
 * Goes back to the room that this window was in before it was reloaded, crashed or closed. Where the process that was in
 * it still lives after a while, this is one more window of the same person there: in a browser that process may outlive
 * its window by hours, and two windows with one folder look the same from here. What was not sent in a room of too long
 * ago is kept (leftUnsent.ts).
 * @param roomOn who listens on a port of this computer
 * @returns whether there was one to go back to
 */
export async function restoreRoom(
  session: EnteringSession,
  state: vscode.Memento,
  logger: Logger,
  clock: Clock = systemClock,
  roomOn: typeof probePort = probePort,
): Promise<boolean> {
  const stored = state.get<unknown>(ROOM_MEMENTO);
  if (stored === undefined) return false;
  const memory = readRoomMemory(stored);
  if (!memory || !isRecent(memory, clock.date())) {
    if (memory) await keepUndelivered(state, memory);
    await state.update(ROOM_MEMENTO, undefined);
    return false;
  }
  if (!(await ends(memory, clock)))
    logger.info(`the process that was in the room still lives: ${memory.pid}`);
  if (session.isActive) return true;
  logger.info(`going back to the ${memory.room.kind} room`);
  const { room, ...rest } = memory;
  try {
    if (room.kind === 'joined') await enter(session, { ...rest, room });
    else await rehostRoom(session, { ...rest, room }, { state, logger, clock, roomOn });
  } catch (error) {
    // it shows in the panel
    if (!(error instanceof Failure)) throw error;
    logger.warn(`going back: ${error.message}`);
  }
  return true;
}

async function enter(session: EnteringSession, { room, unsent, read }: MemoryOf<'joined'>): Promise<void> {
  const address = parseAddress(room.address);
  const wasPrivate = room.access === 'private';
  const request = address.ok && {
    ...{ address: address.value, name: room.name, wasPrivate },
    publicKey: room.publicKey,
  };
  if (request) await session.join(request, { again: true, unsent, read });
}

/** Whether the process is gone, now or within {@link PREDECESSOR_MS}. */
async function ends({ pid, at }: RoomMemory, clock: Clock): Promise<boolean> {
  const end = clock.now() + PREDECESSOR_MS;
  // in a container numbers begin anew, so that one's own may be the one of the window before
  while (pid !== process.pid && clock.date() - at <= MISSED_MS && processAlive(pid, at, clock.date())) {
    if (clock.now() >= end) return false;
    await pause(clock, LOOK_EVERY_MS);
  }
  return true;
}
