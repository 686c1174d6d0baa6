import { networkInterfaces } from 'node:os';
import { type Clock, systemClock } from '../base/clock';
import { type Disposable, DisposableStore, toDisposable } from '../base/disposable';
import type { Event } from '../base/emitter';

/** How often the addresses of this computer are looked at while a connection is away. */
const LOOK_EVERY_MS = 2000;

/** As much of a session as is needed to wake it. */
export interface Wakeable {
  readonly isReconnecting: boolean;
  readonly onDidChange: Event<void>;
  wake(): void;
}

/**
 * Has a connection that is away tried again at once when this computer has other addresses than before: its cable is
 * plugged in, it is in another network. While nothing is away nobody looks.
 */
export function watchNetwork(
  session: Wakeable,
  clock: Clock = systemClock,
  addresses: () => string = ownAddresses,
): Disposable {
  const store = new DisposableStore();
  let timer: Disposable | undefined;
  let known = '';
  const look = (): void => {
    timer = clock.after(LOOK_EVERY_MS, () => {
      const now = addresses();
      const isNew = now !== known;
      known = now;
      look();
      if (isNew) session.wake();
    });
  };
  const update = (): void => {
    if (session.isReconnecting === (timer !== undefined)) return;
    timer?.dispose();
    timer = undefined;
    if (!session.isReconnecting) return;
    known = addresses();
    look();
  };
  store.add(session.onDidChange(update));
  store.add(toDisposable(() => timer?.dispose()));
  update();
  return store;
}

const ownAddresses = (): string =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .map(({ address }) => address)
    .sort()
    .join();
