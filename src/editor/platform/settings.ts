import * as vscode from 'vscode';
import { asError } from '../../base/asError';
import { DEFAULT_PORT } from '../../protocol/invitations/address';
import { parseName } from '../../protocol/names/names';
import { warn } from './surfaces';

/** The person's settings, each of the right type: settings files may hold anything. */
export interface Settings {
  /** As it is used and shown; undefined: none was chosen, or it cannot be used. */
  readonly username: string | undefined;
  /** Whether hosting offers the local network first; else this computer only. */
  readonly lan: boolean;
  /** Where a room is hosted that was not hosted before. */
  readonly port: number;
  /** Address of the room to join when a window starts, as typed; empty: none. */
  readonly autoJoin: string;
  readonly notifications: NotificationLevel;
  /** Whether Enter sends a message; else it starts a new line. */
  readonly sendOnEnter: boolean;
  /** How many days the history of a hosted room is kept on disk; 0: for ever; undefined: not at all. */
  readonly historyDays: number | undefined;
  /** Whether messages are shown with their formatting. */
  readonly markdown: boolean;
}

/** Which messages make a notification while the person does not look at the chat. */
export type NotificationLevel = (typeof NOTIFICATION_LEVELS)[number];
const NOTIFICATION_LEVELS = ['all', 'mentions', 'off'] as const;
/** The default of the manifest, in place of a value that is no number of days. */
const DEFAULT_HISTORY_DAYS = 90;

export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration('tilde');
  const text = (key: string): string => {
    const value = configuration.get<unknown>(key);
    return typeof value === 'string' ? value.trim() : '';
  };
  const username = parseName(text('username'));
  const port = configuration.get<unknown>('port');
  return {
    username: username.ok ? username.value : undefined,
    lan: text('host') !== 'thisComputer',
    port: isPort(port) ? port : DEFAULT_PORT,
    autoJoin: text('autoJoin'),
    sendOnEnter: configuration.get<unknown>('sendOnEnter') !== false,
    historyDays: historyDaysIn(configuration),
    markdown: configuration.get<unknown>('markdown') !== false,
    notifications: NOTIFICATION_LEVELS.find((level) => level === text('notifications')) ?? 'all',
  };
}

/** Fires when the username is set, in whatever way. */
export const onDidChangeUsername = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('tilde.username')) listener();
  });

/** Fires when what is set for the panel has changed. */
export const onDidChangePanelSettings = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((change) => {
    if (['tilde.markdown', 'tilde.sendOnEnter'].some((key) => change.affectsConfiguration(key))) listener();
  });

/** Saves `name` for all windows of this person. If that fails, a warning says so, and the name holds for this window. */
export async function saveUsername(name: string): Promise<void> {
  if (readSettings().username === name) return;
  await save('username', name, (why) => vscode.l10n.t('Your username could not be saved: {0}', why));
}

/** Saves whether the history of hosted rooms is kept. If that fails, a warning says so. */
export const saveHistoryEnabled = (isKept: boolean): Promise<void> =>
  save('history.enabled', isKept, (why) => vscode.l10n.t('The setting could not be saved: {0}', why));

/** Saves whether messages are shown with their formatting. If that fails, a warning says so. */
export const saveMarkdown = (isShown: boolean): Promise<void> =>
  save('markdown', isShown, (why) => vscode.l10n.t('The setting could not be saved: {0}', why));

/** Saves which room is joined when a window opens. If that fails, a warning says so. */
export const saveAutoJoin = (address: string): Promise<void> =>
  save('autoJoin', address, (why) => vscode.l10n.t('The setting could not be saved: {0}', why));

async function save(key: string, value: unknown, sentence: (why: string) => string): Promise<void> {
  try {
    await vscode.workspace.getConfiguration('tilde').update(key, value, vscode.ConfigurationTarget.Global);
  } catch (error) {
    void warn(sentence(asError(error).message));
  }
}

/** Whether `value` is a port, 1 to 65535. */
export function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

function historyDaysIn(configuration: vscode.WorkspaceConfiguration): number | undefined {
  // nothing is kept without a clear yes
  if (configuration.get<unknown>('history.enabled') !== true) return undefined;
  const days = configuration.get<unknown>('history.days');
  const isDays = typeof days === 'number' && Number.isSafeInteger(days) && days >= 0;
  return isDays ? days : DEFAULT_HISTORY_DAYS;
}
