import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { systemClock } from '../../base/systemClock';
import { warn } from '../platform/surfaces';

/** A page takes a second, on a busy computer several. */
const DRAWN_WITHIN_MS = 20_000;

export interface EmptyPageParts {
  readonly isVisible: () => boolean;
  readonly clock?: Clock;
  /** How long a page may take to be drawn, in milliseconds. */
  readonly withinMs?: number;
  readonly tell?: (message: string) => unknown;
}

/**
 * Says why the chat stays empty, unless it is disposed before. A browser draws webviews only in pages that came by HTTPS or
 * from localhost, and the editor in it does not say so.
 */
export function tellWhyEmpty({
  isVisible,
  clock = systemClock,
  withinMs = DRAWN_WITHIN_MS,
  tell = warn,
}: EmptyPageParts): Disposable {
  if (vscode.env.uiKind !== vscode.UIKind.Web) return { dispose: () => undefined };
  return clock.after(withinMs, () => {
    if (!isVisible()) return;
    // the cause comes first: VS Code cuts a notification that has no buttons
    const why = vscode.l10n.t(
      'Without HTTPS, browsers leave the chat empty. Please open this page with HTTPS, or at localhost.',
    );
    void tell(why);
  });
}
