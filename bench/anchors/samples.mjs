// Which snippets are looked for: drawn by a seed, so that a run can be repeated.
import { anchorOf } from './finders.mjs';
import { contentsOf } from './history.mjs';
import { truthOf } from './truth.mjs';

/** Files of code. What is made by a program for no reader is left out by the length of its lines. */
const CODE = /\.(?:[cm]?[jt]s|c|h|css|html)$/;
const MAX_AVERAGE_LINE = 200;
const MAX_SNIPPET_LINES = 30;
const MIN_FILE_LINES = 10;
/** So many snippets are drawn for each one that is wanted: the truth is not certain for all. */
const DRAWN = 6;
/** Snippets of one pair of versions, at most; the first is one that is deleted, where there is one. */
const PER_PAIR = 4;

/**
 * @typedef {import('./finders.mjs').Question & { name: string, steps: number,
 *   truth: Exclude<import('./truth.mjs').Truth, undefined> }} Sample
 */

/** Mulberry32: numbers from 0 up to 1. @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a step deletes and puts nothing in its place. @param {readonly import('./history.mjs').Hunk[][]} ways */
const deletedIn = ([hunks = []]) => hunks.find(({ newCount }) => newCount === 0);

/**
 * @param {string} name
 * @param {string} repository
 * @param {readonly import('./history.mjs').FileHistory[]} histories
 * @param {number} count
 * @param {() => number} random
 * @returns {{ samples: Sample[], drawn: number }} as many as wanted, if there are so many, and how many were drawn for them
 */
export function samplesOf(name, repository, histories, count, random) {
  const files = histories.filter(({ versions }) => versions.every(({ path }) => CODE.test(path)));
  const below = (/** @type {number} */ limit) => Math.floor(random() * limit);
  /** Each step counts the same, so a file that changed often is drawn often. */
  const steps = files.flatMap((file) => file.steps.map((_, from) => ({ file, from })));
  if (steps.length === 0) return { samples: [], drawn: 0 };
  const pairs = Array.from({ length: Math.ceil((count * DRAWN) / PER_PAIR) }, () => {
    const { file, from } = /** @type {(typeof steps)[0]} */ (steps[below(steps.length)]);
    return { file, from, to: from + 1 + below(file.versions.length - from - 1) };
  });
  const versions = pairs.flatMap(({ file, from, to }) => [file.versions[from], file.versions[to]]);
  const contents = contentsOf(
    repository,
    versions.filter((version) => version !== undefined),
  );
  /** @type {Sample[]} */
  const samples = [];
  let drawn = 0;
  for (const [i, { file, from, to }] of pairs.entries()) {
    const [before = '', after = ''] = contents.slice(2 * i, 2 * i + 2);
    const [old, now] = [before.split('\n'), after.split('\n')];
    if (before === after || old.length < MIN_FILE_LINES) continue;
    if (before.length / old.length > MAX_AVERAGE_LINE) continue;
    for (let n = 0; n < PER_PAIR && samples.length < count; n++) {
      const cut = n === 0 ? deletedIn(file.steps[from] ?? []) : undefined;
      const [first, size] = cut ? [cut.oldStart, cut.oldCount] : [1, old.length - 1];
      const length = 1 + below(Math.min(MAX_SNIPPET_LINES, size));
      const start = first + below(size - length + 1);
      const end = start + length - 1;
      if (old.slice(start - 1, end).every((line) => line.trim() === '')) continue;
      drawn++;
      const truth = truthOf(old, now, start, end, file.steps.slice(from, to));
      const [was, is] = [file.versions[from], file.versions[to]];
      if (!truth || !was || !is) continue;
      const anchor = anchorOf(before, { start, end });
      samples.push({ name, repository, from: was, to: is, before, after, anchor, steps: to - from, truth });
    }
  }
  return { samples, drawn };
}
