// Counts work: how often the blocks of our code run, and how far it searches in texts and arrays. That is the same on every
// machine and under every load, as no time is. How a pattern goes to and fro at one place is not counted. V8 counts the
// blocks of what is loaded after it was told to and never optimized: so this is a process of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Session } from 'node:inspector';

/** What is done, part by part, by what it is called; in this order. */
export type Parts = Readonly<Record<string, readonly (() => void)[]>>;
/** The work of each part. */
export type Work = Readonly<Record<string, readonly number[]>>;

export const PART = 1000;
export const PARTS = 10;

/** What is done again and again: {@link PARTS} parts of {@link PART} deeds each. `i` counts up from 0. */
export const inParts = (deeds: Readonly<Record<string, (i: number) => void>>): Parts =>
  Object.fromEntries(
    Object.entries(deeds).map(([what, act]) => [
      what,
      Array.from({ length: PARTS }, (_, part) => () => {
        for (let i = part * PART; i < (part + 1) * PART; i++) act(i);
      }),
    ]),
  );

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/** @param file a module that exports `parts` */
export const workOf = (file: string): Work =>
  JSON.parse(execFileSync(process.execPath, ['--no-opt', __filename, file], { encoding: 'utf8' })) as Work;

/** Far more than a deed takes, and far less than one that goes through all that is kept. */
const MOST = 1000;

/** A deed is about as much work however much was done before, and however much is kept. */
export function assertSteady(parts: readonly number[] = []): void {
  const counts = parts.join(' ');
  assert.equal(parts.length, PARTS);
  for (const part of parts) assert.ok(part > PART && part < MOST * PART, counts);
}

/** More than any text takes, however short: the last lines of a longer one may be of another kind than the others. */
const ANY = 10_000;

/** What is twice as long is about twice as much work. @param works of lengths that double */
export function assertLinear(works: readonly number[] = []): void {
  assert.ok(works.length >= 2);
  for (const [i, work] of works.slice(1).entries()) {
    const half = works[i] ?? 0;
    assert.ok(work > 1.2 * half && work < 2.2 * half + ANY, works.join(' '));
  }
}

/** How much the patterns and searches of JavaScript itself have gone through: characters, or elements of an array. */
let searched = 0;

function countSearches(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it gets its own `this` below
  const { exec } = RegExp.prototype;
  // all that takes a pattern asks this one
  RegExp.prototype.exec = function (text) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    if (found) searched += found.index + found[0].length - from;
    // what is tried at one place only looks no further than what it would take
    else if (!this.sticky) searched += text.length - from;
    return found;
  };
  for (const prototype of [String.prototype, Array.prototype])
    for (const name of ['indexOf', 'lastIndexOf', 'includes'] as const) {
      // eslint-disable-next-line @typescript-eslint/unbound-method -- it gets its own `this` below
      const search = prototype[name] as (...args: unknown[]) => number | boolean;
      Object.assign(prototype, {
        [name](this: ArrayLike<unknown>, ...args: unknown[]) {
          const found = search.apply(this, args);
          const from = typeof args[1] === 'number' ? args[1] : name === 'lastIndexOf' ? this.length : 0;
          const at =
            typeof found === 'number' && found >= 0 ? found : name === 'lastIndexOf' ? 0 : this.length;
          searched += Math.abs(at - from);
          return found;
        },
      });
    }
}

function countAll(file: string): Work {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  /** The work since the last call. */
  const take = (): number => {
    let work = searched;
    searched = 0;
    // it calls back at once
    session.post('Profiler.takePreciseCoverage', (error, { result }: Coverage) => {
      if (error) throw error;
      for (const { functions } of result.filter(({ url }) => COUNTED.some((part) => url.includes(part))))
        for (const { ranges } of functions) for (const { count } of ranges) work += count;
    });
    return work;
  };
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it must be loaded here, not before
  const { parts } = require(file) as { parts: Parts };
  countSearches();
  const works = Object.entries(parts).map(([what, acts]) => {
    take();
    return [
      what,
      acts.map((act) => {
        act();
        return take();
      }),
    ] as const;
  });
  return Object.fromEntries(works);
}

/** Our own code, and what parses and compares for it. */
const COUNTED = ['/out/src/', '/out/webview/', '/node_modules/markdown-it/', '/node_modules/diff/'];

const [, , partsFile] = process.argv;
if (require.main === module && partsFile) process.stdout.write(JSON.stringify(countAll(partsFile)));
