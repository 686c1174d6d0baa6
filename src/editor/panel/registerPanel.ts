import type * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import { DRAFTS_MEMENTO, EMOJI_MEMENTO } from '../platform/ids';
import type { ChatSession } from '../session/chatSession';
import type { RoomOffers } from '../offers/roomOffers';
import type { Conversations } from '../direct/conversations';
import type { Ignored } from '../ignoring/ignored';
import type { Unread } from '../unread/unread';
import { ChatView } from './chatView';
import { Drafts } from './drafts';
import { RecentEmoji } from './recentEmoji';

export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  readonly session: ChatSession;
  readonly unread: Unread;
  readonly ignored: Ignored;
  readonly conversations: Conversations;
  readonly workspaceState: vscode.Memento;
  readonly globalState: vscode.Memento;
  readonly offers: Pick<RoomOffers, 'list' | 'onDidChange'>;
  readonly logger: Logger;
  readonly remote: string | undefined;
  readonly systemLocale: Promise<string | undefined>;
}

/** The chat, with the drafts of this workspace. */
export function registerPanel({ workspaceState, globalState, ...parts }: PanelServices): ChatView {
  const drafts = new Drafts(
    workspaceState.get(DRAFTS_MEMENTO),
    (entries) => void workspaceState.update(DRAFTS_MEMENTO, entries),
  );
  const recentEmoji = new RecentEmoji(
    () => globalState.get(EMOJI_MEMENTO),
    (emoji) => void globalState.update(EMOJI_MEMENTO, emoji),
  );
  return new ChatView({ ...parts, drafts, recentEmoji });
}
