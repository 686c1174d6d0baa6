import type * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import { DRAFTS_MEMENTO, EMOJI_MEMENTO, SKIN_TONE_MEMENTO } from '../platform/ids';
import type { ChatSession } from '../session/chatSession';
import type { RoomOffers } from '../offers/roomOffers';
import type { Conversations } from '../direct/conversations';
import type { Ignored } from '../ignoring/ignored';
import type { Repositories } from '../repository/repositories';
import type { Sharing } from '../sharing/sharing';
import type { Unread } from '../unread/unread';
import { ChatView } from './chatView';
import { Drafts } from './drafts';
import { EmojiChoices, type KeptChoice } from './emojiChoices';

export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  readonly session: ChatSession;
  readonly unread: Unread;
  readonly ignored: Ignored;
  readonly conversations: Conversations;
  readonly workspaceState: vscode.Memento;
  readonly globalState: vscode.Memento;
  readonly offers: Pick<RoomOffers, 'list' | 'onDidChange'>;
  readonly repositories: Repositories;
  readonly sharing: Sharing;
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
  const kept = (key: string): KeptChoice => ({
    read: () => globalState.get(key),
    keep: (value) => void globalState.update(key, value),
  });
  const emoji = new EmojiChoices({ recent: kept(EMOJI_MEMENTO), skinTone: kept(SKIN_TONE_MEMENTO) });
  return new ChatView({ ...parts, drafts, emoji });
}
