import { guarded } from './faults';

/** Something that holds something. `dispose` is idempotent and synchronous. */
export interface Disposable {
  dispose(): void;
}

/** Is told which objects were made and which were disposed. */
export interface DisposableTracker {
  made(item: object, kind: string): void;
  gone(item: object): void;
}

let tracker: DisposableTracker | undefined;

/** Starts tracking. Tests use it to find what nobody disposes. */
export function trackDisposables(next: DisposableTracker): void {
  tracker = next;
}

export const tracked = {
  made: (item: object, kind: string) => tracker?.made(item, kind),
  gone: (item: object) => tracker?.gone(item),
};

/** A disposable that runs `fn` once, at the first `dispose`. */
export function toDisposable(fn: () => void): Disposable {
  let run: (() => void) | undefined = fn;
  return {
    dispose() {
      const once = run;
      run = undefined;
      once?.();
    },
  };
}

/** Owns disposables and disposes them together, the newest first. If one throws, that is reported, and the others are disposed. */
export class DisposableStore implements Disposable {
  private items: Disposable[] | undefined = [];

  constructor() {
    tracked.made(this, 'a store of disposables');
  }

  get isDisposed(): boolean {
    return this.items === undefined;
  }

  /** Takes ownership. Once the store is disposed, `item` is disposed at once. */
  add<T extends Disposable>(item: T): T {
    if (this.items) this.items.push(item);
    else disposeOf(item);
    return item;
  }

  dispose(): void {
    const items = this.items;
    this.items = undefined;
    tracked.gone(this);
    for (const item of items?.reverse() ?? []) disposeOf(item);
  }
}

const disposeOf = guarded((item: Disposable) => item.dispose());
