import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import { formatAddress } from '../../protocol/invitations/address';
import { readClearInvitation } from '../../protocol/invitations/readInvitation';
import type { ChatSession } from '../session/chatSession';
import type { JoinOptions } from '../session/sessionOptions';
import { KEY_TOLD_MEMENTO, SHOW_CHAT } from '../platform/ids';
import { Failure } from '../platform/failure';
import { readSettings, saveAutoJoin } from '../platform/settings';
import { warn } from '../platform/surfaces';
import { proposedUsername } from '../prompts/username';
import type { RoomKeys } from '../storage/roomKeys';

const { t } = vscode.l10n;

const SHOWN_KEY = 'chatWasShown';

interface AutoJoinParts {
  readonly session: ChatSession;
  readonly keys: Pick<RoomKeys, 'keepKey' | 'keyOf'>;
  readonly globalState: vscode.Memento;
  readonly logger: Logger;
}

/**
 * Joins the room that the settings name, if they do, as soon as it is there. What goes wrong shows in the panel and the
 * status bar only.
 */
export async function autoJoin(parts: AutoJoinParts): Promise<void> {
  const { session, globalState, logger } = parts;
  const { autoJoin: typed, username } = readSettings();
  if (typed === '') return;
  const name = username ?? (await proposedUsername()) ?? t('Guest');
  if (session.isActive) return;
  const { address, key } = invitationIn(typed);
  try {
    await session.join({ address, key, name, isRestoring: true });
    await showChatOnce(globalState);
    if (key !== undefined) void offerToMoveKey(parts, { typed, address, key });
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    if (!(error instanceof Failure)) throw error;
    // not what was typed, which may be or contain a key
    logger.warn(`joining at start: ${error.message}`);
  }
}

/**
 * Settings are read by every extension, and are often synchronized or shown to others: no place for a key. Once it has
 * opened the room, the person is offered to have it where keys belong.
 */
async function offerToMoveKey(
  { keys, globalState }: AutoJoinParts,
  { typed, address, key }: { readonly typed: string; readonly address: string; readonly key: string },
): Promise<void> {
  if (globalState.get<unknown>(KEY_TOLD_MEMENTO) === address) return;
  const move = t('Move the Key');
  const told = t(
    'Your settings hold the key of the room at {0}, where other programs can read it. Tilde can keep it in the editor’s secret storage instead.',
    address,
  );
  const chosen = await warn(told, move, t('Leave It There'));
  if (chosen === undefined) return;
  await globalState.update(KEY_TOLD_MEMENTO, chosen === move ? undefined : address);
  if (chosen !== move) return;
  await keys.keepKey(address, key);
  // the person may have changed the setting meanwhile, and a storage that keeps nothing must not cost the key
  if (readSettings().autoJoin !== typed) return;
  if ((await keys.keyOf(address)) === key) await saveAutoJoin(address);
  else void warn(t('The editor has no secret storage here that works, so the key was left in the settings.'));
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
