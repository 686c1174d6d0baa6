import * as vscode from 'vscode';
import type { Member } from '../protocol/messages';

const { t } = vscode.l10n;

/** Asks for one of `members`. @returns undefined when the person gave up, or there is nobody */
export async function pickMember(title: string, members: readonly Member[]): Promise<Member | undefined> {
  if (members.length === 0) {
    void vscode.window.showInformationMessage(t('Nobody else is in the room.'));
    return undefined;
  }
  // a name is its owner's choice: it must not draw icons
  const items = members.map((member) => ({ label: member.name.replaceAll('$(', '\\$('), member }));
  return (await vscode.window.showQuickPick(items, { title }))?.member;
}
