import { type Disposable, DisposableStore } from '../../../src/base/disposable';

/** For a suite: what its tests are given to own is disposed after each. */
export function useOwn(): <T extends Disposable>(item: T) => T {
  let store: DisposableStore;
  beforeEach(() => (store = new DisposableStore()));
  afterEach(() => store.dispose());
  return (item) => store.add(item);
}
