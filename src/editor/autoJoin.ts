import * as vscode from 'vscode';
import type { Logger } from '../base/logger';
import { parseAddress } from '../protocol/address';
import type { ChatSession } from './chatSession';
import { Failure } from './failure';
import { addressSentence } from './sentences';
import type { Settings } from './settings';
import { proposedUsername } from './username';

/** Joins the room that the settings name, by itself: what goes wrong shows in the panel and the status bar only. */
export async function autoJoin(
  session: ChatSession,
  { autoJoin: typed, username }: Settings,
  logger: Logger,
): Promise<void> {
  const name = username ?? (await proposedUsername()) ?? vscode.l10n.t('Guest');
  if (session.isActive) return;
  const address = parseAddress(typed);
  try {
    if (address.ok) await session.join({ address: address.value, name });
    else await session.reject(name, typed, addressSentence(address.error));
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    if (!(error instanceof Failure)) throw error;
    logger.warn(`joining ${typed} at start: ${error.message}`);
  }
}
