import type { Disk } from '../../../src/server/disk';

interface File {
  bytes: Buffer;
  size: number;
}

/** Files that outlive the programs that write them, in memory. */
export class MemoryDisk {
  private readonly files = new Map<string, File>();

  /** The file as it is now, cut off at any byte behind its first line: an older copy, its last line maybe torn. */
  rewind(path: string, part: number): void {
    const file = this.files.get(path);
    if (!file) return;
    const head = file.bytes.indexOf('\n') + 1;
    file.size = head + Math.floor((file.size - head) * part);
  }

  copy(from: string, to: string): void {
    const file = this.files.get(from);
    if (file) this.files.set(to, { bytes: Buffer.from(file.bytes), size: file.size });
  }

  remove(path: string): void {
    this.files.delete(path);
  }

  /** The disk as one program sees it; once killed, the program writes nothing more. */
  forProgram(): Disk & { kill(): void } {
    const { files } = this;
    const open = new Map<number, File>();
    let alive = true;
    let next = 3;
    const at = (fd: number): File => {
      const file = alive ? open.get(fd) : undefined;
      if (!file) throw Object.assign(new Error('EBADF'), { code: 'EBADF' });
      return file;
    };
    const living = (): void => {
      if (!alive) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    return {
      kill: () => (alive = false),
      isEmpty: (path) => (files.get(path)?.size ?? 0) === 0,
      open(path, how) {
        living();
        const there = files.get(path);
        if ((how === 'create') === (there !== undefined))
          throw Object.assign(new Error(how), { code: there ? 'EEXIST' : 'ENOENT' });
        const file = there ?? { bytes: Buffer.alloc(256), size: 0 };
        files.set(path, file);
        open.set(next, file);
        return next++;
      },
      makePrivate: () => undefined,
      close: (fd) => void open.delete(fd),
      size: (fd) => at(fd).size,
      read: (fd, into, length, position) =>
        at(fd).bytes.copy(into, 0, position, Math.min(position + length, at(fd).size)),
      write(fd, bytes, position) {
        const file = at(fd);
        file.size = position + bytes.length;
        if (file.size > file.bytes.length) file.bytes = Buffer.concat([file.bytes, Buffer.alloc(file.size)]);
        file.bytes.set(bytes, position);
      },
      truncate(fd, size) {
        at(fd).size = size;
      },
      sync: (fd) => void at(fd),
      flush: (fd) => Promise.resolve(at(fd)).then(() => undefined),
      rename(from, to) {
        living();
        const file = files.get(from);
        if (!file) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
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
