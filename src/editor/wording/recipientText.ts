import * as vscode from 'vscode';
import { isolated } from '../../base/isolated';
import type { Member } from '../../protocol/wire/messages';

const { t } = vscode.l10n;

/** Says who can read a direct message. `memberId` is this person. @param to the member id of the recipient */
export function recipientText(
  to: string,
  { memberId, members }: { readonly memberId: string | undefined; readonly members: readonly Member[] },
): string {
  if (to === memberId) return t('only to you');
  const name = members.find((member) => member.mid === to)?.name;
  return name === undefined ? t('only to somebody who is not here') : t('only to {0}', isolated(name));
}
