import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { Code } from '../../protocol/wire/messages';
import { fileOf } from '../guard/fileOf';
import type { GuardOptions } from '../guard/guardJob';
import { findLikelySecrets } from '../guard/likelySecrets';
import { secretText } from '../guard/secretText';
import { whyAsk, whyAskText } from '../guard/whyAsk';
import { askModally } from '../platform/surfaces';
import type { RoomFacts } from '../session/sessionState';
import type { Excerpt } from './excerpts';

const { t } = vscode.l10n;

/** So many lines of reasons are read before one answers. */
const MAX_TOLD = 8;

/** Lines of a document, and what a message will quote of them. */
export interface Quoted extends Excerpt {
  readonly code: Code;
}

export interface MayShareOptions extends GuardOptions {
  /** Asks the person. @returns the button that they chose */
  readonly ask?: typeof askModally;
}

/**
 * Asks the person where something speaks against sharing: a file that stays here, or what looks like a secret. Where nothing
 * does, nobody is asked.
 * @returns whether it may go out
 */
export async function mayShare(
  quoted: readonly Quoted[],
  access: RoomFacts['access'],
  { ask = askModally, ...guard }: MayShareOptions = {},
): Promise<boolean> {
  const reasons = [...new Set((await Promise.all(quoted.map((one) => reasonsAgainst(one, guard)))).flat())];
  if (reasons.length === 0) return true;
  const more = reasons.length - MAX_TOLD;
  const detail = [
    ...reasons.slice(0, MAX_TOLD),
    ...(more > 0 ? [t('and {0} more', more)] : []),
    ...(access === 'open' ? ['', t('This room is not encrypted.')] : []),
  ].join('\n');
  const share = t('Share Anyway');
  return (await ask(t('Is that meant for everybody in the room?'), detail, share)) === share;
}

async function reasonsAgainst({ document, code }: Quoted, guard: GuardOptions): Promise<readonly string[]> {
  const name = posix.basename((fileOf(document.uri) ?? document.uri).path);
  const [why, secrets] = await Promise.all([
    whyAsk(document, guard),
    findLikelySecrets(code.text, name, guard),
  ]);
  return [
    ...(why ? [whyAskText(why, name)] : []),
    ...(secrets?.map((one) => secretText({ ...one, line: one.line + code.start - 1 })) ?? [
      t('Tilde could not look for passwords and keys in “{0}”.', name),
    ]),
  ];
}
