import type * as vscode from 'vscode';
import { type FileText, findAmong } from '../../anchoring/findAmong';
import { findAnchor } from '../../anchoring/findAnchor';
import { answerWithin } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { isMeant, readPath } from '../code/pathInWorkspace';
import type { WorkspaceFiles } from '../code/workspaceFiles';
import type { Repositories } from '../repository/repositories';
import { fileText } from './fileText';
import { type Outcome, outcomeAmong, outcomeIn, type Quoted, type Seen } from './outcome';
import type { StaleCode } from './staleCode';

export interface CodeLocatorParts {
  readonly files: Pick<WorkspaceFiles, 'exactly' | 'named'>;
  readonly repositories: Pick<
    Repositories,
    'versionOf' | 'rootsOf' | 'hasRemote' | 'textAt' | 'renamedSince'
  >;
  readonly stale: Pick<StaleCode, 'watch'>;
}

export interface CodeLocatorOptions {
  /** After that, code counts as not found: a file system or git may never answer. */
  readonly timeoutMs?: number;
  /** So many files are looked into for one code. */
  readonly maxFiles?: number;
  /** A longer file is not looked into, in bytes. */
  readonly maxFileBytes?: number;
  /** So many versions of before are remembered: several cards are often of one file. */
  readonly maxBases?: number;
}

const DEFAULTS = { timeoutMs: 15_000, maxFiles: 20, maxFileBytes: 4 * 1024 * 1024, maxBases: 20 };

/** Where quoted code is among this person's files, and whether they have another commit than who quoted it. */
export type Located<F = vscode.Uri> = Outcome<F> & { readonly isOtherCommit: boolean };

interface Candidate {
  readonly file: vscode.Uri;
  /** Where it stood in the commit that was quoted. */
  readonly was: vscode.Uri;
}

interface Search {
  readonly quoted: Quoted;
  /** So many files may still be looked into. */
  left: number;
  /** Whether nobody waits for the answer any more. */
  readonly isLate: () => boolean;
}

/** Finds the file and the lines of this person's workspace that are what somebody quoted. */
export class CodeLocator {
  private readonly options: Required<CodeLocatorOptions>;
  /** Texts of files at commits. */
  private readonly bases = new Map<string, string>();

  constructor(
    private readonly parts: CodeLocatorParts,
    options: CodeLocatorOptions = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
  }

  async locate(quoted: Quoted): Promise<Located> {
    const { timeoutMs, maxFiles } = this.options;
    let isLate = false;
    const search: Search = { quoted, left: maxFiles, isLate: () => isLate };
    const late: Located = { kind: 'absent', why: 'late', files: [], isOtherCommit: false };
    const located = await answerWithin(systemClock, timeoutMs, this.look(search), late);
    isLate = true;
    const files = filesOf(located);
    this.parts.stale.watch(quoted.path, files);
    return located;
  }

  private async look(search: Search): Promise<Located> {
    const outcome = await this.outcomeOf(search);
    return { ...outcome, isOtherCommit: await this.isOtherCommit(search.quoted, filesOf(outcome)[0]) };
  }

  /** Looks first where the code most likely is, and no further once it may be there. */
  private async outcomeOf(search: Search): Promise<Outcome<vscode.Uri>> {
    const { quoted } = search;
    const { files } = this.parts;
    const isOwn = await this.repositoryTest(quoted);
    const see = async (some: readonly vscode.Uri[]): Promise<readonly Seen<vscode.Uri>[]> =>
      this.seenIn(
        (await kept(some, isOwn)).map((file) => ({ file, was: file })),
        search,
      );
    const exact = outcomeIn(await see(await files.exactly(quoted.path)));
    if (exact.kind !== 'absent' || search.isLate()) return exact;
    const { meant, others } = await files.named(quoted.path);
    const near = outcomeIn(await see(meant));
    if (near.kind !== 'absent' || search.isLate()) return near;
    const renamed = outcomeIn(await this.seenIn(await this.renamed(quoted), search));
    if (renamed.kind !== 'absent' || search.isLate()) return renamed;
    const elsewhere = await this.elsewhere(await kept(others, isOwn), search);
    if (elsewhere.kind !== 'absent') return elsewhere;
    return [exact, near, renamed].find(({ why }) => why !== 'noFile') ?? exact;
  }

  /** Where the repository is here that was quoted, code of others is not looked at. */
  private async repositoryTest({ remote }: Quoted): Promise<(file: vscode.Uri) => Promise<boolean>> {
    const { repositories } = this.parts;
    if (remote === undefined || (await repositories.rootsOf(remote)).length === 0)
      return () => Promise.resolve(true);
    return (file) => repositories.hasRemote(file, remote);
  }

  private async renamed({ path, remote, commit }: Quoted): Promise<readonly Candidate[]> {
    const { files, repositories } = this.parts;
    const read = readPath(path);
    if (remote === undefined || commit === undefined || !read) return [];
    const renames = await repositories.renamedSince(remote, commit, (segments) => isMeant(read, segments));
    const all = await Promise.all(
      renames.map(async ({ from, to }) => {
        // by our own search, which lets nothing out of the workspace
        const [file] = await files.exactly(to.path);
        return file ? [{ file, was: from }] : [];
      }),
    );
    return all.flat();
  }

  /** Looks in files of which only their name speaks for them. */
  private async elsewhere(others: readonly vscode.Uri[], search: Search): Promise<Outcome<vscode.Uri>> {
    const { text: code, ...anchor } = search.quoted;
    const fileAt = new Map<string, vscode.Uri>();
    const texts: FileText[] = [];
    for (const file of others) {
      if (search.isLate() || search.left-- <= 0) break;
      const text = await fileText(file, this.options.maxFileBytes);
      const path = file.toString();
      fileAt.set(path, file);
      if (text !== undefined) texts.push({ path, text });
    }
    return outcomeAmong(findAmong({ ...anchor, code }, undefined, texts), fileAt);
  }

  private async seenIn(
    candidates: readonly Candidate[],
    search: Search,
  ): Promise<readonly Seen<vscode.Uri>[]> {
    const seen: Seen<vscode.Uri>[] = [];
    const { text: code, ...anchor } = search.quoted;
    for (const { file, was } of candidates) {
      if (search.isLate() || search.left <= 0) seen.push({ file, where: undefined });
      else {
        search.left--;
        const text = await fileText(file, this.options.maxFileBytes);
        const base = text === undefined ? undefined : await this.baseOf(was, anchor.commit);
        const where = text === undefined ? undefined : findAnchor({ ...anchor, code }, text, base);
        seen.push({ file, where });
      }
    }
    return seen;
  }

  private async baseOf(file: vscode.Uri, commit: string | undefined): Promise<string | undefined> {
    if (commit === undefined) return undefined;
    const key = `${commit} ${file.toString()}`;
    const known = this.bases.get(key);
    if (known !== undefined) return known;
    const text = await this.parts.repositories.textAt(file, commit);
    if (text === undefined || text.length > this.options.maxFileBytes) return undefined;
    this.bases.set(key, text);
    const [oldest] = this.bases.keys();
    if (this.bases.size > this.options.maxBases && oldest !== undefined) this.bases.delete(oldest);
    return text;
  }

  private async isOtherCommit({ commit }: Quoted, file: vscode.Uri | undefined): Promise<boolean> {
    if (commit === undefined || !file) return false;
    const version = await this.parts.repositories.versionOf(file, undefined);
    return version.ok && version.value.commit !== undefined && version.value.commit !== commit;
  }
}

/** The files in which code is, or may be, or is not any more. */
function filesOf(outcome: Outcome<vscode.Uri>): readonly vscode.Uri[] {
  if (outcome.kind === 'absent') return outcome.files;
  return outcome.kind === 'here' ? [outcome.place.file] : outcome.places.map(({ file }) => file);
}

async function kept(
  files: readonly vscode.Uri[],
  test: (file: vscode.Uri) => Promise<boolean>,
): Promise<readonly vscode.Uri[]> {
  const passed = await Promise.all(files.map(test));
  return files.filter((_, i) => passed[i]);
}
