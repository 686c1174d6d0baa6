// The history of each file as git tells it: its versions, renames followed, and between two of them what each of git's ways
// to compare them says.
import { execFileSync } from 'node:child_process';

/** Git's ways to compare two versions. Where they differ, nothing is certain. */
const ALGORITHMS = ['myers', 'patience', 'histogram'];
/** Enough for the whole history as patches, in bytes. */
const MAX_BUFFER = 2 ** 30;

/**
 * Lines that were replaced, as the head of a hunk has them.
 * @typedef {{ oldStart: number, oldCount: number, newStart: number, newCount: number }} Hunk
 *
 * `steps[i]` leads from `versions[i]` to `versions[i + 1]`: the hunks by each way to compare.
 * @typedef {{ commit: string, path: string }} Version
 * @typedef {{ repository: string, versions: Version[], steps: Hunk[][][] }} FileHistory
 *
 * What one commit does to one file; the path is undefined before it was added, or after it was deleted.
 * @typedef {{ from?: string, to?: string, hunks: Hunk[] }} Change
 */

/**
 * @param {string} repository
 * @returns {FileHistory[]}
 */
export function historiesOf(repository) {
  const logs = ALGORITHMS.map((algorithm) => logOf(repository, algorithm));
  /** @type {Map<string, FileHistory>} */
  const current = new Map();
  /** @type {FileHistory[]} */
  const all = [];
  for (const [at, { commit, changes }] of (logs[0] ?? []).entries()) {
    /** @type {[string, FileHistory][]} */
    const after = [];
    for (const [which, { from, to }] of changes.entries()) {
      const history = from === undefined ? undefined : current.get(from);
      if (from !== undefined) current.delete(from);
      if (to === undefined) continue;
      const next = history ?? { repository, versions: [], steps: [] };
      if (!history) all.push(next);
      else next.steps.push(logs.map((log) => log[at]?.changes[which]?.hunks ?? []));
      next.versions.push({ commit, path: to });
      after.push([to, next]);
    }
    for (const [path, history] of after) current.set(path, history);
  }
  return all.filter(({ steps }) => steps.length > 0);
}

/**
 * @param {string} repository
 * @param {string} algorithm
 */
function logOf(repository, algorithm) {
  const output = execFileSync(
    'git',
    [
      'log',
      '--reverse',
      '--first-parent',
      '--patch',
      '--unified=0',
      '--find-renames',
      '--no-ext-diff',
    ].concat(...['--no-color', '--full-index', `--diff-algorithm=${algorithm}`, '--format=commit %H']),
    { cwd: repository, encoding: 'latin1', maxBuffer: MAX_BUFFER },
  );
  return commitsIn(output);
}

/** @param {string} output patches below lines that name their commits */
function commitsIn(output) {
  /** @type {{ commit: string, changes: Change[] }[]} */
  const commits = [];
  const lines = output.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const changes = commits.at(-1)?.changes ?? [];
    const change = changes.at(-1);
    const hunk = hunkIn(line);
    if (line.startsWith('commit')) commits.push({ commit: line.slice(7), changes: [] });
    else if (line.startsWith('diff --git ')) changes.push(pathsIn(line));
    else if (line.startsWith('new file mode') && change) delete change.from;
    else if (line.startsWith('deleted file mode') && change) delete change.to;
    else if (line.startsWith('rename from ') && change) change.from = line.slice(12);
    else if (line.startsWith('rename to ') && change) change.to = line.slice(10);
    else if (hunk) {
      change?.hunks.push(hunk);
      i += hunk.oldCount + hunk.newCount + missingBreaks(lines, i + 1, hunk);
    }
  }
  return commits;
}

/** @param {string} line @returns {Hunk | undefined} */
function hunkIn(line) {
  const [, oldStart, oldCount = '1', newStart, newCount = '1'] =
    /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
  if (oldStart === undefined || newStart === undefined) return undefined;
  return {
    ...{ oldStart: Number(oldStart), oldCount: Number(oldCount) },
    ...{ newStart: Number(newStart), newCount: Number(newCount) },
  };
}

/**
 * How often `\ No newline at end of file` stands among the lines of a hunk, which may look like anything themselves.
 * @param {readonly string[]} lines
 * @param {number} at
 * @param {Hunk} hunk
 */
function missingBreaks(lines, at, { oldCount, newCount }) {
  const isNote = (/** @type {number} */ line) => Number(lines[line]?.startsWith('\\ ') ?? false);
  const afterOld = oldCount > 0 ? isNote(at + oldCount) : 0;
  return afterOld + (newCount > 0 ? isNote(at + oldCount + afterOld + newCount) : 0);
}

/**
 * The hunks in a patch of one file.
 * @param {string} patch
 */
export function hunksIn(patch) {
  const [{ changes: [change] = [] } = {}] = commitsIn(`commit\n${patch}`);
  return change?.hunks ?? [];
}

/** @param {string} line @returns {Change} */
function pathsIn(line) {
  const both = line.slice('diff --git a/'.length);
  // both paths are the same, or `rename from` and `rename to` follow
  const path = both.slice(0, (both.length - ' b/'.length) / 2);
  return { from: path, to: path, hunks: [] };
}

/**
 * The contents of files in one call of git.
 * @param {string} repository
 * @param {readonly Version[]} versions
 * @returns {string[]}
 */
export function contentsOf(repository, versions) {
  const output = execFileSync('git', ['cat-file', '--batch'], {
    cwd: repository,
    input: versions.map(({ commit, path }) => `${commit}:${path}\n`).join(''),
    maxBuffer: MAX_BUFFER,
  });
  let at = 0;
  return versions.map(({ commit, path }) => {
    const end = output.indexOf('\n', at);
    const size = Number(/ blob (\d+)$/.exec(output.toString('utf8', at, end))?.[1] ?? NaN);
    if (Number.isNaN(size)) throw new Error(`git has no ${commit}:${path}`);
    at = end + 1 + size + 1;
    return output.toString('utf8', end + 1, end + 1 + size);
  });
}
