import { type Disposable, toDisposable, tracked } from './disposable';
import { guarded } from './faults';

/** Subscribes a listener; disposing what it returns unsubscribes. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

interface Listener<T> {
  readonly call: (value: T) => void;
}

/** The firing side of an event. The owner keeps it private and shows `event`. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<Listener<T>>();
  private disposed = false;

  readonly event: Event<T> = (listener) => {
    if (this.disposed) return toDisposable(() => undefined);
    const entry = { call: guarded(listener) };
    this.listeners.add(entry);
    tracked.made(entry, 'a listener');
    return toDisposable(() => this.remove(entry));
  };

  /**
   * Calls the current listeners in the order they subscribed, except those that unsubscribe before their turn. If one
   * throws, that is reported, and the others are called.
   */
  fire(value: T): void {
    for (const entry of [...this.listeners]) if (this.listeners.has(entry)) entry.call(value);
  }

  dispose(): void {
    this.disposed = true;
    for (const entry of this.listeners) this.remove(entry);
  }

  private remove(entry: Listener<T>): void {
    this.listeners.delete(entry);
    tracked.gone(entry);
  }
}
