import * as vscode from 'vscode';
import { answerWithin } from '../../base/clock';
import { systemClock } from '../../base/systemClock';

/**
 * What a file says: in the editor, where it is not saved yet; else on disk.
 * @returns undefined: it is no text, is longer than `maxBytes`, or cannot be read
 */
export async function fileText(file: vscode.Uri, maxBytes: number): Promise<string | undefined> {
  const key = file.toString();
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === key);
  if (open?.isDirty && isInTab(key)) return open.getText();
  try {
    if ((await vscode.workspace.fs.stat(file)).size > maxBytes) return undefined;
    return await vscode.workspace.decode(await vscode.workspace.fs.readFile(file), { uri: file });
  } catch {
    return undefined;
  }
}

/**
 * Waits until an editor shows what its file says: VS Code may have kept a text that was closed, and reads it anew a moment
 * later. @returns false: it did not in that time
 */
export async function isUpToDate(
  document: vscode.TextDocument,
  maxBytes: number,
  timeoutMs: number,
): Promise<boolean> {
  let listener: vscode.Disposable | undefined;
  const changed = new Promise<boolean>((resolve) => {
    listener = vscode.workspace.onDidChangeTextDocument((change) => {
      if (change.document === document) resolve(true);
    });
  });
  const text = await fileText(document.uri, maxBytes);
  const isSame = text === undefined || plain(text) === plain(document.getText());
  const answer = isSame || (await answerWithin(systemClock, timeoutMs, changed, false));
  listener?.dispose();
  return answer;
}

/** VS Code keeps texts for a while that were closed without being saved: nobody sees them. */
const isInTab = (key: string): boolean =>
  vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => {
      if (input instanceof vscode.TabInputText) return input.uri.toString() === key;
      return input instanceof vscode.TabInputTextDiff && input.modified.toString() === key;
    }),
  );

/** Editors hide the mark in front of a file, and have one kind of line break. */
const plain = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
