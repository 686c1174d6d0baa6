import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { ChatSession } from '../session/chatSession';

/**
 * Keeps what the manifest's `when` clauses ask for. `tilde.connected`: there is a room one can leave, entered or being
 * looked for; `tilde.hosting`: it is this window's own; `tilde.private`: it has a key; `tilde.locked`: it is this window's
 * own, and nobody new comes in. (`tilde.remoteSide` is set at once: it never changes.)
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
    set('tilde.hosting', session.isHosting);
    set('tilde.private', session.key !== undefined);
    set('tilde.locked', session.roomAccess?.isLocked ?? false);
  };
  update();
  return session.onDidChange(update);
}
