import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { ChatSession } from '../session/chatSession';

/**
 * Keeps the context keys that the manifest's `when` clauses ask for. `tilde.remoteSide`, which never changes, is set by
 * src/extension.ts.
 */
export function registerContextKeys({ session }: { readonly session: ChatSession }): Disposable {
  const shown = new Map<string, boolean>();
  const set = (key: string, value: boolean): void => {
    if (shown.get(key) === value) return;
    shown.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  };
  const update = (): void => {
    const { current, hosted, isActive } = session;
    // there is a room to leave, entered or being looked for
    set('tilde.connected', isActive);
    // it is away, was left or was not reached
    set('tilde.canTryAgain', current.isReconnecting || current.endReason !== undefined);
    // this window hosts it
    set('tilde.hosting', hosted !== undefined);
    // it has a key
    set('tilde.private', current.key !== undefined);
    // it is on an original server
    set('tilde.basic', current.isBasic);
    // this window hosts it, and nobody new comes in
    set('tilde.locked', hosted?.roomAccess?.isLocked ?? false);
  };
  update();
  return session.onDidChange(update);
}
