import * as vscode from 'vscode';
import { parseAddress } from '../protocol/address';
import { pickAddress } from './addressPick';
import type { JoinRequest } from './stay';
import { type Place, runSteps } from './quickInput';
import type { RecentRooms } from './recentRooms';
import { remoteSide } from './remoteSide';
import { readSettings, saveUsername } from './settings';
import { askUsername, proposedUsername } from './username';

const { t } = vscode.l10n;

export interface JoinQuestion {
  readonly recents: RecentRooms;
  /** The address tried last, where it is worth mending; else empty. */
  readonly typed: string;
  readonly extensionKind: vscode.ExtensionKind;
}

/** Asks where to, and, once, who one is. */
export async function askJoinRequest(question: JoinQuestion): Promise<JoinRequest | undefined> {
  const { username: chosen } = readSettings();
  const { recents, extensionKind } = question;
  let name = chosen ?? (await proposedUsername()) ?? '';
  let address = recents.list().some((room) => room.address === question.typed) ? '' : question.typed;

  const askAddress = async (place: Place) => {
    const from = remoteSide(extensionKind);
    const answer = await pickAddress({ title: t('Join Room'), place, recents, typed: address, from });
    if (typeof answer === 'string') address = answer;
    return answer;
  };
  const askName = async (place: Place) => {
    const answer = await askUsername(t('Join: Your Username'), name, place);
    if (typeof answer === 'string') name = answer;
    return answer;
  };
  if (!(await runSteps([askAddress, ...(chosen === undefined ? [askName] : [])]))) return undefined;
  const parsed = parseAddress(address);
  if (!parsed.ok) return undefined;
  if (chosen === undefined) await saveUsername(name);
  return { address: parsed.value, name };
}
