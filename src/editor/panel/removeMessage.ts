import * as vscode from 'vscode';
import type { RequestProblem } from '../../client/types/clientTypes';
import { askModally } from '../platform/surfaces';
import type { RoomSession } from '../session/roomSession';

const { t } = vscode.l10n;

/** Takes this person's message at that place back, after a question. @returns why it cannot even be tried */
export async function removeMessage(
  session: Pick<RoomSession, 'remove'>,
  order: number,
): Promise<RequestProblem | undefined> {
  const confirm = t('Delete Message');
  const chosen = await askModally(
    t('Delete this message for everybody?'),
    t('Nobody can bring it back. People without Tilde have read it, and keep it.'),
    confirm,
  );
  return chosen === confirm ? session.remove(order) : undefined;
}
