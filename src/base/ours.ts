// Checks that no other account of the computer can change the files this account trusts. On Windows nothing is checked:
// there a profile's folders belong to its account, and Node cannot read access lists.
import {
  type Stats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

const OTHERS_WRITE = 0o002;
const GROUP_WRITES = 0o020;
const STICKY = 0o1000;
/** As many links as systems follow. */
const MAX_LINKS = 40;
const ROOT = 0;
/** 0 where there is no such flag: on Windows, whatever the types say. */
const flagOrNone = (flag: number | undefined): number => flag ?? 0;

/** Follows no links, so that what was checked is opened. Does not wait: a pipe in a file's place would never end. */
const AS_IT_IS = flagOrNone(constants.O_NOFOLLOW) | flagOrNone(constants.O_NONBLOCK);

/** Another account can change something. The message says why, and what to do. */
export class NotOurs extends Error {
  override readonly name = 'NotOurs';
}

/** The account that this program runs as; undefined on Windows. Tests pass others. */
export const ownUid = (): number | undefined => process.geteuid?.();

/** Root may do everything anyway. */
const isTrusted = (uid: number, own: number): boolean => uid === own || uid === ROOT || isRootElsewhere(uid);

/** In a user namespace, as sandboxes have them, the computer's root appears as the unmapped user. */
function isRootElsewhere(uid: number): boolean {
  try {
    const isWhole = /^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8'));
    return !isWhole && uid === Number(readFileSync('/proc/sys/kernel/overflowuid', 'utf8'));
  } catch {
    return false;
  }
}

/** Many systems let a private group write, which has only one member and that member's number. */
const isOthersWritable = ({ mode, uid, gid }: Stats): boolean =>
  (mode & OTHERS_WRITE) !== 0 || ((mode & GROUP_WRITES) !== 0 && gid !== uid);

const belongsToOthers = (name: string): string =>
  `${name} belongs to another account; move it away, or take it over with chown if you trust it`;

/** Why others can change `name`; undefined if only `own` can. */
function problemOf(name: string, status: Stats, own: number): string | undefined {
  if (!isTrusted(status.uid, own)) return belongsToOthers(name);
  if (!isOthersWritable(status)) return undefined;
  return status.isDirectory()
    ? `other accounts can change ${name}; use a folder of yours that they cannot (chmod go-w)`
    : `other accounts can change ${name}; if you trust it, take that from them with chmod go-w`;
}

/**
 * Why another account could replace this folder or change what it holds; undefined if none can. The folder must exist.
 * A folder above it may be writable for others if only owners can move things there, as in `/tmp`; the folder itself may
 * not.
 * @throws the system's error
 */
export function whyFolderNotOurs(folder: string, own = ownUid()): string | undefined {
  if (own === undefined) return undefined;
  let links = 0;
  let at = path.parse(path.resolve(folder)).root;
  const left = path.resolve(folder).split(path.sep).filter(Boolean);
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    const next = path.join(at, name);
    const status = lstatSync(next);
    if (status.isSymbolicLink()) {
      if (!isTrusted(status.uid, own)) return belongsToOthers(next);
      if (++links > MAX_LINKS) return `the links on the way to ${folder} lead in a circle`;
      const target = readlinkSync(next);
      left.unshift(...target.split(path.sep).filter(Boolean));
      if (path.isAbsolute(target)) at = path.parse(target).root;
      continue;
    }
    at = next;
    const isShared = left.length > 0 && (status.mode & STICKY) !== 0 && isTrusted(status.uid, own);
    const problem = isShared ? undefined : problemOf(at, status, own);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/**
 * The same for the folder of a file and, if the file is a link, for where that leads. The file need not exist.
 * {@link whyOpenNotOurs} checks the file itself.
 */
export function whyPlaceNotOurs(file: string, own = ownUid()): string | undefined {
  if (own === undefined) return undefined;
  let place = path.resolve(file);
  for (let links = 0; links <= MAX_LINKS; links++) {
    const status = lstatSync(place, { throwIfNoEntry: false });
    // nothing is read of what is no file
    if (status?.isDirectory()) return undefined;
    const problem = whyFolderNotOurs(path.dirname(place), own);
    if (problem !== undefined) return problem;
    if (!status?.isSymbolicLink()) return undefined;
    if (!isTrusted(status.uid, own)) return belongsToOthers(place);
    place = path.resolve(path.dirname(place), readlinkSync(place));
  }
  return `the links on the way to ${file} lead in a circle`;
}

/** Why others can change an open file. It asks about the descriptor, which nobody can exchange. */
export function whyOpenNotOurs(fd: number, file: string, own = ownUid()): string | undefined {
  const status = fstatSync(fd);
  if (!status.isFile()) return `${file} is no file`;
  return own === undefined ? undefined : problemOf(file, status, own);
}

/** Opens a file whose name must not be a link. @throws the system's error, also if the name is a link */
export const openAsItIs = (file: string, access: 'read' | 'write'): number =>
  openSync(file, (access === 'read' ? constants.O_RDONLY : constants.O_RDWR) | AS_IT_IS);

/**
 * Reads a small file that only this account can have written.
 * @param file in a folder that is ours
 * @throws NotOurs where others can, or have; and what the system says
 */
export function readOurs(file: string, own = ownUid()): string {
  const fd = openAsItIs(file, 'read');
  try {
    const problem = whyOpenNotOurs(fd, file, own);
    if (problem !== undefined) throw new NotOurs(problem);
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

/** Whether no other account can have written a file, as far as its name shows. It need not exist. */
export function isOurs(file: string, own = ownUid()): boolean {
  try {
    if (whyPlaceNotOurs(file, own) !== undefined) return false;
    const status = statSync(file, { throwIfNoEntry: false });
    return !status || own === undefined || problemOf(file, status, own) === undefined;
  } catch {
    return true; // it cannot be read, for another reason
  }
}

/** Throws {@link NotOurs} if others can change what the folder holds. A folder that does not exist passes. */
export function mustBeOurs(folder: string, own = ownUid()): void {
  let problem: string | undefined;
  try {
    problem = whyFolderNotOurs(folder, own);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  if (problem !== undefined) throw new NotOurs(problem);
}
