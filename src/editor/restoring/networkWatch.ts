import { networkInterfaces } from 'node:os';
import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposable';
import type { Event } from '../../base/emitter';

/** How often the addresses of this computer are looked at. */
const LOOK_EVERY_MS = 10_000;
/** The same while a connection is broken. */
const LOOK_RECONNECTING_MS = 2000;

/** What is needed of a session to watch the network for it. */
export interface Networked {
  readonly isActive: boolean;
  readonly current: { readonly isReconnecting: boolean; changeNetwork(): void };
  readonly onDidChange: Event<void>;
}

/**
 * Tells the session when the addresses of this computer change: a cable was plugged in, or it is on a different network.
 * Looks only while there is a room.
 */
export function watchNetwork(
  session: Networked,
  clock: Clock = systemClock,
  addresses: () => string = ownAddresses,
): Disposable {
  const store = new DisposableStore();
  let timer: Disposable | undefined;
  let known = '';
  /** How often to look; 0: never. */
  let everyMs = 0;
  const look = (): void => {
    timer = clock.after(everyMs, () => {
      const current = addresses();
      const hasChanged = current !== known;
      known = current;
      look();
      if (hasChanged) session.current.changeNetwork();
    });
  };
  const update = (): void => {
    const wantedMs = session.current.isReconnecting
      ? LOOK_RECONNECTING_MS
      : session.isActive
        ? LOOK_EVERY_MS
        : 0;
    if (wantedMs === everyMs) return;
    timer?.dispose();
    if (everyMs === 0) known = addresses();
    everyMs = wantedMs;
    if (everyMs > 0) look();
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
