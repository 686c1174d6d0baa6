// What the text in the question where to join can mean, as entries of a quick pick.
import * as vscode from 'vscode';
import { formatAddress } from '../../protocol/invitations/address';
import type { Invitation, InvitationProblem } from '../../protocol/invitations/invitation';
import { readInvitation } from '../../protocol/invitations/readInvitation';
import { formatRoomKey } from '../../protocol/keys/roomKey';
import type { Choice } from '../platform/surfaces';
import type { RecentRooms } from '../recents/recentRooms';
import { invitationSentence } from '../wording/sentences';

const { t } = vscode.l10n;

export interface InvitationItem extends Choice {
  /** What is joined where it is chosen. */
  readonly invitation?: Invitation;
  /** The text that means it. */
  readonly typed?: string;
}

/** The likeliest first. What cannot be an invitation has one entry, which says why. */
export function invitationItems(typed: string, recents: RecentRooms): readonly InvitationItem[] {
  if (typed.trim() === '') return [];
  const reading = readInvitation(typed);
  if (!reading.ok) return [problemItem(reading.error)];
  const { invitations, doubt } = reading.value;
  const keys = new Set(invitations.map(({ key }) => key));
  const isOneOfSeveral = invitations.length > 1;
  return invitations.map((invitation) => {
    const isGuess = doubt !== undefined || (isOneOfSeveral && !typed.includes(invitation.address.host));
    const item = isGuess ? guessItem(invitation, doubt) : clearItem(invitation, recents, keys.size > 1);
    const detail = isOneOfSeveral && t('This could mean several rooms. Choose the right one.');
    return { ...item, ...(detail && { detail }), invitation, typed, alwaysShow: true };
  });
}

function problemItem(problem: InvitationProblem): Choice {
  const why = { icon: 'info', label: invitationSentence(problem), alwaysShow: true };
  if (problem.part === 'address') return why;
  return { ...why, detail: t('What follows the address is read as the key of the room.') };
}

function guessItem({ address, key }: Invitation, doubt: InvitationProblem | undefined): Choice {
  const at = formatAddress(address);
  const label = key === undefined ? t('Did you mean {0}?', at) : t('Did you mean {0}, with the key?', at);
  return { icon: 'question', label, ...(doubt && { detail: invitationSentence(doubt) }) };
}

/** @param isOneOfSeveralKeys then its beginning is shown */
function clearItem({ address, key }: Invitation, recents: RecentRooms, isOneOfSeveralKeys: boolean): Choice {
  const at = formatAddress(address);
  if (key === undefined) {
    const item = { icon: 'plug', label: t('Join {0}', at) };
    if (recents.wasPrivate(at)) return item; // its key is kept, or asked for
    return {
      ...item,
      detail: t('If the room is private, add its key after the address.'),
    };
  }
  const [group = ''] = formatRoomKey(key).split('-');
  const label = isOneOfSeveralKeys
    ? t('Join {0} with the key {1}…', at, group)
    : t('Join {0} with the key', at);
  return {
    icon: 'lock',
    label,
    detail: t('Nothing is sent before the room has shown that it has this key.'),
  };
}
