import type { PanelMessage } from '../../src/panel/entrySchemas';
import type { PanelState } from '../../src/panel/stateSchemas';
import type { PanelAction } from '../../src/panel/toPanel';
import { isInRoom } from './connection';

/** What a person can do with one message. */
export type MessageAction = PanelAction;

/** What can be done with a message now: in its toolbar, in its menu and by a key alike. */
export function actionsFor(
  { own, status, removed }: PanelMessage,
  panel: PanelState | undefined,
): readonly MessageAction[] {
  if (removed) return [];
  if (status !== 'sent' || !canAmend(panel)) return ['copyText', 'copyMarkdown'];
  const others = ['addReaction', 'reply', 'copyText', 'copyMarkdown', 'copyLink'] as const;
  return own ? [...others, 'edit', 'remove'] : others;
}

/** Whether this person has put that emoji under the message. */
export const hasOwn = ({ reactions = [] }: PanelMessage, emoji: string): boolean =>
  reactions.some((one) => one.own && one.emoji === emoji);

/** Whether messages can be answered and changed: also while the connection is away, since the client keeps it until then. */
const canAmend = (panel: PanelState | undefined): boolean =>
  panel?.room?.basic === false && isInRoom(panel.connection);
