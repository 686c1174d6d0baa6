import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import { formatAddress, parseAddress } from '../../protocol/invitations/address';
import { formatJoinLink } from '../../protocol/invitations/invitation';
import { formatMessageLink, parseMessageLink } from '../../protocol/invitations/messageLink';
import { linkScheme } from '../joining/invitation';
import { joinByLink } from '../joining/joinByLink';
import { complain, tellBriefly } from '../platform/surfaces';
import { copyText } from '../prompts/copyText';
import type { ChatSession } from '../session/chatSession';

const { t } = vscode.l10n;

interface LinkServices {
  readonly session: ChatSession;
  readonly logger: Logger;
  readonly chat: { show(): Promise<void>; goTo(order: number): Promise<void> } | undefined;
}

/** Puts a link to the message at that place on the clipboard. It has no key. */
export async function copyMessageLink(session: ChatSession, order: number): Promise<void> {
  const place = session.current.readPlaceOf(order);
  const address = parseAddress(session.addresses[0] ?? '');
  if (!place || !address.ok) return;
  const link = formatMessageLink(linkScheme(), { address: address.value, ...place });
  if (await copyText(link)) tellBriefly(t('Copied the link'));
}

/**
 * Shows the message that an editor link names. Any web page can open such a link: into another room it leads only after a
 * question.
 * @returns false: the link leads to something else
 */
export async function followMessageLink(services: LinkServices, uri: vscode.Uri): Promise<boolean> {
  const link = parseMessageLink(uri.path, uri.query);
  if (!link?.ok) return false;
  const { room, seq, address } = link.value;
  const { session, chat } = services;
  if (session.current.room?.id !== room) {
    await joinByLink(services, vscode.Uri.parse(formatJoinLink(uri.scheme, address)));
    if (session.current.room === undefined) return true;
  }
  const order = session.current.orderOf({ room, seq });
  if (order === undefined) {
    void complain(t('The message is not in the room at {0} any more.', formatAddress(address)));
    return true;
  }
  await chat?.show();
  await chat?.goTo(order);
  return true;
}
