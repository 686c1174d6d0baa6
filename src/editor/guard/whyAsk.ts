import * as vscode from 'vscode';
import { waitAtMost } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { exists } from '../platform/exists';
import { isExcluded } from './excludedFiles';
import { fileOf } from './fileOf';
import type { GuardOptions } from './guardJob';
import { isIgnored } from './ignoredFiles';
import { realFile } from './insideWorkspace';

const { t } = vscode.l10n;

/** Why a file does not go out unasked. `unknown`: it took too long to find out, or could not be found out. */
export type WhyAsk = 'outside' | 'git-ignored' | 'excluded' | 'unknown';

/** After that, it is unknown. */
const TIMEOUT_MS = 5000;

/**
 * Why nothing of a document may go to others before its person has agreed. It asks the file system, and never runs git.
 * It never rejects.
 * @returns undefined: nothing speaks against it
 */
export async function whyAsk(
  document: vscode.TextDocument,
  options: GuardOptions = {},
): Promise<WhyAsk | undefined> {
  const file = fileOf(document.uri);
  if (!file) return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(file);
  if (!folder) return 'outside';
  let reason: WhyAsk | undefined = 'unknown';
  const look = async (): Promise<void> => {
    reason = await reasonFor(document, file, folder, options);
  };
  const { clock = systemClock, timeoutMs = TIMEOUT_MS } = options;
  // what cannot be read stays unknown
  await waitAtMost(clock, timeoutMs, look()).catch(() => undefined);
  return reason;
}

async function reasonFor(
  document: vscode.TextDocument,
  file: vscode.Uri,
  folder: vscode.WorkspaceFolder,
  options: GuardOptions,
): Promise<WhyAsk | undefined> {
  // of a file that is gone, as in a comparison with an older version, nobody knows where it led
  if (!(await realFile(file))) return (await exists(file)) ? 'outside' : 'unknown';
  if (await isExcluded(document, file, folder)) return 'excluded';
  const ignored = await isIgnored(file, folder, options);
  if (ignored === undefined) return 'unknown';
  return ignored ? 'git-ignored' : undefined;
}

/** What a person is told who is asked. @param name of the file */
export function whyAskText(reason: WhyAsk, name: string): string {
  switch (reason) {
    case 'outside':
      return t('“{0}” is outside this workspace.', name);
    case 'git-ignored':
      return t('A `.gitignore` keeps “{0}” out of the repository.', name);
    case 'excluded':
      return t('The setting `files.exclude` hides “{0}”.', name);
    case 'unknown':
      return t('Tilde could not find out whether “{0}” is a file that stays here.', name);
  }
}
