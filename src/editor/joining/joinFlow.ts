import * as vscode from 'vscode';
import { formatAddress } from '../../protocol/address';
import { formatInvitation, type Invitation } from '../../protocol/invitation';
import { pickAddress } from './addressPick';
import type { JoinOptions } from '../session/roomSession';
import { type StepPosition, runSteps } from '../prompts/quickInput';
import type { RecentRooms } from './recentRooms';
import { remoteSide } from '../platform/remoteSide';
import { readSettings, saveUsername } from '../platform/settings';
import { askUsername, proposedUsername } from '../prompts/username';

const { t } = vscode.l10n;

export interface JoinQuestion {
  readonly recents: RecentRooms;
  /** The address tried last, where it is worth mending; else empty. */
  readonly typed: string;
  readonly extensionKind: vscode.ExtensionKind;
}

/** Asks where to, with which key, and, once, who one is. */
export async function askJoinRequest(question: JoinQuestion): Promise<JoinOptions | undefined> {
  const { username: chosen } = readSettings();
  const { recents, extensionKind } = question;
  let name = chosen ?? (await proposedUsername()) ?? '';
  let typed = recents.list().some((room) => room.address === question.typed) ? '' : question.typed;
  let where: Invitation | undefined;

  const askAddress = async (place: StepPosition) => {
    const from = remoteSide(extensionKind);
    const answer = await pickAddress({ title: t('Join Room'), place, recents, typed, from });
    if (typeof answer === 'object') {
      where = answer;
      typed = formatInvitation(formatAddress(answer.address), answer.key);
    }
    return answer;
  };
  const askName = async (place: StepPosition) => {
    const answer = await askUsername(t('Join: Your Username'), name, place);
    if (typeof answer === 'string') name = answer;
    return answer;
  };
  const done = await runSteps([askAddress, ...(chosen === undefined ? [askName] : [])]);
  if (!done || !where) return undefined;
  if (chosen === undefined) await saveUsername(name);
  return { ...where, name };
}
