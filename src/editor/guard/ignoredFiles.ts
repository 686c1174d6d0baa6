import * as vscode from 'vscode';
import { exists } from '../platform/exists';
import type { IgnoreFile } from './gitIgnores';
import { type GuardOptions, runGuardJob } from './guardJob';

/** So far above a file its repository is looked for. */
const MAX_FOLDERS = 64;
/** A file of patterns that is longer is no such file. */
const MAX_BYTES = 262_144;
/** A worktree of git has a file for `.git`, so nothing is in it. */
const MISSING = ['FileNotFound', 'FileNotADirectory', 'FileIsADirectory'];

/**
 * Whether `.gitignore` files hide a file, also where git is missing. What a person has git ignore in all repositories is
 * not known.
 * @returns undefined: nobody can tell
 */
export async function isIgnored(
  file: vscode.Uri,
  folder: vscode.WorkspaceFolder,
  options: GuardOptions,
): Promise<boolean | undefined> {
  const top = (await repositoryOf(file)) ?? folder.uri;
  const segments = segmentsFrom(top, file);
  if (segments.length > MAX_FOLDERS) return undefined;
  const folders = segments.map((_, i) => segments.slice(0, i));
  const reads = folders.map((above) => readPatterns(vscode.Uri.joinPath(top, ...above, '.gitignore'), above));
  const excluded = readPatterns(vscode.Uri.joinPath(top, '.git', 'info', 'exclude'), []);
  const read = await Promise.all([excluded, ...reads]);
  if (read.includes('too long')) return undefined;
  const ignoreFiles = read.filter((one) => typeof one === 'object');
  if (ignoreFiles.length === 0) return false;
  return runGuardJob({ kind: 'ignored', file: segments, ignoreFiles }, options);
}

/** The folder that has the `.git` of a file, also above the workspace. */
async function repositoryOf(file: vscode.Uri): Promise<vscode.Uri | undefined> {
  let folder = vscode.Uri.joinPath(file, '..');
  for (let left = MAX_FOLDERS; left > 0; left--) {
    if (await exists(vscode.Uri.joinPath(folder, '.git'))) return folder;
    const above = vscode.Uri.joinPath(folder, '..');
    if (above.path === folder.path) return undefined;
    folder = above;
  }
  return undefined;
}

/** @throws where the file is there, but cannot be read */
async function readPatterns(
  uri: vscode.Uri,
  folder: readonly string[],
): Promise<IgnoreFile | 'too long' | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_BYTES) return 'too long';
    return { folder, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    const isMissing = error instanceof vscode.FileSystemError && MISSING.includes(error.code);
    if (isMissing) return undefined;
    throw error;
  }
}

const segmentsFrom = (top: vscode.Uri, file: vscode.Uri): string[] =>
  file.path.slice(top.path.replace(/\/$/, '').length + 1).split('/');
