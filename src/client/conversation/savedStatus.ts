import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';

/** Whether the room's server can save what is said, as far as it has told us (P-6.13). */
export class SavedStatus implements Disposable {
  private saved = true;
  /** What the transcript last said of it. */
  private shown = true;
  private readonly changed = new Emitter<void>();
  /** Fires when `isSaved` changes. */
  readonly onDidChange = this.changed.event;

  /** @param show says it in the transcript */
  constructor(private readonly show: (on: boolean) => void) {}

  get isSaved(): boolean {
    return this.saved;
  }

  /** This client has joined a room. @param isNew whether it is not the room from before */
  joined(isNew: boolean, on: boolean): void {
    if (isNew) this.shown = true;
    this.update(on);
  }

  /** The server says whether it saves from here on. The transcript says so if that is news. */
  update(on: boolean): void {
    if (on !== this.shown) this.show(on);
    this.shown = on;
    if (on === this.saved) return;
    this.saved = on;
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
