import * as vscode from 'vscode';
import type { RoomSession } from '../session/roomSession';

const { t } = vscode.l10n;

/** Says for whom a direct message is. @param to the id of that member */
export function onlyTo(to: string, { memberId, members }: Pick<RoomSession, 'memberId' | 'members'>): string {
  if (to === memberId) return t('only to you');
  const name = members.find((member) => member.mid === to)?.name;
  return name === undefined ? t('only to somebody who is not here') : t('only to {0}', name);
}
