// Counts work: how often the blocks of our code run. That is the same on every machine and under every load, as no time
// is. V8 counts the blocks of what is loaded after it was told to and never optimized: so this is a process of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Session } from 'node:inspector';
import path from 'node:path';

/** What is done again and again, by what it is called; in this order. `i` counts up from 0. */
export type Deeds = Readonly<Record<string, (i: number) => void>>;
/** The work of each part of {@link PART} deeds. */
export type Work = Readonly<Record<string, readonly number[]>>;

export const PART = 1000;
export const PARTS = 10;

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/** @param file a module that exports `deeds` */
export const workOf = (file: string): Work =>
  JSON.parse(execFileSync(process.execPath, ['--no-opt', __filename, file], { encoding: 'utf8' })) as Work;

/** Far more blocks than a deed runs, and far fewer than one that goes through all that is kept. */
const MOST = 1000;

/** A deed is about as much work however much was done before, and however much is kept. */
export function assertSteady(parts: readonly number[] = []): void {
  const counts = parts.join(' ');
  assert.equal(parts.length, PARTS);
  for (const part of parts) assert.ok(part > PART && part < MOST * PART, counts);
}

function countAll(file: string): Work {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  /** The work since the last call. */
  const take = (): number => {
    let work = 0;
    // it calls back at once
    session.post('Profiler.takePreciseCoverage', (error, { result }: Coverage) => {
      if (error) throw error;
      for (const { functions } of result.filter(({ url }) => url.includes(OWN)))
        for (const { ranges } of functions) for (const { count } of ranges) work += count;
    });
    return work;
  };
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it must be loaded here, not before
  const { deeds } = require(file) as { deeds: Deeds };
  const works = Object.entries(deeds).map(([what, act]) => {
    take();
    const parts = Array.from({ length: PARTS }, (_, part) => {
      for (let i = part * PART; i < (part + 1) * PART; i++) act(i);
      return take();
    });
    return [what, parts] as const;
  });
  return Object.fromEntries(works);
}

const OWN = ['out', 'src', ''].join(path.posix.sep);

const [, , deedsFile] = process.argv;
if (require.main === module && deedsFile) process.stdout.write(JSON.stringify(countAll(deedsFile)));
