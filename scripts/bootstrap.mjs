// Makes `npm start` and `npm test` one command on a fresh clone: nothing imported here comes from node_modules.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { ROOT } from './paths.mjs';

const OLDEST_NODE = 20;

/** Installs what package-lock.json names, unless exactly that is there. */
export async function ensureDependencies() {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    console.error(`This needs Node ${OLDEST_NODE} or newer; here is ${process.versions.node}.`);
    process.exit(1);
  }
  if (dependenciesInstalled()) return;
  console.error('Installing the dependencies (npm ci): about half a minute, only once.');
  await npm(['ci', '--loglevel=error'], ROOT);
}

function dependenciesInstalled() {
  try {
    const wanted = packagesIn(path.join(ROOT, 'package-lock.json'));
    const present = packagesIn(path.join(ROOT, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(
      ([where, entry]) =>
        where === '' || entry.optional || entry.link || present[where]?.version === entry.version,
    );
  } catch {
    return false; // never installed, or interrupted
  }
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>}
 */
function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
