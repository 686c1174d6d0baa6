import * as vscode from 'vscode';
import { type Clock, atMostSince } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposable';
import type { ChatSession } from '../session/chatSession';
import type { RoomSession } from '../session/roomSession';

const TICK_MS = 10_000;
/** A tick this much later than due: the computer slept meanwhile. */
const SLEPT_MS = 15_000;

/** Tries a connection that is away at once when the person or the computer is back. Looks only while there is a room. */
export function watchForWake(
  session: Pick<ChatSession, 'isActive' | 'onDidChange'> & { readonly current: Pick<RoomSession, 'wake'> },
  clock: Clock = systemClock,
  onDidChangeFocus: vscode.Event<{ readonly focused: boolean }> = vscode.window.onDidChangeWindowState,
): Disposable {
  const store = new DisposableStore();
  store.add(
    onDidChangeFocus(({ focused }) => {
      if (focused) session.current.wake();
    }),
  );
  let timer: Disposable | undefined;
  const tick = (): void => {
    const passed = atMostSince(clock);
    timer = clock.after(TICK_MS, () => {
      if (passed() > TICK_MS + SLEPT_MS) session.current.wake();
      tick();
    });
  };
  const update = (): void => {
    if (session.isActive === (timer !== undefined)) return;
    timer?.dispose();
    timer = undefined;
    if (session.isActive) tick();
  };
  store.add(session.onDidChange(update));
  store.add(toDisposable(() => timer?.dispose()));
  update();
  return store;
}
