import path from 'node:path';

/** What is asked of `node:path`. */
type Paths = Pick<typeof path, 'relative' | 'isAbsolute' | 'sep'>;

/**
 * The segments from a folder to a file, both without symbolic links.
 * @returns undefined: the file is outside
 */
export function segmentsBelow(
  folder: string,
  file: string,
  paths: Paths = path,
): readonly string[] | undefined {
  const way = paths.relative(folder, file);
  // another drive or server is told as an absolute path
  if (way === '' || paths.isAbsolute(way)) return undefined;
  const segments = way.split(paths.sep);
  return segments[0] === '..' ? undefined : segments;
}

/** Where homes are on the usual systems, also as WSL sees those of Windows. */
const HOME = /^(?:\/[a-z]:|\/mnt\/[a-z]|\/var)?\/(?:home|users)\/[^/]+\//i;

/**
 * A path without the name of a home folder, which is a person's. It is in a path only where the workspace is a folder above
 * the homes.
 * @param folder the path of the folder, with `/`
 * @param segments from there to a file
 */
export function withoutHome(folder: string, segments: readonly string[]): readonly string[] {
  const base = folder.replace(/\/$/, '');
  const whole = [base, ...segments].join('/');
  const [home = ''] = HOME.exec(whole) ?? [];
  return home.length > base.length + 1 ? whole.slice(home.length).split('/') : segments;
}
