import * as vscode from 'vscode';
import type { ChatSession } from '../session/chatSession';

const { t } = vscode.l10n;

/** Says for whom a direct message is. @param to the id of that member */
export function onlyTo(to: string, { memberId, members }: Pick<ChatSession, 'memberId' | 'members'>): string {
  if (to === memberId) return t('only to you');
  const name = members.find((member) => member.mid === to)?.name;
  return name === undefined ? t('only to somebody who is not here') : t('only to {0}', name);
}
