import { type Disposable, toDisposable } from './disposable';
import { guarded } from './faults';

/** Subscribes a listener; disposing what it returns unsubscribes. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The firing side of an event. The owner keeps it private and shows `event`. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<{ readonly call: (value: T) => void }>();
  private disposed = false;

  readonly event: Event<T> = (listener) => {
    if (this.disposed) return toDisposable(() => undefined);
    const entry = { call: guarded(listener) };
    this.listeners.add(entry);
    return toDisposable(() => this.listeners.delete(entry));
  };

  /**
   * Calls the listeners of this moment, in the order they subscribed; one that is gone by its turn is left out. The fault
   * of one that throws is reported, and the others are called all the same.
   */
  fire(value: T): void {
    for (const entry of [...this.listeners]) if (this.listeners.has(entry)) entry.call(value);
  }

  dispose(): void {
    this.disposed = true;
    this.listeners.clear();
  }
}
