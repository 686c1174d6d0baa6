import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';

/** Whether the room's server can save what is said, as far as one was told (P-6.13). */
export class SavedStatus implements Disposable {
  private saved = true;
  /** What was shown of it last: that stands until the opposite is heard. */
  private shown = true;
  private readonly changed = new Emitter<void>();
  /** `isOn` is another. */
  readonly onDidChange = this.changed.event;

  /** @param show puts it into the transcript */
  constructor(private readonly show: (on: boolean) => void) {}

  get isSaved(): boolean {
    return this.saved;
  }

  /** One has come to a room. @param isNew not the one before */
  joined(isNew: boolean, on: boolean): void {
    if (isNew) this.shown = true;
    this.update(on);
  }

  /** The server says whether it saves from here on; shown where it is news. */
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
