import type * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import type { LastRoom } from '../offers/lastRoom';
import type { ChatSession } from '../session/chatSession';
import type { Unread } from '../unread/unread';
import { watchNetwork } from './networkWatch';
import { restoreSession } from './restoreSession';
import { RoomKeeper } from './roomKeeper';
import { watchForWake } from './wakeWatch';

export interface Restoring extends Disposable {
  /** Goes back to the room that this window was in. @returns whether there was one */
  restore(): Promise<boolean>;
  /** The window closes or reloads: what it has noted about its room stays. */
  suspend(): Promise<void>;
}

/** Back into the room after a reload, a sleep or a change of network. */
export function registerRestoring({
  session,
  unread,
  workspaceState,
  lastRoom,
  logger,
}: {
  readonly session: ChatSession;
  readonly unread: Unread;
  readonly workspaceState: vscode.Memento;
  readonly lastRoom: LastRoom;
  readonly logger: Logger;
}): Restoring {
  const store = new DisposableStore();
  const keeper = store.add(new RoomKeeper(session, unread, workspaceState));
  store.add(watchForWake(session));
  store.add(watchNetwork(session));
  return {
    restore: () => restoreSession(session, workspaceState, lastRoom, logger),
    suspend() {
      keeper.dispose();
      return keeper.note();
    },
    dispose: () => store.dispose(),
  };
}
