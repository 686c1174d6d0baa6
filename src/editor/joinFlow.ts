import * as vscode from 'vscode';
import { parseAddress } from '../protocol/address';
import { DEFAULT_PORT } from '../protocol/limits';
import type { JoinRequest } from './chatSession';
import { askText, type Place, runSteps } from './quickInput';
import { addressSentence } from './sentences';
import { readSettings, saveUsername } from './settings';
import { askUsername, proposedUsername } from './username';

const { t } = vscode.l10n;

/** Asks where to, and, once, who one is. `typed` is proposed as the address. */
export async function askJoinRequest(typed: string): Promise<JoinRequest | undefined> {
  const { username: chosen } = readSettings();
  let name = chosen ?? (await proposedUsername()) ?? '';
  let address = typed;

  const askAddress = async (place: Place) => {
    const answer = await askText({
      title: t('Join Room'),
      prompt: t('The address that the host shows. Without a port it is {0}.', DEFAULT_PORT),
      placeholder: '192.168.1.20:9999',
      value: address,
      place,
      problem: addressProblem,
    });
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

function addressProblem(text: string): string | undefined {
  const parsed = parseAddress(text);
  return parsed.ok ? undefined : addressSentence(parsed.error);
}
