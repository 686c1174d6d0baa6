import * as v from 'valibot';
import { defineCommand } from '../platform/command';
import type { ChatView } from './chatView';

interface Chat {
  readonly chat: Pick<ChatView, 'show' | 'openInEditor'> | undefined;
}

export const showChatCommand = defineCommand({
  id: 'tilde.showChat',
  schema: v.object({ preserveFocus: v.boolean() }),
  run: ({ chat }: Chat, given) => chat?.show(given),
});

export const openInEditorCommand = defineCommand({
  id: 'tilde.openInEditor',
  run: ({ chat }: Chat) => chat?.openInEditor(),
});
