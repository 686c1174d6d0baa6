import { isolated } from '../../src/base/isolated';
import type { PanelStrings } from '../../src/panel/strings';
import type { PanelConversation } from '../../src/panel/stateSchemas';

/** With whom a conversation is. */
export function conversationName({ to, name }: PanelConversation, strings: PanelStrings): string {
  if (to === undefined) return strings.everybody;
  return name === undefined ? strings.somebodyGone : isolated(name);
}
