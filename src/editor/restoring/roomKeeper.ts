import type * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { withoutUndefined } from '../../base/withoutUndefined';
import type { ChatSession } from '../session/chatSession';
import { ROOM_MEMENTO } from '../platform/ids';
import type { RoomMemory } from '../session/roomMemory';
import type { Unread } from '../unread/unread';

/** How often the keeper notes that the window is still there. */
export const NOTE_EVERY_MS = 60_000;

type Kept = Pick<RoomMemory, 'room' | 'read' | 'unsent'>;

/**
 * Remembers the room that this window is in, up to where it was read, and what was said there and has not come back.
 * Forgets everything when the person leaves, or the session ends.
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
    this.store.add(session.onDidChangeUndelivered(() => this.changed()));
    this.store.add(unread.onDidRead(() => this.changed()));
  }

  /** Keeps the memory as it is from now on: what ends now ends with the window, and not because the person wants it. */
  dispose(): void {
    this.store.dispose();
    this.timer?.dispose();
  }

  /** Notes once more that the window is there. A window that closes may not have the time for it. */
  async note(): Promise<void> {
    if (this.kept) await this.write(this.kept);
  }

  private changed(): void {
    const { current } = this.session;
    const { remembered: room, undelivered: unsent } = current;
    const read = current.readPlaceOf(this.unread.readUpTo);
    const kept: Kept | undefined = room && withoutUndefined({ room, read, unsent });
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
