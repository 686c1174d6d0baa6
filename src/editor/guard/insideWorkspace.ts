import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { segmentsBelow } from './realPaths';

/**
 * The file of the workspace that a path in it leads to, as the disk spells it. Symbolic links may lead anywhere.
 * @param uri of what is, by its path, in a folder of the workspace
 * @returns undefined: it leads out of the workspace, or nowhere; or the file system cannot tell where it leads
 */
export async function realFile(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return undefined;
  try {
    if (uri.scheme === 'file') return await onDisk(uri);
    return (await hasLink(uri, folder.uri)) ? undefined : uri;
  } catch {
    return undefined;
  }
}

async function onDisk(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const file = await realpath(uri.fsPath);
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (folder.uri.scheme !== 'file') continue;
    const segments = segmentsBelow(await realpath(folder.uri.fsPath).catch(() => folder.uri.fsPath), file);
    if (segments) return vscode.Uri.joinPath(folder.uri, ...segments);
  }
  return undefined;
}

/** Another file system says of a link that it is one, but not where it leads. */
async function hasLink(uri: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
  const segments = uri.path.slice(folder.path.replace(/\/$/, '').length + 1).split('/');
  const ways = segments.map((_, i) => vscode.Uri.joinPath(folder, ...segments.slice(0, i + 1)));
  const stats = await Promise.all(ways.map((way) => vscode.workspace.fs.stat(way)));
  return stats.some(({ type }) => (type & vscode.FileType.SymbolicLink) !== 0);
}
