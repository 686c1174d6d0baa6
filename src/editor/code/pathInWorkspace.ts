// Paths as people, compilers and stack traces write them, and which files of the workspace they mean. What others write may
// mean harm: it is taken for a way below a folder of the workspace, or for none.

/** Longer than any path that is looked for, in UTF-16 units. */
const MAX_UNITS = 500;
/** No file system has longer names, in UTF-16 units. */
const MAX_NAME_UNITS = 255;

/** On Windows, a colon leads to a device or a stream. Wildcards are in no name that is meant. */
const RESERVED = /[:*?"<>|]/;
/** Controls, also those that turn the direction of what is read, ends of lines, and halves of a character. */
const UNREADABLE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/u;
/** What looks as a slash does, but is none, and slashes and dots as addresses write them. */
const DISGUISED = /[\u2044\u2215\u2216\u29F5\u29F8\u29F9\uFF0F\uFF3C\uFE68]|%[0-9a-f]{2}/iu;
/** Windows has these in every folder, whatever stands behind a dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9])[ .]*(?:\.|$)/;
/** What git runs is in there. Windows has a second name for it. */
const GIT = /^(?:\.git|git~\d)$/;

/** A path that somebody wrote, once it is understood. */
export interface WrittenPath {
  /** Never empty, and none of them is `..`. */
  readonly segments: readonly string[];
  /** It begins at a root, here or on another computer. */
  readonly isAbsolute: boolean;
}

/**
 * Reads a path as people, compilers and stack traces write it.
 * @returns undefined: nothing that is looked for
 */
export function readPath(written: string): WrittenPath | undefined {
  if (written.length > MAX_UNITS) return undefined;
  const slashed = written.replaceAll('\\', '/');
  // another computer, or a device
  if (slashed.startsWith('//')) return undefined;
  const path = slashed.replace(/^(?:\/?[A-Za-z]:|~[^/]*)\//, '/');
  const segments = withoutDots(path);
  if (!segments || segments.length === 0 || !segments.every(isHonestName)) return undefined;
  return { segments, isAbsolute: path.startsWith('/') };
}

/**
 * Reads a path as Tilde sends it: from a folder of the workspace, with `/`.
 * @returns its segments; undefined: it is no such path, and leads nowhere
 */
export function readSentPath(sent: string): readonly string[] | undefined {
  const read = readPath(sent);
  return read?.segments.join('/') === sent ? read.segments : undefined;
}

/** @returns undefined: it leads up from where it has begun */
function withoutDots(path: string): readonly string[] | undefined {
  const segments: string[] = [];
  for (const segment of path.replace(/^(?:\.{1,2}\/)+/, '').split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments;
}

/** Whether a name means the same on every computer, and only what it shows. */
function isHonestName(name: string): boolean {
  if (name.length > MAX_NAME_UNITS || RESERVED.test(name) || UNREADABLE.test(name) || DISGUISED.test(name))
    return false;
  // Windows leaves dots and spaces away at the end; some systems leave away what is not seen
  if (/[. ]$/.test(name)) return false;
  const bare = name
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase();
  return bare !== '' && !/^[. ]+$/.test(bare) && !DEVICE.test(bare) && !GIT.test(bare.replace(/[. ]+$/, ''));
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
