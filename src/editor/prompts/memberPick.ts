import * as vscode from 'vscode';
import type { Member } from '../../protocol/messages';
import { pickOne, tell } from '../platform/surfaces';

const { t } = vscode.l10n;

/** Asks for one of `members`. @returns undefined when the person gave up, or there is nobody */
export async function pickMember(title: string, members: readonly Member[]): Promise<Member | undefined> {
  if (members.length === 0) {
    void tell(t('Nobody else is in the room.'));
    return undefined;
  }
  const choices = members.map((member) => ({ label: member.name, member }));
  return (await pickOne(choices, { title }))?.member;
}
