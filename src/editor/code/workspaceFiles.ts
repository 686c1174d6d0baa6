import * as vscode from 'vscode';
import { waitAtMost } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { realFile } from '../guard/insideWorkspace';
import { isMeant, namePattern, readPath, type WrittenPath } from './pathInWorkspace';

export interface WorkspaceFilesOptions {
  /** Whether a file stands there. A file system of an extension, or of the network, may never answer. */
  readonly isFile?: (uri: vscode.Uri) => Promise<boolean>;
  /** The file that a path in the workspace leads to; undefined: it leads out of it. */
  readonly realFile?: (uri: vscode.Uri) => Promise<vscode.Uri | undefined>;
  /** After that, a file that nobody has found where it should stand is searched for. */
  readonly lookTimeoutMs?: number;
  /** After that, a search ends without having found anything. */
  readonly searchTimeoutMs?: number;
  /** A search ends with so many files. */
  readonly maxFound?: number;
  /** So many searches wait at most; what is asked beyond that is not found. */
  readonly maxWaiting?: number;
}

const DEFAULTS = {
  ...{ isFile, realFile },
  ...{ lookTimeoutMs: 5000, searchTimeoutMs: 10_000, maxFound: 2000, maxWaiting: 20 },
};
/** So many files are offered for one path. */
const MAX_OFFERED = 50;
/** Other people's code, which has files of every name. */
const LEFT_OUT = '**/{node_modules,.git}/**';

/** Files that are called as a written path is. The likeliest come first. */
export interface NamedFiles {
  readonly meant: readonly vscode.Uri[];
  readonly others: readonly vscode.Uri[];
}

/**
 * Finds the files of the workspace that written paths mean, and none outside, also not by symbolic links. Searches follow
 * one another.
 */
export class WorkspaceFiles {
  private readonly options: Required<WorkspaceFilesOptions>;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(options: WorkspaceFilesOptions = {}) {
    this.options = { ...DEFAULTS, ...options };
  }

  /** @returns written path -> the files that it means, the likeliest first; a path that means none is missing */
  async find(paths: readonly string[]): Promise<ReadonlyMap<string, readonly vscode.Uri[]>> {
    return this.inTurn(new Map<string, readonly vscode.Uri[]>(), () => this.search(paths));
  }

  /** The files that stand exactly there: below any of the folders or, where the path begins at a root, in one. */
  async exactly(path: string): Promise<readonly vscode.Uri[]> {
    return this.inTurn([], async () => {
      const read = readPath(path);
      const { workspaceFolders: folders = [] } = vscode.workspace;
      if (!read) return [];
      return (await this.exactFiles(new Map([[path, read]]), folders)).get(path) ?? [];
    });
  }

  /** The files of that name: `meant`, those whose path ends as the written one or the other way round, and all others. */
  async named(path: string): Promise<NamedFiles> {
    return this.inTurn({ meant: [], others: [] }, async () => {
      const read = readPath(path);
      const name = read?.segments.at(-1);
      if (!read || name === undefined) return { meant: [], others: [] };
      const files = (await this.filesNamed([name])).map(withSegments).sort(byDepth);
      const inside = (some: readonly Found[]): Promise<readonly vscode.Uri[]> =>
        this.insideOnly(some.slice(0, MAX_OFFERED).map(({ uri }) => uri));
      return {
        meant: await inside(files.filter(({ segments }) => isMeant(read, segments))),
        others: await inside(
          files.filter(({ segments }) => segments.at(-1) === name && !isMeant(read, segments)),
        ),
      };
    });
  }

  private async inTurn<T>(nothing: NoInfer<T>, look: () => Promise<T>): Promise<T> {
    if (this.waiting >= this.options.maxWaiting) return nothing;
    this.waiting++;
    const found = this.last.then(look);
    this.last = found.catch(() => undefined).then(() => this.waiting--);
    return found;
  }

  private async search(paths: readonly string[]): Promise<ReadonlyMap<string, readonly vscode.Uri[]>> {
    const written = new Map<string, WrittenPath>();
    const { workspaceFolders: folders = [] } = vscode.workspace;
    if (folders.length === 0) return new Map();
    for (const path of new Set(paths)) {
      const read = readPath(path);
      if (read) written.set(path, read);
    }
    const found = await this.exactFiles(written, folders);
    const missing = [...written].filter(([path]) => !found.has(path));
    if (missing.length === 0) return found;
    const names = missing.map(([, { segments }]) => segments.at(-1) ?? '');
    const files = (await this.filesNamed(names)).map(withSegments).sort(byDepth);
    for (const [path, read] of missing) {
      const meant = files.filter(({ segments }) => isMeant(read, segments));
      const inside = await this.insideOnly(meant.slice(0, MAX_OFFERED).map(({ uri }) => uri));
      if (inside.length > 0) found.set(path, inside);
    }
    return found;
  }

  /** The files that links have not led out of the workspace, each once. */
  private async insideOnly(files: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
    let inside: readonly (vscode.Uri | undefined)[] = [];
    const look = async (): Promise<void> => {
      inside = await Promise.all(files.map((file) => this.options.realFile(file)));
    };
    if (files.length > 0) await waitAtMost(systemClock, this.options.lookTimeoutMs, look());
    const each = new Map(inside.flatMap((file) => (file ? [[file.toString(), file]] : [])));
    return [...each.values()];
  }

  private async exactFiles(
    written: ReadonlyMap<string, WrittenPath>,
    folders: readonly vscode.WorkspaceFolder[],
  ): Promise<Map<string, readonly vscode.Uri[]>> {
    const found = new Map<string, readonly vscode.Uri[]>();
    const looks = [...written].map(async ([path, read]) => {
      const files = await this.filesAt(read, folders);
      if (files.length > 0) found.set(path, files);
    });
    await waitAtMost(systemClock, this.options.lookTimeoutMs, Promise.all(looks));
    // what is found later counts no more
    return new Map(found);
  }

  /** The files that stand exactly there, below the folders or, where the path begins at a root, in one; each once. */
  private async filesAt(
    { segments, isAbsolute }: WrittenPath,
    folders: readonly vscode.WorkspaceFolder[],
  ): Promise<readonly vscode.Uri[]> {
    const found = new Map<string, vscode.Uri>();
    for (const { uri } of folders) {
      const own = uri.path.split('/').filter((segment) => segment !== '' && !/^[A-Za-z]:$/.test(segment));
      // Windows and macOS take no heed of case
      const isInside = own.every((segment, i) => segment.toLowerCase() === segments[i]?.toLowerCase());
      const below = isAbsolute ? segments.slice(own.length) : segments;
      if (below.length === 0 || (isAbsolute && !isInside)) continue;
      const file = vscode.Uri.joinPath(uri, ...below);
      const real = (await this.options.isFile(file)) ? await this.options.realFile(file) : undefined;
      if (real) found.set(real.toString(), real);
    }
    return [...found.values()];
  }

  private async filesNamed(names: readonly string[]): Promise<readonly vscode.Uri[]> {
    const { searchTimeoutMs, maxFound } = this.options;
    const timeout = new vscode.CancellationTokenSource();
    let files: readonly vscode.Uri[] = [];
    const search = async (): Promise<void> => {
      try {
        files = await vscode.workspace.findFiles(namePattern(names), LEFT_OUT, maxFound, timeout.token);
      } catch {
        // an editor whose search does not work has the files that stand exactly there all the same
      }
    };
    await waitAtMost(systemClock, searchTimeoutMs, search());
    timeout.cancel();
    timeout.dispose();
    return files;
  }
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

/** A file with the segments of its path in the workspace. */
interface Found {
  readonly uri: vscode.Uri;
  readonly segments: readonly string[];
}

const withSegments = (uri: vscode.Uri): Found => ({
  uri,
  segments: vscode.workspace.asRelativePath(uri, false).split('/'),
});

const byDepth = (a: Found, b: Found): number => a.segments.length - b.segments.length;
