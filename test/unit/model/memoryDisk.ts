import type { Disk } from '../../../src/server/history/disk';

interface File {
  bytes: Buffer;
  size: number;
  /** So much of it is there after a power cut, whatever else is. */
  synced: number;
}

/** What the disk does not do for now: take more bytes, or make them last. */
export type Fault = 'full' | 'no-sync';

/** The disk as one program sees it. */
export interface ProgramDisk extends Disk {
  /** It has made something last. */
  readonly hasSynced: boolean;
  kill(): void;
}

const systemError = (code: string) => Object.assign(new Error(code), { code });

/** Files that outlive the programs that write them, in memory. */
export class MemoryDisk {
  fault: Fault | undefined;
  private readonly files = new Map<string, File>();

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** What stands in a file. */
  text(path: string): string {
    const file = this.files.get(path);
    return file ? file.bytes.toString('utf8', 0, file.size) : '';
  }

  /** The file as it is now, cut off at any byte behind its first line: an older copy, its last line maybe torn. */
  rewind(path: string, part: number): void {
    const file = this.files.get(path);
    if (!file) return;
    const head = file.bytes.indexOf('\n') + 1;
    file.size = head + Math.floor((file.size - head) * part);
  }

  /** Of what was not synced, a part is left, and where the rest was, there is nothing, or nothing but zeros. */
  cutPower(part: number, zeros: boolean): void {
    for (const file of this.files.values()) {
      const kept = file.synced + Math.floor(Math.max(0, file.size - file.synced) * part);
      if (zeros) file.bytes.fill(0, kept, file.size);
      else file.size = Math.min(file.size, kept);
    }
  }

  copy(from: string, to: string): void {
    const file = this.files.get(from);
    if (file) this.files.set(to, { ...file, bytes: Buffer.from(file.bytes) });
  }

  remove(path: string): void {
    this.files.delete(path);
  }

  /** The disk as one program sees it; once killed, the program writes nothing more. */
  forProgram(): ProgramDisk {
    const { files } = this;
    const open = new Map<number, File>();
    let alive = true;
    let hasSynced = false;
    let next = 3;
    const at = (fd: number): File => {
      const file = alive ? open.get(fd) : undefined;
      if (!file) throw systemError('EBADF');
      return file;
    };
    const living = (): void => {
      if (!alive) throw systemError('EIO');
    };
    const sync = (fd: number): void => {
      const file = at(fd);
      if (this.fault === 'no-sync') throw systemError('EIO');
      file.synced = file.size;
      hasSynced = true;
    };
    return {
      kill: () => (alive = false),
      get hasSynced() {
        return hasSynced;
      },
      place: (path) => path,
      isEmpty: (path) => (files.get(path)?.size ?? 0) === 0,
      open(path, how) {
        living();
        const there = files.get(path);
        if ((how === 'create') === (there !== undefined)) throw systemError(there ? 'EEXIST' : 'ENOENT');
        const file = there ?? { bytes: Buffer.alloc(256), size: 0, synced: 0 };
        files.set(path, file);
        open.set(next, file);
        return next++;
      },
      makePrivate: () => undefined,
      close: (fd) => void open.delete(fd),
      size: (fd) => at(fd).size,
      read: (fd, into, length, position) =>
        at(fd).bytes.copy(into, 0, position, Math.min(position + length, at(fd).size)),
      write: (fd, bytes, position) => {
        const file = at(fd);
        const taken = this.fault === 'full' ? bytes.subarray(0, bytes.length >> 1) : bytes;
        file.size = position + taken.length;
        if (file.size > file.bytes.length) file.bytes = Buffer.concat([file.bytes, Buffer.alloc(file.size)]);
        file.bytes.set(taken, position);
        if (taken.length < bytes.length) throw systemError('ENOSPC');
      },
      truncate(fd, size) {
        const file = at(fd);
        file.size = size;
        file.synced = Math.min(file.synced, size);
      },
      sync,
      flush: (fd) => Promise.resolve(fd).then(sync),
      rename(from, to) {
        living();
        const file = files.get(from);
        if (!file) throw systemError('ENOENT');
        files.delete(from);
        files.set(to, file);
      },
      remove: (path) => {
        living();
        files.delete(path);
      },
      syncFolder: () => undefined,
      isAt: (path, fd) => files.get(path) === at(fd),
    };
  }
}
