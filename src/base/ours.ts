// Whether what is read as one's own can be changed by nobody else: by other accounts of the computer, that is. On Windows
// nothing is asked: there a profile's folders are its account's, and access lists are beyond Node.
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

/** No links: who checks a name opens that. No waiting: a pipe in a file's place would never end. */
const AS_IT_IS = flagOrNone(constants.O_NOFOLLOW) | flagOrNone(constants.O_NONBLOCK);

/** Something is not this account's alone; its message says why and what to do. */
export class NotOurs extends Error {
  override readonly name = 'NotOurs';
}

/** The account that this program runs as; undefined on Windows. Tests have others. */
export const ownUid = (): number | undefined => process.geteuid?.();

/** Root may do everything anyway. */
const isTrusted = (uid: number, own: number): boolean => uid === own || uid === ROOT || isRootElsewhere(uid);

/** In a namespace of users, as sandboxes have them, the computer's root shows as who is not mapped. */
function isRootElsewhere(uid: number): boolean {
  try {
    const isWhole = /^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8'));
    return !isWhole && uid === Number(readFileSync('/proc/sys/kernel/overflowuid', 'utf8'));
  } catch {
    return false;
  }
}

/** A group that is named after its only member has its number: many systems let it write everything. */
const isOthersWritable = ({ mode, uid, gid }: Stats): boolean =>
  (mode & OTHERS_WRITE) !== 0 || ((mode & GROUP_WRITES) !== 0 && gid !== uid);

const belongsToOthers = (name: string): string =>
  `${name} belongs to another account; move it away, or take it over with chown if you trust it`;

/** Why what `name` names is not of `own` alone; undefined: it is. */
function problemOf(name: string, status: Stats, own: number): string | undefined {
  if (!isTrusted(status.uid, own)) return belongsToOthers(name);
  if (!isOthersWritable(status)) return undefined;
  return status.isDirectory()
    ? `other accounts can change ${name}; use a folder of yours that they cannot (chmod go-w)`
    : `other accounts can change ${name}; if you trust it, take that from them with chmod go-w`;
}

/**
 * Why somebody else could put another folder in the place of this one, or change what it holds; undefined: nobody can.
 * It must be there. On the way to it others may write where only owners move things, as in `/tmp`, but not in itself.
 * Throws what the system says.
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
 * The same for the places where a file is and, where it is a link, where that leads; the file itself need not be there.
 * What is in it is for {@link whyOpenNotOurs} to say.
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

/** Why the file that is open is not this account's alone; it is asked of what was opened, which nobody can exchange. */
export function whyOpenNotOurs(fd: number, file: string, own = ownUid()): string | undefined {
  const status = fstatSync(fd);
  if (!status.isFile()) return `${file} is no file`;
  return own === undefined ? undefined : problemOf(file, status, own);
}

/** Opens what a name without links names. Throws what the system says; where the name is a link, that, too. */
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

/** Whether nobody else could have written that file, as far as can be seen by its name; it need not be there. */
export function isOurs(file: string, own = ownUid()): boolean {
  try {
    if (whyPlaceNotOurs(file, own) !== undefined) return false;
    const status = statSync(file, { throwIfNoEntry: false });
    return !status || own === undefined || problemOf(file, status, own) === undefined;
  } catch {
    return true; // it cannot be had, for another reason
  }
}

/** Throws {@link NotOurs} where others can change what the folder holds; one that is not there is nobody's. */
export function mustBeOurs(folder: string, own = ownUid()): void {
  let problem: string | undefined;
  try {
    problem = whyFolderNotOurs(folder, own);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  if (problem !== undefined) throw new NotOurs(problem);
}
