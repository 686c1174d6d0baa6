// Installs something big when it is first needed, from a manifest and a lock file of its own, into .vscode-test/.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npm } from './npm.mjs';
import { CACHE } from './paths.mjs';

const STAMP = 'stamp';
const PROGRESS_EVERY_MS = 15_000;

/**
 * Puts it together in a folder of its own and moves that to its place when it is complete, so that an interrupted install
 * leaves nothing half done.
 * @param {object} what
 * @param {string} what.name folder in .vscode-test/
 * @param {string} what.title for the person who waits
 * @param {string} what.manifest folder of package.json and package-lock.json
 * @param {readonly string[]} what.recipe files of which a change makes it anew, besides those two
 * @param {(folder: string) => Promise<void>} what.complete what npm leaves to be done
 * @returns {Promise<string>} the folder
 */
export async function installOnce({ name, title, manifest, recipe, complete }) {
  const sources = ['package.json', 'package-lock.json'].map((file) => path.join(manifest, file));
  const stamp = hashOf([...sources, ...recipe]);
  const target = path.join(CACHE, name);
  if (stampIn(target) === stamp) return target;

  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.error(`Installing ${title}: may take some minutes, only once.`);
  const progress = setInterval(
    () => console.error(`  still installing ${name}, ${seconds()} s`),
    PROGRESS_EVERY_MS,
  );
  const draft = path.join(CACHE, `${name}.${process.pid}.draft`);
  try {
    await mkdir(draft, { recursive: true });
    for (const file of sources) await cp(file, path.join(draft, path.basename(file)));
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], draft);
    await complete(draft);
    await writeFile(path.join(draft, STAMP), stamp);
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
  } finally {
    clearInterval(progress);
    await rm(draft, { recursive: true, force: true });
  }
  console.error(`Installed ${name} in ${seconds()} s.`);
  return target;
}

/** @param {readonly string[]} files */
function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string | undefined} undefined where nothing is installed
 */
function stampIn(folder) {
  try {
    return readFileSync(path.join(folder, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}
