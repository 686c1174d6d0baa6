import type * as vscode from 'vscode';
import { answerWithin } from '../../base/clock';
import { type Result, fail, ok } from '../../base/result';
import { systemClock } from '../../base/systemClock';
import { withoutUndefined } from '../../base/withoutUndefined';
import { gitApi, type GitChange, type GitRepository, repositoryOf, type UnknownCause } from './gitExtension';
import { isSameRemote, normalRemote } from './normalRemote';

/** Which version of a file one has before one's eyes. */
export interface FileVersion {
  /** The repository, as in {@link normalRemote}; not set: it is on no other computer. */
  readonly remote?: string;
  /** The full id of the commit that is checked out; not set: there is none yet. */
  readonly commit?: string;
  /** Whether the text is not as in that commit, saved or not; not set: that is not known. */
  readonly dirty?: boolean;
}

/** A file that has another name than before. */
export interface Renaming {
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
}

export interface RepositoriesOptions {
  /** After that, git counts as not there: it may have to start, or look through a large workspace. */
  readonly startTimeoutMs?: number;
  /** After that, a text of an earlier version counts as not there. */
  readonly showTimeoutMs?: number;
}

const DEFAULTS = { startTimeoutMs: 5000, showTimeoutMs: 5000 };

/** The full id of a commit. Others send such ids: nothing else may reach git, which would read it as an option. */
const COMMIT = /^(?:[\da-f]{40}|[\da-f]{64})$/;

/** So many files are named that one file may have become. */
const MAX_RENAMINGS = 5;

/** What git says of the files of the workspace. All of it may be unknown, and says why. */
export class Repositories {
  private readonly options: Required<RepositoriesOptions>;

  constructor(options: RepositoriesOptions = {}) {
    this.options = { ...DEFAULTS, ...options };
  }

  /** @param text what is before one's eyes of the file: all of it, saved or not; undefined: that is not known */
  async versionOf(file: vscode.Uri, text: string | undefined): Promise<Result<FileVersion, UnknownCause>> {
    const repository = await repositoryOf(file, this.options.startTimeoutMs);
    if (!repository.ok) return repository;
    const { HEAD, remotes } = repository.value.state;
    const commit = HEAD?.commit !== undefined && COMMIT.test(HEAD.commit) ? HEAD.commit : undefined;
    const isKnown = commit !== undefined && text !== undefined;
    const dirty = isKnown ? await this.isDirty(repository.value, commit, file, text) : undefined;
    const upstream = HEAD?.upstream?.remote;
    const rank = (name: string): number => (name === upstream ? 0 : name === 'origin' ? 1 : 2);
    const [remote] = remotesOf([...remotes].sort((a, b) => rank(a.name) - rank(b.name)));
    return ok(withoutUndefined<FileVersion>({ remote, commit, dirty }));
  }

  /** The roots of the open repositories that have that remote. @param remote as in {@link normalRemote} */
  async rootsOf(remote: string): Promise<readonly vscode.Uri[]> {
    const api = await gitApi(this.options.startTimeoutMs);
    if (!api.ok) return [];
    return api.value.repositories
      .filter(({ state }) => remotesOf(state.remotes).some((one) => isSameRemote(one, remote)))
      .map(({ rootUri }) => rootUri);
  }

  /** Whether a file is in a repository that has that remote. @param remote as in {@link normalRemote} */
  async hasRemote(file: vscode.Uri, remote: string): Promise<boolean> {
    const repository = await repositoryOf(file, this.options.startTimeoutMs);
    return (
      repository.ok && remotesOf(repository.value.state.remotes).some((one) => isSameRemote(one, remote))
    );
  }

  /**
   * What files of a repository are called now that git knows to have been called otherwise at a commit.
   * @param remote as in {@link normalRemote}
   * @param isMeant whether a file was the one in question, by the segments of its path in the repository
   */
  async renamedSince(
    remote: string,
    commit: string,
    isMeant: (segments: readonly string[]) => boolean,
  ): Promise<readonly Renaming[]> {
    if (!COMMIT.test(commit)) return [];
    const roots = new Set((await this.rootsOf(remote)).map(String));
    const api = await gitApi(this.options.startTimeoutMs);
    if (!api.ok) return [];
    const repositories = api.value.repositories.filter(({ rootUri }) => roots.has(rootUri.toString()));
    const all = await Promise.all(repositories.map((one) => this.renamesIn(one, commit, isMeant)));
    return all.flat().slice(0, MAX_RENAMINGS);
  }

  /**
   * The text that a file had at a commit, with LF for its line breaks.
   * @param file where it stood then: it need not be there any more
   * @returns undefined: the commit is not here, the file was not there, or nothing is known of its repository
   */
  async textAt(file: vscode.Uri, commit: string): Promise<string | undefined> {
    if (!COMMIT.test(commit)) return undefined;
    const repository = await repositoryOf(file, this.options.startTimeoutMs);
    if (!repository.ok) return undefined;
    const text = await this.show(repository.value, commit, file);
    return text.ok ? text.value : undefined;
  }

  private async renamesIn(
    repository: GitRepository,
    commit: string,
    isMeant: (segments: readonly string[]) => boolean,
  ): Promise<readonly Renaming[]> {
    const none: readonly GitChange[] = [];
    const changes = repository.diffWith(commit).catch(() => none);
    const known = await answerWithin(systemClock, this.options.showTimeoutMs, changes, none);
    const base = repository.rootUri.path.replace(/\/$/, '');
    const isBelow = ({ path }: vscode.Uri): boolean => path.startsWith(`${base}/`);
    return known.flatMap(({ originalUri: from, renameUri: to }) => {
      if (!to || to.path === from.path || !isBelow(from)) return [];
      return isMeant(from.path.slice(base.length + 1).split('/')) ? [{ from, to }] : [];
    });
  }

  /** @returns undefined: it took too long to find out */
  private async isDirty(
    repository: GitRepository,
    commit: string,
    file: vscode.Uri,
    text: string,
  ): Promise<boolean | undefined> {
    const committed = await this.show(repository, commit, file);
    if (committed.ok) return committed.value !== comparable(text);
    return committed.error === 'missing' ? true : undefined;
  }

  private show(
    repository: GitRepository,
    commit: string,
    file: vscode.Uri,
  ): Promise<Result<string, 'missing' | 'slow'>> {
    const text = repository.show(commit, file.fsPath).then(
      (shown) => ok(comparable(shown)),
      () => fail('missing' as const),
    );
    return answerWithin(systemClock, this.options.showTimeoutMs, text, fail('slow' as const));
  }
}

/** Git may write other line breaks than it keeps, and editors hide the mark in front of a file. */
const comparable = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');

const remotesOf = (remotes: GitRepository['state']['remotes']): readonly string[] =>
  remotes.flatMap(({ fetchUrl, pushUrl }) => normalRemote(fetchUrl ?? pushUrl ?? '') ?? []);
