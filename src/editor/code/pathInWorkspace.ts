// Paths as people, compilers and stack traces write them, and which files of the workspace they mean.

/** Longer than any path that is looked for, in UTF-16 units. */
const MAX_UNITS = 500;

/** A path that somebody wrote, once it is understood. */
export interface WrittenPath {
  /** Never empty, and none of them is `..`. */
  readonly segments: readonly string[];
  /** It begins at a root, here or on another computer. */
  readonly isAbsolute: boolean;
}

/** @returns undefined: nothing that is looked for */
export function readPath(written: string): WrittenPath | undefined {
  if (written.length > MAX_UNITS) return undefined;
  const path = written.replaceAll('\\', '/').replace(/^\/?[A-Za-z]:\//, '/');
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  // On Windows, a colon leads to a device or a stream. Wildcards and control characters are in no name that is meant.
  const isName = segments.every((segment) => !/[:*?"<>|\p{Cc}]/u.test(segment));
  if (segments.length === 0 || !isName) return undefined;
  return { segments, isAbsolute: path.startsWith('/') };
}

/**
 * Whether a file is the one that is meant: its path in the workspace ends as the written one, or the written one ends as its
 * path, as where the workspace stands somewhere else on the computer of whoever wrote it.
 * @param file the segments of its path in the workspace
 */
export function isMeant({ segments, isAbsolute }: WrittenPath, file: readonly string[]): boolean {
  const count = Math.min(segments.length, file.length);
  const isLonger = segments.length > file.length;
  if (isAbsolute && !isLonger) return false;
  // one name in common says nothing about two folders
  if (isLonger && count < 2) return false;
  return file.slice(-count).every((segment, i) => segment === segments.slice(-count)[i]);
}

/** A pattern of VS Code that finds the files of these names, and perhaps a few more. */
export function namePattern(names: Iterable<string>): string {
  const escaped = [...new Set(names)].map((name) => name.replaceAll(/[[\]{}(),!*?\\^]/g, '?'));
  return escaped.length === 1 ? `**/${escaped.join('')}` : `**/{${escaped.join(',')}}`;
}
