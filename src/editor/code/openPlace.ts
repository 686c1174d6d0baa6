import * as vscode from 'vscode';
import { complain, pickOne } from '../platform/surfaces';
import type { WorkspaceFiles } from './workspaceFiles';

const { t } = vscode.l10n;

/** A place in a file, as somebody wrote it. Lines and columns are from 1. */
export interface WrittenPlace {
  readonly path: string;
  readonly line: number;
  readonly column?: number | undefined;
  /** The last line. */
  readonly end?: number | undefined;
}

/** Goes there, where the workspace has such a file; asks which one, where it has several. */
export async function openPlace(place: WrittenPlace, files: WorkspaceFiles): Promise<void> {
  const { path } = place;
  const found = (await files.find([path])).get(path) ?? [];
  const [first, second] = found;
  if (!first) {
    void complain(t('This workspace has no file “{0}” any more.', path));
    return;
  }
  const file = second ? await pickFile(path, found) : first;
  if (!file) return;
  try {
    const document = await vscode.workspace.openTextDocument(file);
    const selection = document.validateRange(rangeOf(place));
    await vscode.window.showTextDocument(document, { selection });
  } catch {
    // it is no text, or too large for one: VS Code has other editors
    await vscode.commands.executeCommand('vscode.open', file);
  }
}

async function pickFile(path: string, files: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  const choices = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await pickOne(choices, { title: t('Several files are named “{0}”', path) }))?.uri;
}

/** The lines of a stretch; else the place itself. */
function rangeOf({ line, column = 1, end }: WrittenPlace): vscode.Range {
  const start = new vscode.Position(line - 1, column - 1);
  return new vscode.Range(
    start,
    end === undefined ? start : new vscode.Position(end - 1, Number.MAX_SAFE_INTEGER),
  );
}
