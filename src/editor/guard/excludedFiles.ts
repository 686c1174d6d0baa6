// What the setting `files.exclude` hides, by VS Code's own patterns.
import * as vscode from 'vscode';
import { exists } from '../platform/exists';

/**
 * Whether the explorer of VS Code leaves a file out.
 * @param document of that file
 */
export async function isExcluded(
  document: vscode.TextDocument,
  file: vscode.Uri,
  folder: vscode.WorkspaceFolder,
): Promise<boolean> {
  const patterns = vscode.workspace.getConfiguration('files', file).get<unknown>('exclude');
  if (typeof patterns !== 'object' || patterns === null) return false;
  for (const [pattern, value] of Object.entries(patterns as Record<string, unknown>))
    if (await applies(pattern, value)) return true;
  return false;

  async function applies(pattern: string, value: unknown): Promise<boolean> {
    const isMatch = (glob: string): boolean =>
      vscode.languages.match({ pattern: new vscode.RelativePattern(folder, glob) }, document) > 0;
    const isInFolder = isMatch(`${pattern.replace(/\/+$/, '')}/**`);
    if (value === true) return isInFolder || isMatch(pattern);
    // a condition is one on the file itself: that another one stands beside it
    if (!hasWhen(value) || !isMatch(pattern)) return false;
    const name = file.path.replace(/^.*\//, '');
    const sibling = value.when.replace('$(basename)', () => name.replace(/(?<=.)\.[^.]*$/, ''));
    return exists(vscode.Uri.joinPath(file, '..', sibling));
  }
}

const hasWhen = (value: unknown): value is { readonly when: string } =>
  typeof value === 'object' && value !== null && 'when' in value && typeof value.when === 'string';
