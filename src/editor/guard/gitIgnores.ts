// What `.gitignore` files hide, without git: it may be missing, and never runs where the workspace is not trusted.
import ignore from 'ignore';

/** What stands in a `.gitignore`. */
export interface IgnoreFile {
  /** The folder it is for, from the top folder of the repository. */
  readonly folder: readonly string[];
  readonly text: string;
}

/**
 * Whether git leaves a file out. It would not where somebody added the file all the same.
 * @param file from the top folder of the repository
 * @param ignoreFiles those of the folders above it, in any order
 */
export function isGitIgnored(file: readonly string[], ignoreFiles: readonly IgnoreFile[]): boolean {
  const deepestLast = [...ignoreFiles].sort((a, b) => a.folder.length - b.folder.length);
  const patterns = deepestLast.flatMap(({ folder, text }) =>
    text.split(/\r?\n/).map((line) => fromTop(line, folder)),
  );
  return ignore({ allowRelativePaths: true }).add(patterns).ignores(file.join('/'));
}

/** A pattern of a `.gitignore` below the top folder, as it would have to be written there. */
function fromTop(line: string, folder: readonly string[]): string {
  if (folder.length === 0 || line.trim() === '' || line.startsWith('#')) return line;
  const sign = line.startsWith('!') ? '!' : '';
  const pattern = line.slice(sign.length);
  // with a slash before its end, it means a place; else it means a name in any folder below
  const isPlace = /\/[^/\s]/.test(pattern) || pattern.startsWith('/');
  const above = folder.map((name) => name.replaceAll(/[\\*?[\]!# ]/g, '\\$&')).join('/');
  return `${sign}/${above}/${isPlace ? '' : '**/'}${pattern.replace(/^\//, '')}`;
}
