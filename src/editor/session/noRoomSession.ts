import { RoomSession } from './roomSession';
import type { SessionOptions } from './sessionOptions';

/** The session of a window that has entered no room yet: it is empty, and does nothing of what it is asked. */
export class NoRoomSession extends RoomSession {
  readonly isHosted = false;
  readonly addresses = [];
  readonly key = undefined;
  readonly again = undefined;
  protected readonly place = undefined;

  constructor(options: SessionOptions) {
    super({ name: '' }, options);
  }

  override get isOpen(): boolean {
    return false;
  }

  enter(): Promise<void> {
    return Promise.resolve();
  }

  protected lostConnection(): void {
    // there is none
  }
}
