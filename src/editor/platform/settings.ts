import * as vscode from 'vscode';
import { DEFAULT_PORT } from '../../protocol/address';
import { parseName } from '../../protocol/names';
import { warn } from './surfaces';

/** What a person set, already of the right type: settings files may hold anything. */
export interface Settings {
  /** In its final form; undefined: none chosen, or one that cannot be used. */
  readonly username: string | undefined;
  /** Whether hosting offers the local network first. */
  readonly lan: boolean;
  readonly port: number;
  /** Address to join at start, as typed; empty: none. */
  readonly autoJoin: string;
  readonly notifications: NotificationLevel;
  /** For how many days what is said in a hosted room is kept on disk, 0: for ever; undefined: it is not. */
  readonly historyDays: number | undefined;
}

/** What of what is said while the chat is not looked at makes a notification. */
export type NotificationLevel = (typeof NOTIFICATION_LEVELS)[number];
/** As in the manifest; for what cannot be days. */
const DEFAULT_HISTORY_DAYS = 90;
const NOTIFICATION_LEVELS = ['all', 'mentions', 'off'] as const;

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
    lan: text('host') === 'localNetwork',
    port: isPort(port) ? port : DEFAULT_PORT,
    autoJoin: text('autoJoin'),
    historyDays: historyDaysIn(configuration),
    notifications: NOTIFICATION_LEVELS.find((level) => level === text('notifications')) ?? 'all',
  };
}

/** Fires when the username was set, by whatever means. */
export const onDidChangeUsername = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('tilde.username')) listener();
  });

/** Keeps `name` for all windows of this person. Where settings cannot be written, it counts for now all the same. */
export async function saveUsername(name: string): Promise<void> {
  try {
    await vscode.workspace
      .getConfiguration('tilde')
      .update('username', name, vscode.ConfigurationTarget.Global);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void warn(vscode.l10n.t('Your username could not be saved: {0}', why));
  }
}

/** Whether `value` is a port one can name, 1 to 65535. */
export function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

function historyDaysIn(configuration: vscode.WorkspaceConfiguration): number | undefined {
  // whatever is no clear yes keeps nothing
  if (configuration.get<unknown>('history.enabled') !== true) return undefined;
  const days = configuration.get<unknown>('history.days');
  const isDays = typeof days === 'number' && Number.isSafeInteger(days) && days >= 0;
  return isDays ? days : DEFAULT_HISTORY_DAYS;
}
