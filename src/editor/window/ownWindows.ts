import * as vscode from 'vscode';
import { systemClock } from '../../base/systemClock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { ChatSession } from '../session/chatSession';
import type { WindowRegistry } from './windowRegistry';

/** Tells this person's other windows which room this window is in, and when it gets the focus. */
export function registerOwnWindows({
  windows,
  session,
}: {
  readonly windows: WindowRegistry;
  readonly session: ChatSession;
}): Disposable {
  const store = new DisposableStore();
  let { focused } = vscode.window.state;
  const look = (): void => {
    const room = session.isActive ? session.current.room : undefined;
    // an original room has no id; its name is its address
    if (room) windows.enter(room.id === '' ? room.name : room.id, focused, systemClock.date());
    else windows.leave();
  };
  store.add(session.onDidChange(look));
  store.add(
    vscode.window.onDidChangeWindowState((state) => {
      if (state.focused && !focused) windows.focus(systemClock.date());
      ({ focused } = state);
    }),
  );
  return store;
}
