import { RoomSession } from './roomSession';
import type { SessionOptions } from './sessionOptions';

/** Stands where no room was entered yet: nothing is in it, and nothing comes of what it is asked to do. */
export class NoRoomSession extends RoomSession {
  readonly isHosted = false;
  readonly addresses = [];
  readonly key = undefined;
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
