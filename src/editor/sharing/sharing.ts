import * as vscode from 'vscode';
import { type Result, fail, ok } from '../../base/result';
import { DEFAULT_LIMITS } from '../../protocol/wire/limits';
import type { Code } from '../../protocol/wire/messages';
import { utf8Length } from '../../protocol/wire/utf8';
import { fileOf } from '../guard/fileOf';
import type { UnknownCause } from '../repository/gitExtension';
import type { FileVersion, Repositories } from '../repository/repositories';
import type { RoomFacts } from '../session/sessionState';
import { codeOf, type Excerpt, textOf } from './excerpts';
import type { Quoted } from './mayShare';

const { t } = vscode.l10n;

/** What goes into a message. */
export interface Shared {
  /** In the order of the excerpts. Blank lines alone are left out. */
  readonly codes: readonly Code[];
  /** Why others are not told from which commit it is, a localized sentence. */
  readonly note?: string;
}

/** The room that something is shared with. */
type Audience = Pick<RoomFacts, 'access' | 'maxCodeBytes'>;

/** Makes code that messages quote of what is in editors, with what git knows of it. */
export class Sharing {
  /** @param mayShare asks the person where something speaks against it */
  constructor(
    private readonly repositories: Pick<Repositories, 'versionOf'>,
    private readonly mayShare: (quoted: readonly Quoted[], access: RoomFacts['access']) => Promise<boolean>,
  ) {}

  /** @returns undefined: the person does not want to; otherwise, a localized sentence that says why it cannot be done */
  async read(
    excerpts: readonly Excerpt[],
    { access, maxCodeBytes = DEFAULT_LIMITS.maxCodeBytes }: Audience,
  ): Promise<Result<Shared, string> | undefined> {
    // read before anything is waited for: this is what the person sees
    const quoted = excerpts
      .map((excerpt): Quoted => ({ ...excerpt, code: codeOf(excerpt) }))
      .filter(({ code }) => /\S/.test(code.text));
    if (quoted.length === 0) return fail(t('There is nothing in these lines to share.'));
    if (quoted.some(({ code }) => utf8Length(code.text) > maxCodeBytes))
      return fail(t('That is too much for one message. Select fewer lines.'));
    if (!(await this.mayShare(quoted, access))) return undefined;
    const documents = [...new Set(quoted.map(({ document }) => document))];
    const versions = new Map(
      await Promise.all(documents.map(async (one) => [one, await this.versionOf(one)] as const)),
    );
    const codes = quoted.map(({ document, code }) => {
      const version = versions.get(document);
      return version?.ok ? { ...code, ...version.value } : code;
    });
    const cause = [...versions.values()].find((version) => !version.ok)?.error;
    const note = cause && noteFor(cause);
    return ok({ codes, ...(note !== undefined && { note }) });
  }

  private async versionOf(document: vscode.TextDocument): Promise<Result<FileVersion, UnknownCause>> {
    const file = fileOf(document.uri);
    return file ? this.repositories.versionOf(file, await textOf(document)) : fail('none');
  }
}

function noteFor(cause: UnknownCause): string | undefined {
  switch (cause) {
    case 'untrusted':
      return t('Without its commit: this workspace is not trusted, so Git is not asked.');
    case 'elsewhere':
      return t('Without its commit: Git is on the other side of this remote window.');
    case 'off':
      return t('Without its commit: Git is off in this editor, or not installed.');
    case 'slow':
      return t('Without its commit: Git did not answer in time.');
    case 'none':
      return undefined;
  }
}
