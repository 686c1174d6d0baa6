import type * as vscode from 'vscode';
import type { Emitter } from '../../base/emitter';
import type { Logger } from '../../base/logger';
import { DRAFTS_MEMENTO } from '../platform/ids';
import type { ChatSession } from '../session/chatSession';
import type { RoomOffers } from '../offers/roomOffers';
import type { Ignored } from '../ignoring/ignored';
import type { Unread } from '../unread/unread';
import { ChatView } from './chatView';
import { Drafts } from './drafts';

export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  readonly session: ChatSession;
  readonly unread: Unread;
  readonly ignored: Ignored;
  readonly mentioned: Emitter<string>;
  readonly workspaceState: vscode.Memento;
  readonly offers: Pick<RoomOffers, 'list' | 'onDidChange'>;
  readonly logger: Logger;
  readonly remote: string | undefined;
  readonly systemLocale: Promise<string | undefined>;
}

/** The chat, with the drafts of this workspace. */
export function registerPanel(services: PanelServices): ChatView {
  const { mentioned, workspaceState, ...parts } = services;
  const drafts = new Drafts(
    workspaceState.get(DRAFTS_MEMENTO),
    (entries) => void workspaceState.update(DRAFTS_MEMENTO, entries),
  );
  const view = new ChatView({ ...parts, drafts });
  mentioned.event((name) => view.mention(name));
  return view;
}
