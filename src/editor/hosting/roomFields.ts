// What a host decides about a room: each value as an entry of a list, and the question that changes it.
import * as vscode from 'vscode';
import { portProblem } from '../../hosting/portProbe';
import { ALL_INTERFACES, LOOPBACK } from '../../protocol/invitations/address';
import { parseRoomName } from '../../protocol/names/names';
import { isPort, readSettings } from '../platform/settings';
import { type Answer, askChoice, askText, type ChoiceOf } from '../prompts/quickInput';
import type { HostOptions, RoomChanges } from '../session/sessionOptions';
import { portRules, portSentence, roomNameRules } from '../wording/sentences';
import { isSameReach, reachChoices, reachLabel } from './reach';

const { t } = vscode.l10n;

export type RoomValues = Pick<HostOptions, 'room' | 'port' | 'lan' | 'access'>;
export type RoomField = 'room' | 'reach' | 'port' | 'history';

/** What the host changes; `history`: whether what is said is kept, in all rooms. */
export type SettingChanges = RoomChanges & { readonly history?: boolean };

/** What a question about a field needs to know, besides the values so far. */
export interface FieldContext {
  /** The computer that the room is opened on, where it is not the person's own. */
  readonly remote: string | undefined;
  /** Why the room cannot have that name although it is a name; undefined: it can. */
  readonly nameProblem: (room: string) => string | undefined;
  /** The port that the room has already, which is not taken for it. */
  readonly ownPort?: number;
}

export function fieldRows(values: RoomValues, remote: string | undefined): readonly ChoiceOf<RoomField>[] {
  const { room, port } = values;
  return [
    { icon: 'edit', label: t('Name'), description: room, value: 'room' },
    { icon: 'person', label: t('Who can join'), description: reachLabel(values, remote), value: 'reach' },
    { icon: 'plug', label: t('Port'), description: String(port), value: 'port' },
    { icon: 'history', label: t('History'), description: historyText(), value: 'history' },
  ];
}

/** Asks for one value. @returns what changes; undefined: the person gave up */
export function askField(
  field: RoomField,
  values: RoomValues,
  context: FieldContext,
): Promise<Answer<SettingChanges>> {
  switch (field) {
    case 'room':
      return askRoomName(values.room, context);
    case 'reach':
      return askReach(values, context);
    case 'port':
      return askPort(values, context);
    case 'history':
      return askHistory();
  }
}

function historyText(): string {
  const { historyDays: days } = readSettings();
  if (days === undefined) return t('not kept');
  if (days === 0) return t('kept forever');
  return days === 1 ? t('kept for one day') : t('kept for {0} days', days);
}

async function askRoomName(value: string, { nameProblem }: FieldContext): Promise<Answer<RoomChanges>> {
  const answer = await askText({
    title: t('Name of the Room'),
    prompt: t('What the others see as the title of the chat.'),
    value,
    canGoBack: true,
    problem(text) {
      const name = parseRoomName(text);
      return name.ok ? nameProblem(name.value) : roomNameRules();
    },
  });
  if (typeof answer !== 'string') return answer;
  const name = parseRoomName(answer);
  return name.ok ? { room: name.value } : undefined;
}

function askReach(before: RoomValues, { remote }: FieldContext): Promise<Answer<RoomChanges>> {
  const choices = reachChoices(remote);
  return askChoice<RoomChanges>({
    title: t('Who Can Join'),
    placeholder: t('Who should be able to join and read along?'),
    choices,
    active: choices.find(({ value }) => isSameReach(value, before)),
    canGoBack: true,
  });
}

async function askPort({ lan, port }: RoomValues, { ownPort }: FieldContext): Promise<Answer<RoomChanges>> {
  const answer = await askText({
    title: t('Port of the Room'),
    prompt: t('Where the chat server listens. Keep it unless another program needs it.'),
    value: String(port),
    canGoBack: true,
    problem: (text) => (readPort(text) === undefined ? portRules() : undefined),
    propose: async (text) => {
      const wanted = readPort(text);
      if (wanted === undefined || wanted === ownPort) return undefined;
      const problem = await portProblem(lan ? ALL_INTERFACES : LOOPBACK, wanted);
      return problem && { value: String(problem.free ?? text), message: portSentence(problem) };
    },
  });
  const chosen = typeof answer === 'string' ? readPort(answer) : answer;
  return typeof chosen === 'number' ? { port: chosen } : chosen;
}

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : undefined;
  return isPort(port) ? port : undefined;
}

/** It is one setting for all rooms, since nobody wants to decide it each time. */
async function askHistory(): Promise<Answer<{ readonly history?: boolean }>> {
  const isKept = readSettings().historyDays !== undefined;
  const choices: readonly ChoiceOf<boolean | 'days'>[] = [
    {
      icon: 'save',
      label: t('Keep What Is Said'),
      detail: t('As plain text, in a file that only you can read. Whoever joins the room gets it.'),
      value: true,
    },
    {
      icon: 'circle-slash',
      label: t('Keep Nothing'),
      detail: t('What is kept already stays until you clear the history.'),
      value: false,
    },
    { icon: 'gear', label: t('For How Many Days…'), detail: t('Opens the settings.'), value: 'days' },
  ];
  const answer = await askChoice({
    title: t('History of the Room'),
    placeholder: t('This holds for all rooms that you host.'),
    choices,
    active: choices.find(({ value }) => value === isKept),
    canGoBack: true,
  });
  if (answer === 'days') {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'tilde.history');
    return undefined;
  }
  return typeof answer === 'boolean' ? { history: answer } : answer;
}
