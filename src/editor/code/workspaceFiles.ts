import * as vscode from 'vscode';
import { isMeant, namePattern, readPath, type WrittenPath } from './pathInWorkspace';

export interface WorkspaceFilesOptions {
  /** After that, a search ends with what it has found. */
  readonly searchTimeoutMs?: number;
  /** A search ends with so many files. */
  readonly maxFound?: number;
  /** So many searches wait at most; what is asked beyond that is not found. */
  readonly maxWaiting?: number;
}

const DEFAULTS = { searchTimeoutMs: 10_000, maxFound: 2000, maxWaiting: 20 };
/** Other people's code, which has files of every name. */
const LEFT_OUT = '**/{node_modules,.git}/**';

/** Finds the files of the workspace that written paths mean, and none outside. Searches follow one another. */
export class WorkspaceFiles {
  private readonly options: Required<WorkspaceFilesOptions>;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(options: WorkspaceFilesOptions = {}) {
    this.options = { ...DEFAULTS, ...options };
  }

  /** @returns written path -> the files that it means, the likeliest first; a path that means none is missing */
  async find(paths: readonly string[]): Promise<ReadonlyMap<string, readonly vscode.Uri[]>> {
    if (this.waiting >= this.options.maxWaiting) return new Map();
    this.waiting++;
    const found = this.last.then(() => this.search(paths));
    this.last = found.catch(() => undefined).then(() => this.waiting--);
    return found;
  }

  private async search(paths: readonly string[]): Promise<ReadonlyMap<string, readonly vscode.Uri[]>> {
    const found = new Map<string, readonly vscode.Uri[]>();
    const written = new Map<string, WrittenPath>();
    const { workspaceFolders: folders = [] } = vscode.workspace;
    if (folders.length === 0) return found;
    for (const path of new Set(paths)) {
      const read = readPath(path);
      if (read) written.set(path, read);
    }
    await Promise.all(
      [...written].map(async ([path, read]) => {
        const file = await exactFile(read, folders);
        if (file) found.set(path, [file]);
      }),
    );
    const missing = [...written].filter(([path]) => !found.has(path));
    if (missing.length === 0) return found;
    const files = (await this.filesNamed(missing.map(([, { segments }]) => segments.at(-1) ?? ''))).map(
      (uri) => ({ uri, segments: segmentsInWorkspace(uri) }),
    );
    for (const [path, read] of missing) {
      const meant = files.filter(({ segments }) => isMeant(read, segments));
      meant.sort((a, b) => a.segments.length - b.segments.length);
      if (meant.length > 0)
        found.set(
          path,
          meant.map(({ uri }) => uri),
        );
    }
    return found;
  }

  private async filesNamed(names: readonly string[]): Promise<readonly vscode.Uri[]> {
    const { searchTimeoutMs, maxFound } = this.options;
    const timeout = new vscode.CancellationTokenSource();
    const timer = setTimeout(() => timeout.cancel(), searchTimeoutMs);
    try {
      return await vscode.workspace.findFiles(namePattern(names), LEFT_OUT, maxFound, timeout.token);
    } catch {
      // an editor whose search does not work has the files that stand exactly there all the same
      return [];
    } finally {
      clearTimeout(timer);
      timeout.dispose();
    }
  }
}

/** The file that stands exactly there, below one of the folders or, where the path begins at a root, in one. */
async function exactFile(
  { segments, isAbsolute }: WrittenPath,
  folders: readonly vscode.WorkspaceFolder[],
): Promise<vscode.Uri | undefined> {
  for (const { uri } of folders) {
    const own = readPath(uri.path)?.segments ?? [];
    const isInside = own.every((segment, i) => segment === segments[i]);
    const below = isAbsolute ? segments.slice(own.length) : segments;
    if (below.length === 0 || (isAbsolute && !isInside)) continue;
    const file = vscode.Uri.joinPath(uri, ...below);
    if (await isFile(file)) return file;
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

const segmentsInWorkspace = (uri: vscode.Uri): readonly string[] =>
  vscode.workspace.asRelativePath(uri, false).split('/');
