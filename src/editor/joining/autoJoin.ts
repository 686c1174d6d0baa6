import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import { formatAddress } from '../../protocol/invitations/address';
import { readClearInvitation } from '../../protocol/invitations/readInvitation';
import type { ChatSession } from '../session/chatSession';
import type { JoinOptions } from '../session/sessionOptions';
import { SHOW_CHAT } from '../platform/ids';
import { Failure } from '../platform/failure';
import { readSettings } from '../platform/settings';
import { proposedUsername } from '../prompts/username';

const SHOWN_KEY = 'chatWasShown';

/**
 * Joins the room that the settings name, if they do, as soon as it is there. What goes wrong shows in the panel and the
 * status bar only.
 */
export async function autoJoin({
  session,
  globalState,
  logger,
}: {
  readonly session: ChatSession;
  readonly globalState: vscode.Memento;
  readonly logger: Logger;
}): Promise<void> {
  const { autoJoin: typed, username } = readSettings();
  if (typed === '') return;
  const name = username ?? (await proposedUsername()) ?? vscode.l10n.t('Guest');
  if (session.isActive) return;
  try {
    await session.join({ ...invitationIn(typed), name, isRestoring: true });
    await showChatOnce(globalState);
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    if (!(error instanceof Failure)) throw error;
    // not what was typed, which may be or contain a key
    logger.warn(`joining at start: ${error.message}`);
  }
}

/** The first time on this installation, nobody knows where the chat is. After that, VS Code keeps open what was open. */
async function showChatOnce(globalState: vscode.Memento): Promise<void> {
  if (globalState.get<unknown>(SHOWN_KEY) !== undefined) return;
  await globalState.update(SHOWN_KEY, true);
  await vscode.commands.executeCommand(SHOW_CHAT, { preserveFocus: true });
}

/** What the setting means. Where that is not clear, the session fails, and says why. */
function invitationIn(typed: string): Pick<JoinOptions, 'address' | 'key'> {
  const read = readClearInvitation(typed);
  return read.ok ? { address: formatAddress(read.value.address), key: read.value.key } : { address: typed };
}
