import * as v from 'valibot';
import type { PanelAction } from '../../panel/toPanel';
import { defineCommand } from '../platform/command';
import type { ChatView } from './chatView';

interface Chat {
  readonly chat: Pick<ChatView, 'act' | 'copySelection'> | undefined;
}

/** What VS Code passes for a click in the menu of a page: its type, and what the page has put there. */
const Clicked = v.object({ webview: v.string() });
const ClickedMessage = v.object({ ...Clicked.entries, message: v.string() });

/** The page does it, in which the menu is: it has the composer. */
const byPage =
  (action: PanelAction) =>
  ({ chat }: Chat, _: unknown, raw: unknown): void => {
    const clicked = v.safeParse(ClickedMessage, raw);
    if (clicked.success) chat?.act(clicked.output.webview, { key: clicked.output.message, action });
  };

function copySelection({ chat }: Chat, _: unknown, raw: unknown): void {
  const clicked = v.safeParse(Clicked, raw);
  if (clicked.success) chat?.copySelection(clicked.output.webview);
}

/** The menu of a message, and of what is selected. */
export const messageCommands = [
  defineCommand({ id: 'tilde.reactToMessage', run: byPage('addReaction') }),
  defineCommand({ id: 'tilde.replyToMessage', run: byPage('reply') }),
  defineCommand({ id: 'tilde.editMessage', run: byPage('edit') }),
  defineCommand({ id: 'tilde.deleteMessage', run: byPage('remove') }),
  defineCommand({ id: 'tilde.copySelection', run: copySelection }),
  defineCommand({ id: 'tilde.copyMessageText', run: byPage('copyText') }),
  defineCommand({ id: 'tilde.copyMessageMarkdown', run: byPage('copyMarkdown') }),
  defineCommand({ id: 'tilde.copyMessageLink', run: byPage('copyLink') }),
] as const;
