import { DisposableStore } from '../../base/disposable';
import { Emitter, type Event } from '../../base/emitter';
import { RoomEmitters, type RoomEventSource } from './roomEvents';

/** The events of the room session that is followed now, and of no other. */
export class CurrentRoomEvents extends RoomEmitters {
  private following = new DisposableStore();
  private readonly changeRoom = this.store.add(new Emitter<void>());

  /** Fires when a different room session is followed. */
  readonly onDidChangeRoom = this.changeRoom.event;

  /** Follows `room` instead of the room session before. */
  protected follow(room: RoomEventSource): void {
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

  override dispose(): void {
    this.following.dispose();
    super.dispose();
  }
}
