import * as fs from 'node:fs';
import path from 'node:path';
import { NotOurs, openAsItIs, whyOpenNotOurs, whyPlaceNotOurs } from '../../base/ours';

/** What the history asks of the file system. A test can replace it by one that fails on purpose. */
export interface Disk {
  /**
   * The real path of `file`, with no links on the way; the file need not exist. Throws if its folder does not exist, or
   * if other accounts could replace the file.
   */
  place(file: string): string;
  /** Whether there is nothing at this path, or an empty file. Throws if there is anything but a file. */
  isEmpty(file: string): boolean;
  /**
   * Opens a file for reading and writing. `create` makes a new file that only its owner may read, and fails if there is
   * one. An existing file that is not this account's alone is not opened: whoever wrote it could speak for all members.
   */
  open(file: string, how: 'existing' | 'create'): number;
  /** Lets only its owner read a file, if the system can. */
  makePrivate(fd: number): void;
  close(fd: number): void;
  size(fd: number): number;
  /** @returns how many bytes of `into` were filled */
  read(fd: number, into: Buffer, length: number, position: number): number;
  /** Writes all of `bytes`. If it throws, a part of them may have been written. */
  write(fd: number, bytes: Uint8Array, position: number): void;
  truncate(fd: number, size: number): void;
  /** Returns when everything written is on the disk. */
  sync(fd: number): void;
  /** Does the same without blocking. */
  flush(fd: number): Promise<void>;
  rename(from: string, to: string): void;
  /** Removes a file, if it exists. */
  remove(file: string): void;
  /** Flushes renames in a folder to the disk, if the system can. */
  syncFolder(folder: string): void;
  /** Whether `fd` is the file at this path. */
  isAt(file: string, fd: number): boolean;
}

const OWNER_ONLY = 0o600;

export const realDisk: Disk = {
  place(file) {
    const problem = whyPlaceNotOurs(file);
    if (problem !== undefined) throw new NotOurs(problem);
    return realPath(file);
  },
  isEmpty(file) {
    const status = fs.statSync(file, { throwIfNoEntry: false });
    if (status && !status.isFile()) throw new Error('it is no file');
    return !status || status.size === 0;
  },
  open(file, how) {
    return how === 'create' ? fs.openSync(file, 'wx+', OWNER_ONLY) : openOurs(file);
  },
  makePrivate(fd) {
    try {
      fs.fchmodSync(fd, OWNER_ONLY);
    } catch {
      // somebody else's file, or a system without such modes
    }
  },
  close: fs.closeSync,
  size: (fd) => fs.fstatSync(fd).size,
  read: (fd, into, length, position) => fs.readSync(fd, into, 0, length, position),
  write(fd, bytes, position) {
    for (let done = 0; done < bytes.length;) {
      done += fs.writeSync(fd, bytes, done, bytes.length - done, position + done);
    }
  },
  truncate: fs.ftruncateSync,
  sync: fs.fsyncSync,
  flush(fd) {
    return new Promise((resolve, reject) => {
      fs.fdatasync(fd, (error) => (error ? reject(error) : resolve()));
    });
  },
  rename: fs.renameSync,
  remove: (file) => fs.rmSync(file, { force: true }),
  syncFolder(folder) {
    let fd: number | undefined;
    try {
      fd = fs.openSync(folder, 'r');
      fs.fsyncSync(fd);
    } catch {
      // Windows cannot open folders, and needs this less
    } finally {
      if (fd !== undefined) fs.closeSync(fd);
    }
  },
  isAt(file, fd) {
    try {
      const [there, open] = [fs.statSync(file), fs.fstatSync(fd)];
      return there.ino === open.ino && there.dev === open.dev;
    } catch (error) {
      // any other fault shows when something is written
      return (error as NodeJS.ErrnoException).code !== 'ENOENT';
    }
  },
};

function openOurs(file: string): number {
  const fd = openAsItIs(file, 'write');
  const isTwice = fs.fstatSync(fd).nlink > 1;
  const problem = isTwice
    ? `${file} has a second name, by which another server could write it; copy it, and use the copy`
    : whyOpenNotOurs(fd, file);
  if (problem === undefined) return fd;
  fs.closeSync(fd);
  throw new NotOurs(problem);
}

function realPath(file: string): string {
  try {
    return fs.realpathSync.native(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const whole = path.resolve(file);
    return path.join(fs.realpathSync.native(path.dirname(whole)), path.basename(whole));
  }
}
