// VS Code's own git extension, as far as it is used here. Its API is described in
// https://github.com/microsoft/vscode/blob/main/extensions/git/src/api/git.d.ts (MIT License, Microsoft Corporation).
// Git itself is never run by us: who may run it, and which, is for VS Code to decide.
import * as vscode from 'vscode';
import { answerWithin } from '../../base/clock';
import { fail, ok, type Result } from '../../base/result';
import { systemClock } from '../../base/systemClock';

interface GitExtension {
  /** False where `git.enabled` is off, and where git is missing. */
  readonly enabled: boolean;
  /** @throws where it is not enabled */
  getAPI(version: 1): GitApi;
}

export interface GitApi {
  /** Once it is `initialized`, the repositories of the workspace are known. */
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<unknown>;
  readonly repositories: readonly GitRepository[];
  /** The innermost open repository that a file is in. */
  getRepository(uri: vscode.Uri): GitRepository | null;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    /** Not set until VS Code has looked at the repository. `commit` is missing as long as there is none. */
    readonly HEAD: { readonly commit?: string; readonly upstream?: { readonly remote: string } } | undefined;
    readonly onDidChange: vscode.Event<unknown>;
    readonly remotes: readonly {
      readonly name: string;
      readonly fetchUrl?: string;
      readonly pushUrl?: string;
    }[];
  };
  /** The text of a file at a commit; rejects where it has none. @param path absolute, or below the root */
  show(ref: string, path: string): Promise<string>;
  /** What is otherwise on disk than at a commit; rejects where there is no such commit. */
  diffWith(ref: string): Promise<readonly GitChange[]>;
}

export interface GitChange {
  readonly originalUri: vscode.Uri;
  /** What the file is called now. It may be the same. */
  readonly renameUri: vscode.Uri | undefined;
}

/** Why nothing is known of a repository. `none`: the file is in none, or in one that VS Code has not opened. */
export type UnknownCause = 'untrusted' | 'elsewhere' | 'off' | 'slow' | 'none';

/** The API of the git extension. It may have to start first. In a workspace that is not trusted, it is left alone. */
export async function gitApi(timeoutMs: number): Promise<Result<GitApi, UnknownCause>> {
  if (!vscode.workspace.isTrusted) return fail('untrusted');
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return fail(vscode.env.remoteName === undefined ? 'off' : 'elsewhere');
  const start = async (stop: Stop): Promise<Result<GitApi, UnknownCause>> => {
    try {
      const git = extension.isActive ? extension.exports : await extension.activate();
      if (!git.enabled) return fail('off');
      const api = git.getAPI(1);
      await until(api.onDidChangeState, () => api.state === 'initialized', stop);
      return ok(api);
    } catch {
      return fail('off');
    }
  };
  return inTime(timeoutMs, start);
}

/** The innermost open repository that a file is in, once VS Code has looked at it. */
export async function repositoryOf(
  file: vscode.Uri,
  timeoutMs: number,
): Promise<Result<GitRepository, UnknownCause>> {
  const api = await gitApi(timeoutMs);
  if (!api.ok) return api;
  const repository = api.value.getRepository(file);
  if (!repository) return fail('none');
  const { state } = repository;
  return inTime(timeoutMs, async (stop) => {
    await until(state.onDidChange, () => state.HEAD !== undefined, stop);
    return ok(repository);
  });
}

/** What is to be disposed when nobody waits any more. */
type Stop = (listener: vscode.Disposable) => void;

async function inTime<T>(
  timeoutMs: number,
  find: (stop: Stop) => Promise<Result<T, UnknownCause>>,
): Promise<Result<T, UnknownCause>> {
  const listeners: vscode.Disposable[] = [];
  const found = find((listener) => listeners.push(listener));
  const answer = await answerWithin(systemClock, timeoutMs, found, fail('slow' as const));
  for (const listener of listeners) listener.dispose();
  return answer;
}

const until = (event: vscode.Event<unknown>, isSo: () => boolean, stop: Stop): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (isSo()) resolve();
    };
    stop(event(look));
    look();
  });
