// What of other people's work is in the bundles: esbuild tells which packages are, package-lock.json which versions.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from './paths.mjs';

const require = createRequire(import.meta.url);

/** Sources of ours that are made from the data of a package. @type {Readonly<Record<string, string>>} */
const MADE_FROM = { 'src/protocol/names/confusableData.ts': 'node_modules/unhomoglyph' };

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} license its SPDX expression
 * @property {string} integrity of what npm installs, such as `sha512-…`
 * @property {string} folder where it is installed, relative to the project's root
 * @property {readonly string[]} needs `name@version` of the shipped packages that it depends on
 */

/** @returns {Promise<readonly Package[]>} by name and version, each once */
export async function shippedPackages() {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const folders = foldersIn(await bundledFiles());
  const idOf = (/** @type {string} */ folder) => `${nameOf(folder)}@${lock[folder].version}`;
  /** @type {Map<string, Package>} */
  const packages = new Map();
  for (const folder of [...folders].sort()) {
    const { version, license, integrity, dependencies = {} } = lock[folder];
    const needs = Object.keys(dependencies)
      .map((name) => resolve(folder, name, lock))
      .filter((found) => found !== undefined && folders.has(found))
      .map((found) => idOf(/** @type {string} */ (found)));
    packages.set(idOf(folder), { name: nameOf(folder), version, license, integrity, folder, needs });
  }
  return [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** @returns {Promise<readonly string[]>} the sources of which something is in a bundle, relative to the project's root */
async function bundledFiles() {
  const esbuild = require('esbuild');
  /** @type {{ bundles: readonly import('esbuild').BuildOptions[] }} */
  const { bundles } = require('../esbuild.js');
  const files = [];
  for (const options of bundles) {
    const { metafile } = await esbuild.build({
      ...options,
      ...{ absWorkingDir: ROOT, minify: true, sourcemap: false, write: false, metafile: true },
    });
    for (const { inputs } of Object.values(metafile.outputs))
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) if (bytesInOutput > 0) files.push(file);
  }
  return files;
}

/** @param {readonly string[]} files */
function foldersIn(files) {
  const folders = files.flatMap(
    (file) => MADE_FROM[file] ?? /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
  );
  return new Set(folders);
}

/** @param {string} folder */
const nameOf = (folder) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);

/**
 * Where Node finds a package that the one in `from` depends on.
 * @param {string} from
 * @param {string} name
 * @param {Readonly<Record<string, unknown>>} lock
 * @returns {string | undefined}
 */
function resolve(from, name, lock) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (lock[candidate]) return candidate;
    if (folder === '') return undefined;
  }
}
