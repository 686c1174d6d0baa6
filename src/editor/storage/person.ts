import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from '../../base/logger';
import { NotOurs, mustBeOurs, readOurs } from '../../base/ours';

const PERSON_BYTES = 24;
const SECRET = /^[\w-]{32}$/;

/**
 * The secret of this installation that makes its windows one member (P-6.3). Random, never derived from the machine;
 * not synchronized, so that two computers of one account stay two. A file, because what else VS Code keeps for an
 * extension reaches the windows that are open already only later, and some never.
 * @param folder the extension's global storage
 * @returns reads it, or makes it, when it is first asked for
 */
export function installationSecretIn(folder: string, logger: Logger): () => string {
  let person: string | undefined;
  return () => (person ??= readOrMake(folder, logger));
}

function readOrMake(folder: string, logger: Logger): string {
  const file = path.join(folder, 'person');
  const made = randomBytes(PERSON_BYTES).toString('base64url');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    mustBeOurs(folder);
    const known = read(file, logger);
    if (known !== undefined && SECRET.test(known)) return known;
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

/** What is in the file: nothing of worth where other accounts can have written it, so that another takes its place. */
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

/** Of several windows that do this at once the first one wins, and nobody ever reads half a file. */
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
