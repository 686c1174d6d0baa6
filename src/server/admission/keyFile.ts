import { closeSync, fstatSync, readSync, realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { openAsItIs, whyOpenNotOurs, whyPlaceNotOurs } from '../../base/ours';
import { type Result, fail, ok } from '../../base/result';
import { formatRoomKey, parseRoomKey } from '../../protocol/keys/roomKey';

/** Longer than any way to write a key. A longer file is no key file. */
const MAX_BYTES = 1024;

/**
 * Reads a room's key from a file.
 * @returns the key in canonical form; `undefined` if there is no such file; or a sentence about the file that never
 *   quotes its content
 */
export function readKeyFile(file: string): Result<string | undefined, string> {
  try {
    const place = whyPlaceNotOurs(file);
    if (place !== undefined) return fail(unreadable(file, place));
    const fd = openAsItIs(realpathSync.native(file), 'read');
    try {
      return keyIn(fd, file);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok(undefined);
    return fail(unreadable(file, (error as Error).message));
  }
}

function keyIn(fd: number, file: string): Result<string, string> {
  const problem = whyOpenNotOurs(fd, file);
  if (problem !== undefined) return fail(unreadable(file, problem));
  if (process.platform !== 'win32' && (fstatSync(fd).mode & 0o077) !== 0)
    return fail(`Others can read the key in ${file}; keep it to yourself with chmod 600.`);
  const buffer = Buffer.alloc(MAX_BYTES);
  const key = parseRoomKey(buffer.toString('utf8', 0, readSync(fd, buffer)));
  return key.ok ? key : fail(`There is no key in ${file}; a key has 20 letters and digits.`);
}

const unreadable = (file: string, problem: string): string => `Cannot use the key file ${file}: ${problem}.`;

/** Saves a key in a new file that only its owner can read. @returns a sentence that says why, if that fails */
export async function writeKeyFile(file: string, key: string): Promise<Result<void, string>> {
  try {
    const place = whyPlaceNotOurs(file);
    if (place !== undefined) return fail(`Cannot keep the key in ${file}: ${place}.`);
    await writeFile(file, `${formatRoomKey(key)}\n`, { flag: 'wx', mode: 0o600 });
    return ok(undefined);
  } catch (error) {
    return fail(`Cannot keep the key in ${file}: ${(error as Error).message}.`);
  }
}
