import { guarded } from './faults';

/** Something that holds something. `dispose` is idempotent and synchronous. */
export interface Disposable {
  dispose(): void;
}

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

/** Owns disposables and disposes them together, the newest first. The fault of one that throws is reported and stops no other. */
export class DisposableStore implements Disposable {
  private items: Disposable[] | undefined = [];

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
    for (const item of items?.reverse() ?? []) disposeOf(item);
  }
}

const disposeOf = guarded((item: Disposable) => item.dispose());
