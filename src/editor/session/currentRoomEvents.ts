import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import type { Entry } from '../../client/conversation/entry';
import type { RoomTrouble } from './endReason';
import type { RoomEventSource } from './roomEvents';

/** The events of the room session that is followed now, and of no other. */
export class CurrentRoomEvents implements RoomEventSource, Disposable {
  private readonly store = new DisposableStore();
  private following = new DisposableStore();
  private readonly change = this.store.add(new Emitter<void>());
  private readonly changeRoom = this.store.add(new Emitter<void>());
  private readonly changeEntries = this.store.add(new Emitter<readonly Entry[]>());
  private readonly changeTyping = this.store.add(new Emitter<readonly string[]>());
  private readonly changeUndelivered = this.store.add(new Emitter<void>());
  private readonly read = this.store.add(new Emitter<number>());
  private readonly trouble = this.store.add(new Emitter<RoomTrouble>());

  readonly onDidChange = this.change.event;
  /** Fires when a different room session is followed. */
  readonly onDidChangeRoom = this.changeRoom.event;
  readonly onDidChangeEntries = this.changeEntries.event;
  readonly onDidChangeTyping = this.changeTyping.event;
  readonly onDidChangeUndelivered = this.changeUndelivered.event;
  readonly onDidRead = this.read.event;
  readonly onDidHaveTrouble = this.trouble.event;

  /** Follows `room` instead of the room session before. */
  follow(room: RoomEventSource): void {
    this.following.dispose();
    this.following = new DisposableStore();
    const forward = <T>(from: Event<T>, to: Emitter<T>): void => {
      this.following.add(from((value) => to.fire(value)));
    };
    forward(room.onDidChange, this.change);
    forward(room.onDidChangeEntries, this.changeEntries);
    forward(room.onDidChangeTyping, this.changeTyping);
    forward(room.onDidChangeUndelivered, this.changeUndelivered);
    forward(room.onDidRead, this.read);
    forward(room.onDidHaveTrouble, this.trouble);
    this.changeRoom.fire();
  }

  /** What is shown has changed for a reason outside of the room: a setting, or which room it is. */
  changed(): void {
    this.change.fire();
  }

  dispose(): void {
    this.following.dispose();
    this.store.dispose();
  }
}
