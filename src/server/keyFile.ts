import { open, writeFile } from 'node:fs/promises';
import { type Result, fail, ok } from '../base/result';
import { formatRoomKey, parseRoomKey } from '../protocol/roomKey';

/** Longer than any way to write a key; what is longer is another file. */
const MAX_BYTES = 1024;

/**
 * Reads a room's key from a file.
 * @returns it, canonical; `undefined` if there is no such file; or a sentence about the file, never what is in it
 */
export async function readKeyFile(file: string): Promise<Result<string | undefined, string>> {
  try {
    const handle = await open(file);
    try {
      const { mode } = await handle.stat();
      if (process.platform !== 'win32' && (mode & 0o077) !== 0)
        return fail(`Others can read the key in ${file}; keep it to yourself with chmod 600.`);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_BYTES));
      const key = parseRoomKey(buffer.toString('utf8', 0, bytesRead));
      return key.ok ? key : fail(`There is no key in ${file}; a key has 20 letters and digits.`);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok(undefined);
    return fail(`Cannot read the key in ${file}: ${(error as Error).message}.`);
  }
}

/** Keeps a key in a new file that only its owner can read. @returns why that did not go */
export async function writeKeyFile(file: string, key: string): Promise<Result<void, string>> {
  try {
    await writeFile(file, `${formatRoomKey(key)}\n`, { flag: 'wx', mode: 0o600 });
    return ok(undefined);
  } catch (error) {
    return fail(`Cannot keep the key in ${file}: ${(error as Error).message}.`);
  }
}
