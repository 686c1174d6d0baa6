import * as vscode from 'vscode';
import type { ChatSession } from './chatSession';
import { Failure } from './failure';

const { t } = vscode.l10n;
const SHOWN_FOR_MS = 3000;

/**
 * Puts on the clipboard what a teammate types to join; asks which, where this computer has several addresses.
 * @returns the address; undefined when the person gave up
 */
export async function copyAddress({ isActive, addresses }: ChatSession): Promise<string | undefined> {
  if (!isActive || addresses.length === 0) throw new Failure(t('You are not in a room.'));
  const address =
    addresses.length === 1
      ? addresses[0]
      : await vscode.window.showQuickPick([...addresses], {
          title: t('Copy Address'),
          placeHolder: t('There are several. Teammates use the one of the network that they are on.'),
        });
  if (address === undefined) return undefined;
  await vscode.env.clipboard.writeText(address);
  vscode.window.setStatusBarMessage(t('Copied {0}', address), SHOWN_FOR_MS);
  return address;
}

/** Tells where teammates can join, to be copied. */
export async function offerAddresses(session: ChatSession): Promise<void> {
  const { addresses } = session;
  const room = session.panelState.room?.name ?? '';
  const copy = addresses.length > 1 ? t('Copy Address…') : t('Copy Address');
  const message = t('The room “{0}” is open. Teammates join at {1}', room, addresses.join(t(' or ')));
  if ((await vscode.window.showInformationMessage(message, copy)) === copy && session.isActive) {
    await copyAddress(session);
  }
}
