import { LIMITS } from '../../protocol/wire/limits';
import { type GuardOptions, runGuardJob } from './guardJob';
import { OWN_RULES, type RuleFinding } from './ownRules';
import { kindOf, type SecretKind } from './secretKinds';

/** What looks as if nobody else should have it. It may be harmless: a person decides. */
export interface LikelySecret {
  readonly what: SecretKind;
  /** Its first line, from 1. */
  readonly line: number;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** So many are told at most: what has more is no text to read line by line. */
const MAX_TOLD = 100;

/**
 * Looks for keys, tokens and passwords in a text that is about to go out.
 * @param fileName of the file it is from, without folders
 * @returns in their order, each place once; undefined: nobody can tell, since the text is too long or the check failed
 */
export async function findLikelySecrets(
  text: string,
  fileName = '',
  options: GuardOptions = {},
): Promise<readonly LikelySecret[] | undefined> {
  if (Buffer.byteLength(text) > LIMITS.maxCodeBytes.max) return undefined;
  const found = await runGuardJob({ kind: 'secrets', text, fileName }, options);
  return found && tellable(found, text);
}

/** What rules say of one place is told once: by the rule that knows it best, and of these by the one that takes the least. */
function tellable(found: readonly RuleFinding[], text: string): readonly LikelySecret[] {
  const length = ({ start, end }: RuleFinding): number => end - start;
  const ordered = found.toSorted(
    (a, b) => vagueness(a) - vagueness(b) || length(a) - length(b) || a.start - b.start,
  );
  const told: RuleFinding[] = [];
  for (const one of ordered) {
    if (told.length === MAX_TOLD) break;
    if (!told.some(({ start, end }) => one.start < end && start < one.end)) told.push(one);
  }
  return told
    .sort((a, b) => a.start - b.start)
    .map(({ rule, start, end }) => ({ what: kindOf(rule), line: lineAt(text, start), start, end }));
}

/** The rule set knows who made a secret; our rules know at most what it is. */
function vagueness({ rule }: RuleFinding): number {
  if (rule === OWN_RULES.assigned) return 2;
  return rule === OWN_RULES.privateKey || rule === OWN_RULES.jwt ? 1 : 0;
}

/** Counted as VS Code counts them. */
const lineAt = (text: string, at: number): number => text.slice(0, at).split(/\r\n|\r|\n/).length;
