import * as vscode from 'vscode';
import { fileOf } from '../guard/fileOf';
import { withoutHome } from '../guard/realPaths';
import { readSentPath } from './pathInWorkspace';

/** Lines of a file. Lines are from 1. */
export interface Place {
  /** In its folder of the workspace, with `/`; of another file only the name, since the rest is nobody's business. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Where the code is that a person selected. */
export function placeOf(uri: vscode.Uri, { start, end }: vscode.Range): Place {
  // a selection that ends before a line has nothing of that line
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { path: sentPath(uri), start: start.line + 1, end: last + 1 };
}

/** The path of a file as others are told it. */
export function sentPath(uri: vscode.Uri): string {
  const file = fileOf(uri) ?? uri;
  const folder = vscode.workspace.getWorkspaceFolder(file);
  const name = file.path.replace(/^.*\//, '');
  if (!folder) return name;
  const base = folder.uri.path.replace(/\/$/, '');
  const path = withoutHome(base, file.path.slice(base.length + 1).split('/')).join('/');
  // nobody would take one that they could not have
  return readSentPath(path) ? path : name;
}
