// Work for a thread that may be ended: what looks at texts and patterns of other people by expressions.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import type { IgnoreFile } from './gitIgnores';
import type { RuleFinding } from './ownRules';

interface SecretsJob {
  readonly kind: 'secrets';
  readonly text: string;
  readonly fileName: string;
}

interface IgnoredJob {
  readonly kind: 'ignored';
  readonly file: readonly string[];
  readonly ignoreFiles: readonly IgnoreFile[];
}

export type GuardJob = SecretsJob | IgnoredJob;

export interface GuardOptions {
  /** After that, it counts as unknown. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  /** What runs in the thread. */
  readonly threadPath?: string;
}

const DEFAULTS = { timeoutMs: 5000, clock: systemClock, threadPath: path.join(__dirname, 'guard.js') };
const MAX_HEAP_MB = 128;

export function runGuardJob(
  job: SecretsJob,
  options: GuardOptions,
): Promise<readonly RuleFinding[] | undefined>;
export function runGuardJob(job: IgnoredJob, options: GuardOptions): Promise<boolean | undefined>;
/** @returns undefined: unknown, since the thread was too slow, had too little memory, or failed. It never rejects */
export async function runGuardJob(job: GuardJob, options: GuardOptions): Promise<unknown> {
  const { timeoutMs, clock, threadPath } = { ...DEFAULTS, ...options };
  // no flags of this process: a debugger of the extension host is none of its
  const thread = new Worker(threadPath, {
    ...{ workerData: job, execArgv: [], env: {} },
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const result = await new Promise<unknown>((resolve) => {
    const timer = clock.after(timeoutMs, () => end(undefined));
    const end = (value: unknown): void => {
      timer.dispose();
      resolve(value);
    };
    thread.on('message', end);
    thread.on('error', () => end(undefined));
    thread.on('exit', () => end(undefined));
  });
  await thread.terminate();
  return result;
}
