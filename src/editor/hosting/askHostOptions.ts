import * as vscode from 'vscode';
import { ALL_INTERFACES, LOOPBACK } from '../../protocol/address';
import { parseRoomName } from '../../protocol/names';
import type { HostOptions } from '../session/sessionOptions';
import { portProblem } from '../../hosting/portProbe';
import { askChoice, askText, type ChoiceOf, type StepPosition, runSteps } from '../prompts/quickInput';
import { portRules, portSentence, roomNameRules } from '../wording/sentences';
import { isPort, readSettings, saveUsername } from '../platform/settings';
import { askUsername, proposedUsername } from '../prompts/username';

const { t } = vscode.l10n;

/** Who can join a room that is hosted, and from where. */
type Reach = Pick<HostOptions, 'lan' | 'access'>;

/**
 * Asks all that hosting needs to know: a username if none is set, who may come, the room's name, the port.
 * @param remote the computer that the room is opened on, where it is not the person's own
 */
export async function askHostOptions(remote: string | undefined): Promise<HostOptions | undefined> {
  const settings = readSettings();
  const { username: chosen } = settings;
  let name = chosen ?? (await proposedUsername()) ?? '';
  let { port } = settings;
  let reach: Reach = { lan: settings.lan, access: 'private' };
  let room: string | undefined;

  const askName = async (position: StepPosition) => {
    const answer = await askUsername(t('Host: Your Username'), name, position);
    if (typeof answer === 'string') name = answer;
    return answer;
  };
  const askReach = async (position: StepPosition) => {
    const answer = await pickReach(reach, remote, position);
    if (typeof answer === 'object') reach = answer;
    return answer;
  };
  const askRoom = async (position: StepPosition) => {
    const answer = await askRoomName(room ?? defaultRoomName(name), position);
    if (typeof answer === 'string') room = answer;
    return answer;
  };
  const askItsPort = async (position: StepPosition) => {
    const answer = await askPort(bindHost(reach.lan), port, position);
    if (typeof answer === 'number') port = answer;
    return answer;
  };
  const done = await runSteps([...(chosen === undefined ? [askName] : []), askReach, askRoom, askItsPort]);
  if (!done || room === undefined) return undefined;
  if (chosen === undefined) await saveUsername(name);
  return { name, room, port, ...reach };
}

/** The workspace's name, where a room may be called so. */
export function defaultRoomName(username: string): string {
  const workspace = parseRoomName(vscode.workspace.name ?? '');
  if (workspace.ok) return workspace.value;
  const own = parseRoomName(t("{0}'s room", username));
  return own.ok ? own.value : 'Tilde';
}

const bindHost = (lan: boolean): string => (lan ? ALL_INTERFACES : LOOPBACK);

function pickReach(before: Reach, remote: string | undefined, position: StepPosition) {
  const choices = reachChoices(before.lan, remote);
  const isBefore = ({ value }: ChoiceOf<Reach>): boolean =>
    value.lan === before.lan && value.access === before.access;
  return askChoice({
    title: t('Host: Who Can Join'),
    placeholder: t('Who should be able to join and read along?'),
    choices,
    active: choices.find(isBefore),
    position,
  });
}

/** Private ones first, and of each kind the one that is likelier. @param remote where the room is opened, if not here */
function reachChoices(lan: boolean, remote: string | undefined): readonly ChoiceOf<Reach>[] {
  const network = remote === undefined ? t('local network') : t('local network ({0})', remote);
  const own = remote === undefined ? t('this computer only') : t('this computer only ({0})', remote);
  const choice = (value: Reach): ChoiceOf<Reach> => {
    const isPrivate = value.access === 'private';
    const where = value.lan ? network : own;
    return {
      icon: isPrivate ? 'lock' : 'unlock',
      label: isPrivate ? t('Private, {0}', where) : t('Open, {0}', where),
      detail: value.lan ? networkDetail(isPrivate, remote) : ownDetail(isPrivate, remote),
      value,
    };
  };
  return (['private', 'open'] as const).flatMap((access) => [
    choice({ lan, access }),
    choice({ lan: !lan, access }),
  ]);
}

function networkDetail(isPrivate: boolean, remote: string | undefined): string {
  if (isPrivate)
    return t('Encrypted. Only people who have the key can join and read along; Tilde makes the key.');
  return remote === undefined
    ? t(
        'Not encrypted. Anybody who can reach this computer can join and read along, with nc, bots and original programs, too.',
      )
    : t(
        'Not encrypted. Anybody who can reach {0}, where the extension runs, can join and read along, with nc, bots and original programs, too.',
        remote,
      );
}

function ownDetail(isPrivate: boolean, remote: string | undefined): string {
  if (remote === undefined) {
    return isPrivate
      ? t('Encrypted. Only programs on this computer that have the key can join.')
      : t('Not encrypted. Any program on this computer can join; nobody on the network can.');
  }
  return isPrivate
    ? t('Encrypted. Only programs on {0}, where it is opened, that have the key can join.', remote)
    : t('Not encrypted. Any program on {0}, where it is opened, can join.', remote);
}

async function askRoomName(value: string, position: StepPosition) {
  const answer = await askText({
    title: t('Host: Name of the Room'),
    prompt: t('What the others see as the title of the chat.'),
    value,
    position,
    problem: (text) => (parseRoomName(text).ok ? undefined : roomNameRules()),
  });
  if (typeof answer !== 'string') return answer;
  const name = parseRoomName(answer);
  return name.ok ? name.value : undefined;
}

async function askPort(host: string, port: number, position: StepPosition) {
  const answer = await askText({
    title: t('Host: Port'),
    prompt: t('Where the chat server listens. Keep it unless another program needs it.'),
    value: String(port),
    position,
    problem: (text) => (readPort(text) === undefined ? portRules() : undefined),
    propose: async (text) => {
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
