import * as vscode from 'vscode';
import { withoutUndefined } from '../../base/withoutUndefined';
import type { Logger } from '../../base/logger';
import { formatAddress } from '../../protocol/invitations/address';
import type { ChatSession } from '../session/chatSession';
import { SHOW_CHAT } from '../platform/ids';
import { askModally, complain } from '../platform/surfaces';
import { parseJoinLink } from '../../protocol/invitations/joinLink';
import { joinUnattended } from './joinRoom';
import { isAlreadyIn, confirmLeaving } from './leaving';
import { invitationSentence } from '../wording/sentences';
import { chosenUsername } from '../prompts/username';

const { t } = vscode.l10n;

/** Joins the room that an editor link names. Any web page can open such a link: nothing happens before the person agrees. */
export async function joinByLink(
  services: { readonly session: ChatSession; readonly logger: Logger },
  uri: vscode.Uri,
): Promise<void> {
  const { session } = services;
  const invitation = parseJoinLink(uri.path, uri.query, uri.fragment);
  if (!invitation.ok) {
    const { error } = invitation;
    const why = error === 'bad-link' ? t('It does not lead to a room.') : invitationSentence(error);
    void complain(t('This link does not work. {0}', why));
    return;
  }
  const { address, key } = invitation.value;
  const at = formatAddress(address);
  if (isAlreadyIn(session, at)) return;
  const join = t('Join Room');
  const question = t('Join the room at {0}?', at);
  const detail = t(
    'A link asks you to join. Do it only if you know who the link is from: your username is sent there.',
  );
  const answer = await askModally(question, detail, join);
  if (answer !== join || !(await confirmLeaving(session))) return;
  const name = await chosenUsername(t('Join: Your Username'));
  if (name === undefined) return;
  await vscode.commands.executeCommand(SHOW_CHAT);
  await joinUnattended(services, withoutUndefined({ address: at, name, key }), 'by a link');
}
