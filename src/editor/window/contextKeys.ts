import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { ChatSession } from '../session/chatSession';

/**
 * Keeps the context keys that the manifest's `when` clauses ask for. `tilde.connected`: there is a room to leave,
 * entered or being looked for. `tilde.canTryAgain`: it is away, was left or was not reached. `tilde.hosting`: this
 * window hosts it. `tilde.private`: it has a key. `tilde.locked`: this window hosts it, and nobody new comes in.
 * `tilde.basic`: it is on an original server.
 * (src/extension.ts sets `tilde.remoteSide`, which never changes.)
 */
export function registerContextKeys({ session }: { readonly session: ChatSession }): Disposable {
  const shown = new Map<string, boolean>();
  const set = (key: string, value: boolean): void => {
    if (shown.get(key) === value) return;
    shown.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  };
  const update = (): void => {
    set('tilde.connected', session.isActive);
    set('tilde.canTryAgain', session.current.isReconnecting || session.current.endReason !== undefined);
    set('tilde.hosting', session.hosted !== undefined);
    set('tilde.private', session.current.key !== undefined);
    set('tilde.basic', session.current.isBasic);
    set('tilde.locked', session.hosted?.roomAccess?.isLocked ?? false);
  };
  update();
  return session.onDidChange(update);
}
