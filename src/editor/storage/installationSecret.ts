import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from '../../base/logger';
import { NotOurs, mustBeOurs, readOurs } from '../../base/ours';

/** Its name is from earlier versions. */
const FILE = 'person';
const SECRET_BYTES = 24;
const SECRET_PATTERN = /^[\w-]{32}$/;

/**
 * The secret that makes all windows of this installation one member (P-6.3). It is random, never derived from the
 * machine, and not synchronized: two computers of one account stay two members. It is a file, because anything else that
 * VS Code keeps for an extension reaches windows that are already open late or never.
 * @param folder the extension's global storage
 * @returns reads the secret, or makes it, at the first call
 */
export function installationSecretIn(folder: string, logger: Logger): () => string {
  let secret: string | undefined;
  return () => (secret ??= readOrMake(folder, logger));
}

function readOrMake(folder: string, logger: Logger): string {
  const file = path.join(folder, FILE);
  const made = randomBytes(SECRET_BYTES).toString('base64url');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    mustBeOurs(folder);
    const known = read(file, logger);
    if (known !== undefined && SECRET_PATTERN.test(known)) return known;
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    writeFileSync(draft, made, { mode: 0o600 });
    if (known !== undefined) renameSync(draft, file);
    else publish(draft, file);
    return read(file, logger) ?? made;
  } catch (error) {
    logger.warn(`the windows of this person cannot know each other: ${String(error)}`);
    return made;
  }
}

/**
 * Reads the file.
 * @returns undefined where there is none; an empty text, which is then replaced, where other accounts can have written it
 */
function read(file: string, logger: Logger): string | undefined {
  try {
    return readOurs(file).trim();
  } catch (error) {
    if (error instanceof NotOurs || (error as NodeJS.ErrnoException).code === 'ELOOP') {
      logger.warn(`the secret of this person is made anew: ${String(error)}`);
      return '';
    }
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Where several windows do this at once, the first one wins, and nobody ever reads half a file. */
function publish(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    renameSync(draft, file); // a file system without links
  } finally {
    rmSync(draft, { force: true });
  }
}
