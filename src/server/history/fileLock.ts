// One server for each file. A lock is a local socket on which its owner listens. When the owner dies, however it dies,
// the system closes the socket. The next process that connects is refused, and so knows. No process ids, no times.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import { NotOurs, mustBeOurs } from '../../base/ours';

/** Longest path of a socket that every system takes, in bytes. */
export const MAX_SOCKET_PATH_BYTES = 103;
/** How long another process may take to say whether it has the lock; then it counts as having it. Milliseconds. */
const ANSWER_TIMEOUT_MS = 2000;
/** The length of what a socket's name adds to the name of the locked file: a dot and 12 digits. */
const SUFFIX_BYTES = 13;
/** What a socket answers: its owner has the lock, or wants it. */
const HOLDS = 'H';
const WANTS = 'W';
/** The error codes of a folder that takes no sockets. */
const NO_SOCKETS_HERE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'ENOSYS']);

export interface FileLock {
  release(): void;
}

/**
 * Locks a file against other servers on this computer, until the lock is released or this process ends.
 * @param file its path, with no links on the way. The file need not exist. Its folder must, and must be ours alone.
 * @param folders where the sockets are if the file's own folder takes none, or its path is too long; tests have others
 * @returns the lock, or `undefined` if another process has it. Rejects with the system's error, and if other accounts
 *   can write in all of these folders.
 */
export async function lockFile(file: string, folders = ownFolders()): Promise<FileLock | undefined> {
  const digest = createHash('sha256').update(file).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return lockPipe(`\\\\.\\pipe\\tilde-${digest}`);
  const beside = `${file}.lock`;
  const places = [beside, ...folders.map((folder) => path.join(folder, digest))];
  let failure: unknown = new Error(`the name of ${file} is too long for a lock`);
  for (const place of places) {
    if (Buffer.byteLength(place) + SUFFIX_BYTES > MAX_SOCKET_PATH_BYTES) continue;
    const folder = path.dirname(place);
    try {
      if (place !== beside) makeOwn(folder);
      return await contend(folder, path.basename(place));
    } catch (error) {
      const isNone = NO_SOCKETS_HERE.has((error as NodeJS.ErrnoException).code ?? '');
      if (!isNone && (place === beside || !isUnusable(error))) throw error;
      failure = error;
    }
  }
  throw failure;
}

/** Makes the folder, or sees that it is this user's alone. @throws {NotOurs} where it is not */
export function makeOwn(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  mustBeOurs(folder);
}

/** Whether a folder belongs to somebody else, or cannot be made: there is no home, or a file is in its place. */
const isUnusable = (error: unknown): boolean =>
  error instanceof NotOurs ||
  ['ENOENT', 'ENOTDIR', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Locks with a pipe. Only one process can have its name, and the name is free when that process is gone. */
async function lockPipe(name: string): Promise<FileLock | undefined> {
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') return undefined;
    throw error;
  }
  return { release: () => void server.close() };
}

/**
 * Folders that are the same for all programs of this user, whatever their environment. The first one that takes sockets
 * and is this user's alone is used. In the home, nobody else can take the name first; in `/tmp`, anybody can.
 */
export function ownFolders(): string[] {
  const shared = `/tmp/tilde-${process.geteuid?.() ?? 0}`;
  try {
    return [path.join(userInfo().homedir, '.local', 'state', 'tilde'), shared];
  } catch {
    return [shared]; // an account without a home, as in containers
  }
}

/**
 * Locks with sockets. Unlike a pipe, the file of a socket stays when its owner dies, and replacing it would be a race.
 * Therefore each process that wants the lock first shows a socket of its own, under a name that is never used again,
 * and only then looks at all others. Of two processes, at least one sees the other. A process gives up if it sees an
 * owner, or a lower name that wants the lock. If it sees a higher name, it waits until that one has given up or has the
 * lock. Thus exactly one gets it. A socket that refuses connections certainly belongs to a dead process, and is
 * removed.
 */
async function contend(folder: string, prefix: string): Promise<FileLock | undefined> {
  const own = await OwnSocket.show(folder, prefix);
  try {
    const others = readdirSync(folder).filter((name) => name.startsWith(`${prefix}.`) && name !== own.name);
    const answers = await Promise.all(
      others.map((name) => isAhead(path.join(folder, name), name < own.name)),
    );
    if (answers.includes(true)) {
      own.release();
      return undefined;
    }
  } catch (error) {
    own.release();
    throw error;
  }
  own.hold();
  return own;
}

/**
 * This process's own socket. It tells every process that connects whether it has the lock, and again once it has it.
 */
class OwnSocket implements FileLock {
  private readonly waiting = new Set<Socket>();
  private has: string = WANTS;

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
    readonly name: string,
  ) {
    server.on('connection', (socket) => this.answer(socket));
  }

  static async show(folder: string, prefix: string): Promise<OwnSocket> {
    const name = `${prefix}.${randomBytes(6).toString('hex')}`;
    const server = createServer();
    const own = new OwnSocket(server, folder, name);
    // shown only once it listens: a socket that does not answer is dead, and never just starting
    const hidden = path.join(folder, `.${name.slice(-13)}`);
    await listen(server, hidden);
    renameSync(hidden, path.join(folder, name));
    return own;
  }

  hold(): void {
    this.has = HOLDS;
    for (const socket of this.waiting) socket.end(HOLDS);
    this.waiting.clear();
  }

  release(): void {
    this.server.close();
    for (const socket of this.waiting) socket.destroy();
    rmSync(path.join(this.folder, this.name), { force: true });
  }

  private answer(socket: Socket): void {
    socket.unref();
    socket.on('error', () => undefined);
    if (this.has === HOLDS) {
      socket.end(HOLDS);
      return;
    }
    socket.write(WANTS);
    this.waiting.add(socket);
    socket.on('close', () => this.waiting.delete(socket));
  }
}

/** Whether the owner of a socket goes first: it has the lock, or it wants the lock and its name is lower. */
function isAhead(socketPath: string, isLower: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const decide = (ahead: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(ahead);
    };
    const timer = setTimeout(() => decide(true), ANSWER_TIMEOUT_MS);
    socket.on('data', (answer) => {
      if (isLower || answer.includes(HOLDS)) decide(true);
    });
    socket.on('close', () => decide(false));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED') rmSync(socketPath, { force: true });
      // anything else is no proof of death
      decide(code !== 'ECONNREFUSED' && code !== 'ENOENT' && code !== 'ECONNRESET' && code !== 'EPIPE');
    });
  });
}

function listen(server: Server, where: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      // a lock keeps no process alive
      server.unref();
      resolve();
    });
  });
}
