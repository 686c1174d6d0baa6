import type { PanelMessage, PanelState } from '../../src/panel/toPanel';
import { isInRoom } from './connection';

/** What a person can do with one message. */
export type MessageAction = 'reply' | 'edit' | 'remove' | 'copyText';

/** What can be done with a message now: in its toolbar, in its menu and by a key alike. */
export function actionsFor(
  { own, status, removed }: PanelMessage,
  panel: PanelState | undefined,
): readonly (MessageAction | 'react')[] {
  if (removed) return [];
  if (status !== 'sent' || !canAmend(panel)) return ['copyText'];
  return ['react', 'reply', ...(own ? (['edit', 'remove'] as const) : []), 'copyText'];
}

/** Whether messages can be answered and changed: also while the connection is away, since the client keeps it until then. */
const canAmend = (panel: PanelState | undefined): boolean =>
  panel?.room?.basic === false && isInRoom(panel.connection);
