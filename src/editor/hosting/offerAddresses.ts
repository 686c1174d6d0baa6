import * as vscode from 'vscode';
import type { ChatSession } from '../session/chatSession';
import { copyAddress } from '../joining/copyAddress';
import { tell } from '../platform/surfaces';
import { copyInvitation, copyKey } from './keyCommands';

const { t } = vscode.l10n;

/** Tells what teammates need to come into the room that was just opened, to be copied. */
export async function offerAddresses(session: ChatSession): Promise<void> {
  const { addresses, key: shown } = session;
  const room = session.state.room?.name ?? '';
  const where = addresses.join(t(' or '));
  if (shown === undefined) {
    const copy = addresses.length > 1 ? t('Copy Address…') : t('Copy Address');
    const message = t('The room “{0}” is open. Teammates join at {1}', room, where);
    const chosen = await tell(message, copy);
    if (chosen === copy && session.isActive) await copyAddress(session);
    return;
  }
  const both = addresses.length > 1 ? t('Copy Address and Key…') : t('Copy Address and Key');
  const keyOnly = t('Copy Key');
  const message = t('The private room “{0}” is ready. Teammates join with its key at {1}', room, where);
  const chosen = await tell(message, both, keyOnly);
  if (session.key === undefined) return;
  if (chosen === both) await copyInvitation(session);
  if (chosen === keyOnly) await copyKey(session);
}
