import { execFile } from 'node:child_process';
import { homedir, userInfo } from 'node:os';
import * as vscode from 'vscode';
import { parseName } from '../../protocol/names/names';
import { parsedText } from '../platform/command';
import { tell } from '../platform/surfaces';
import { type StepPosition, askText } from './quickInput';
import { usernameRules } from '../wording/sentences';
import { readSettings, saveUsername } from '../platform/settings';

/** Longest time git may take to tell a name. */
const GIT_TIMEOUT_MS = 2000;

/** Accounts of containers and fresh systems: they say nothing of who the person is. */
const NAMELESS_ACCOUNTS = new Set(
  'root admin administrator user guest default vscode coder codespace gitpod node ubuntu debian pi'.split(
    ' ',
  ),
);

/** A username in the argument of a command. */
export const UsernameArgument = parsedText(parseName, 'it cannot be a username');

/** The name to propose where none was chosen: git's, or else the account's. */
export async function proposedUsername(): Promise<string | undefined> {
  return (await ownName()) ?? valid(accountName());
}

/** A name that says who the person is, to be used without a question: git's, or else the account's. */
export async function ownName(account = accountName()): Promise<string | undefined> {
  const isNameless = account === undefined || NAMELESS_ACCOUNTS.has(account.toLowerCase());
  return valid(await gitUserName()) ?? (isNameless ? undefined : valid(account));
}

/** Asks for a username, checked while typing. @returns the name as it is used and shown */
export async function askUsername(
  title: string,
  proposed: string | undefined,
  position?: StepPosition,
): ReturnType<typeof askText> {
  const answer = await askText({
    title,
    prompt: vscode.l10n.t('Your username: the name the others see.'),
    value: proposed ?? '',
    problem: (text) => (valid(text) === undefined ? usernameRules() : undefined),
    position,
  });
  return typeof answer === 'string' ? valid(answer) : answer;
}

export interface FoundUsername {
  readonly username: string;
  /** The person has neither set nor typed it, and does not know of it yet. */
  readonly isProposed: boolean;
}

/** The username of the settings, else one that needs no question, else the one that the person types. Nothing is saved. */
export async function findUsername(title: string): Promise<FoundUsername | undefined> {
  const { username: chosen } = readSettings();
  if (chosen !== undefined) return { username: chosen, isProposed: false };
  const own = await ownName();
  if (own !== undefined) return { username: own, isProposed: true };
  const typed = await askUsername(title, await proposedUsername());
  return typeof typed === 'string' ? { username: typed, isProposed: false } : undefined;
}

/** The username that {@link findUsername} finds, saved. @returns undefined: the person gave up */
export async function chosenUsername(title: string): Promise<string | undefined> {
  const found = await findUsername(title);
  if (!found) return undefined;
  await saveUsername(found.username);
  if (found.isProposed) void tellUsername(found.username);
  return found.username;
}

/** Tells people who were not asked for a username which one they have, and how to change it. */
export async function tellUsername(username: string): Promise<void> {
  const change = vscode.l10n.t('Change Username');
  const message = vscode.l10n.t('The others see you as “{0}”.', username);
  if ((await tell(message, change)) === change) await vscode.commands.executeCommand('tilde.setUsername');
}

function valid(name: string | undefined): string | undefined {
  const parsed = parseName(name ?? '');
  return parsed.ok ? parsed.value : undefined;
}

function gitUserName(): Promise<string | undefined> {
  const git = gitPath();
  if (git === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    // in the home folder: nothing in the workspace may have a say, not even a git of its own
    const options = { cwd: homedir(), timeout: GIT_TIMEOUT_MS, windowsHide: true };
    execFile(git, ['config', '--global', '--get', 'user.name'], options, (error, stdout) =>
      resolve(error ? undefined : stdout.trim()),
    );
  });
}

/** Where VS Code's own git support found git. The git that comes with macOS may only open a dialog: it is not tried blindly. */
function gitPath(): string | undefined {
  try {
    const git = vscode.extensions.getExtension<GitExtension>('vscode.git');
    if (git?.isActive) return git.exports.getAPI(1).git.path;
  } catch {
    // git support is switched off
  }
  return process.platform === 'darwin' ? undefined : 'git';
}

/** The part of the interface of `vscode.git` that is used here. */
interface GitExtension {
  getAPI(version: 1): { readonly git: { readonly path: string } };
}

function accountName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined; // an account without an entry, as in some containers
  }
}
