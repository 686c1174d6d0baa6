// What a measurement needs: the generator and the reference, compiled; our server, bundled as it is shipped; and the
// peers, fetched and unpacked into folders of ours. Nothing is installed, and nothing needs root.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { npm } from '../../scripts/npm.mjs';
import { ROOT } from '../../scripts/paths.mjs';
import { BIN, DIST, GENERATOR, HISTORY_WRITER, PEERS, REFERENCE, WIRE, WS } from './paths.mjs';
import { SERVERS } from './servers.mjs';

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @throws with what it said, if it fails
 */
async function run(command, args) {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${output.trim()}`);
}

/** @throws a sentence where this cannot run */
export async function build() {
  if (process.platform !== 'linux') throw new Error('The benchmark of the wire runs on Linux only.');
  await mkdir(BIN, { recursive: true });
  await compile(GENERATOR, [
    ...sourcesIn(path.join(WIRE, 'generator')),
    ...sourcesIn(path.join(WIRE, 'generator', 'dialects')),
  ]);
  await compile(REFERENCE, [path.join(WIRE, 'reference.c')]);
  await run(process.execPath, ['esbuild.js', '--production', `--outdir=${path.relative(ROOT, DIST)}`]);
  // it may have been installed by this very program
  const esbuild = await import('esbuild');
  await esbuild.build({
    ...{ entryPoints: [path.join(WIRE, 'writeHistory.ts')], outfile: HISTORY_WRITER, logLevel: 'warning' },
    ...{ bundle: true, platform: 'node', format: 'esm' },
  });
}

const sourcesIn = (/** @type {string} */ folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.c'))
    .map((file) => path.join(folder, file));

/**
 * @param {string} program
 * @param {readonly string[]} sources
 */
async function compile(program, sources) {
  try {
    await run('cc', ['-O2', '-Wall', '-Wextra', '-Werror', '-o', program, ...sources]);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    throw new Error('There is no C compiler `cc`; install one (Debian: the package gcc).', { cause: error });
  }
}

/**
 * Fetches what is not there yet.
 * @param {readonly string[]} names of servers
 * @returns {Promise<string[]>} those that can be measured
 */
export async function installPeers(names) {
  const present = [];
  for (const name of names) {
    try {
      if (name === 'ws') await installWs();
      const debian = SERVERS[name]?.package;
      if (debian) await installPackage(debian);
      present.push(name);
    } catch (error) {
      console.error(`${name} is left out: ${error instanceof Error ? error.message : error}`);
    }
  }
  return present;
}

async function installWs() {
  if (existsSync(path.join(WS, 'node_modules', 'ws', 'package.json'))) return;
  await rm(WS, { recursive: true, force: true });
  await cp(path.join(WIRE, 'manifests', 'ws'), WS, { recursive: true });
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], WS);
}

/**
 * A package of Debian's and what it needs besides what this system has, unpacked into a folder of its own.
 * @param {string} name
 */
async function installPackage(name) {
  const target = path.join(PEERS, name);
  if (existsSync(target)) return;
  console.error(`Fetching ${name}, only once.`);
  const draft = `${target}.draft`;
  const archives = `${target}.archives`;
  try {
    // where apt leaves what has not come whole
    await mkdir(path.join(archives, 'partial'), { recursive: true });
    await run('apt-get', [
      ...['install', '-y', '--no-install-recommends', '--download-only', '--reinstall'],
      ...['-o', `Dir::Cache::archives=${archives}`, '-o', 'Debug::NoLocking=1', name],
    ]);
    const packages = (await readdir(archives)).filter((file) => file.endsWith('.deb'));
    for (const file of packages) await run('dpkg', ['-x', path.join(archives, file), draft]);
    await rename(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(archives, { recursive: true, force: true });
  }
}
