// A bundle of its own, loaded in a thread of its own, and only when code is about to go out. Its expressions are other
// people's, and so is what they meet: the code, and the patterns of a `.gitignore`. If one of them takes for ever, the thread
// is ended, and holds up nobody.
import path from 'node:path';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintRuleCreator, SecretLintSourceCode } from '@secretlint/types';
import { isGitIgnored } from './gitIgnores';
import type { GuardJob } from './guardJob';
import { findByOwnRules, type RuleFinding } from './ownRules';

/** Comments that switch rules off are for the scans of a repository, not for what goes out of it. */
const FILTER = '@secretlint/secretlint-rule-filter-comments';
const SCANNERS = (rules as readonly SecretLintRuleCreator[]).filter(({ meta }) => meta.id !== FILTER);

/** The rules that look for secrets, for those who give them words. */
export const RULE_IDS: readonly string[] = SCANNERS.map(({ meta }) => meta.id);

/** @param fileName without folders @returns in no order, and perhaps overlapping */
export async function findByRules(text: string, fileName: string): Promise<readonly RuleFinding[]> {
  const found = findByOwnRules(text, fileName);
  // The rules ask for no more of it. For `.p12` one would read a file from the disk, which is no text that goes out.
  const ext = path.extname(fileName) === '.json' ? '.json' : '';
  const source = { content: text, filePath: fileName, ext } as SecretLintSourceCode;
  for (const rule of SCANNERS) {
    const context: SecretLintRuleContext = {
      sharedOptions: {},
      createTranslator: () => (messageId, data) => ({ message: '', messageId: String(messageId), data }),
      report: ({ range: [start, end] }) => found.push({ rule: rule.meta.id, start, end }),
      ignore: () => undefined,
    };
    await rule.create(context, {}).file?.(source);
  }
  return found;
}

async function run(job: GuardJob): Promise<unknown> {
  if (job.kind === 'secrets') return findByRules(job.text, job.fileName);
  return isGitIgnored(job.file, job.ignoreFiles);
}

if (!isMainThread) void run(workerData as GuardJob).then((result) => parentPort?.postMessage(result));
