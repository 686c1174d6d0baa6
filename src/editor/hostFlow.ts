import * as vscode from 'vscode';
import { parseRoomName } from '../protocol/names';
import type { HostRequest } from './stay';
import { ownLanAddresses } from './lanAddresses';
import { portProblem } from './portHolder';
import { askChoice, askText, type Choice, type Place, runSteps } from './quickInput';
import { portRules, portSentence, roomNameRules } from './sentences';
import { remoteSide } from './remoteSide';
import { isPort, readSettings, saveUsername } from './settings';
import { askUsername, proposedUsername } from './username';

const { t } = vscode.l10n;

/** Asks all that hosting needs to know: who one is (once), who may come, the room's name, the port. */
export async function askHostRequest(extensionKind: vscode.ExtensionKind): Promise<HostRequest | undefined> {
  const settings = readSettings();
  const { username: chosen } = settings;
  let name = chosen ?? (await proposedUsername()) ?? '';
  let { lan, port } = settings;
  let room: string | undefined;

  const askName = async (place: Place) => {
    const answer = await askUsername(t('Host: Your Username'), name, place);
    if (typeof answer === 'string') name = answer;
    return answer;
  };
  const askReach = async (place: Place) => {
    const answer = await pickReach(lan, extensionKind, place);
    if (typeof answer === 'boolean') lan = answer;
    return answer;
  };
  const askRoom = async (place: Place) => {
    const answer = await askRoomName(room ?? defaultRoomName(name), place);
    if (typeof answer === 'string') room = answer;
    return answer;
  };
  const askItsPort = async (place: Place) => {
    const answer = await askPort(bindHost(lan), port, place);
    if (typeof answer === 'number') port = answer;
    return answer;
  };
  const done = await runSteps([...(chosen === undefined ? [askName] : []), askReach, askRoom, askItsPort]);
  if (!done || room === undefined) return undefined;
  if (chosen === undefined) await saveUsername(name);
  return { name, room, port, lan, lanAddresses: ownLanAddresses() };
}

/** The workspace's name, where a room may be called so. */
export function defaultRoomName(username: string): string {
  const workspace = parseRoomName(vscode.workspace.name ?? '');
  if (workspace.ok) return workspace.value;
  const own = parseRoomName(t("{0}'s room", username));
  return own.ok ? own.value : 'Tilde';
}

const bindHost = (lan: boolean): string => (lan ? '0.0.0.0' : '127.0.0.1');

function pickReach(lan: boolean, extensionKind: vscode.ExtensionKind, place: Place) {
  const remote = remoteSide(extensionKind);
  const own: Choice<boolean> =
    remote === undefined
      ? {
          label: `$(device-desktop) ${t('This computer only')}`,
          detail: t('Nobody on the network can join; programs on this computer can.'),
          value: false,
        }
      : {
          label: `$(remote) ${t('This computer only ({0})', remote)}`,
          detail: t(
            'The room is opened on {0}, where the extension runs. Only programs there can join.',
            remote,
          ),
          value: false,
        };
  const network: Choice<boolean> = {
    label: `$(globe) ${remote === undefined ? t('Local network') : t('Local network ({0})', remote)}`,
    detail: t('Everybody on the network can join and read along. Nothing is encrypted.'),
    value: true,
  };
  return askChoice({
    title: t('Host: Who Can Join'),
    placeholder: t('Who should be able to join?'),
    choices: [own, network],
    active: lan ? network : own,
    place,
  });
}

async function askRoomName(value: string, place: Place) {
  const answer = await askText({
    title: t('Host: Name of the Room'),
    prompt: t('What the others see as the title of the chat.'),
    value,
    place,
    problem: (text) => (parseRoomName(text).ok ? undefined : roomNameRules()),
  });
  if (typeof answer !== 'string') return answer;
  const name = parseRoomName(answer);
  return name.ok ? name.value : undefined;
}

async function askPort(host: string, port: number, place: Place) {
  const answer = await askText({
    title: t('Host: Port'),
    prompt: t('Where the chat server listens. Keep it unless another program needs it.'),
    value: String(port),
    place,
    problem: (text) => (readPort(text) === undefined ? portRules() : undefined),
    instead: async (text) => {
      const wanted = readPort(text);
      const problem = wanted === undefined ? undefined : await portProblem(host, wanted);
      return problem && { value: String(problem.free ?? text), message: portSentence(problem) };
    },
  });
  return typeof answer === 'string' ? readPort(answer) : answer;
}

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : undefined;
  return isPort(port) ? port : undefined;
}
