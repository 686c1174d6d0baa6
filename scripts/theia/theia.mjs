// Theia in a browser, with the extension installed: the same code as its desktop, but for Electron.
import { spawn } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from '../npm.mjs';
import { installOnce } from '../onDemand.mjs';
import { listening, stop } from '../vscode/programs.mjs';
import { cleanEnvironment } from '../vscode/settings.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const BUILD = path.join(HERE, 'build.mjs');
const DRIVELIST = path.join(HERE, 'standIns', 'drivelist.js');

function installTheia() {
  return installOnce({
    name: 'theia',
    title: 'Theia, about 600 MB',
    manifest: path.join(HERE, 'manifest'),
    recipe: [fileURLToPath(import.meta.url), BUILD, DRIVELIST],
    complete,
  });
}

/**
 * Bundles the frontend; the backend runs as it is. Of its native modules, two have no binary without a compiler: drivelist
 * has a stand-in, and without keytar Theia keeps secrets in memory until it is ended.
 * @param {string} folder
 */
async function complete(folder) {
  await cp(DRIVELIST, path.join(folder, 'node_modules', 'drivelist', 'js', 'index.js'));
  await cp(BUILD, path.join(folder, path.basename(BUILD)));
  await npm(['run', 'build'], folder, { quiet: true });
}

/**
 * Installs the extension and starts Theia on a folder, with all that it keeps in `home`.
 * @param {{ home: string, vsix: string, folder: string, settings: Record<string, unknown> }} options
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startTheia({ home, vsix, folder, settings }) {
  const theia = await installTheia();
  const config = path.join(home, '.theia');
  const plugins = path.join(config, 'plugins');
  await mkdir(plugins, { recursive: true });
  await cp(vsix, path.join(plugins, path.basename(vsix)));
  await writeFile(
    path.join(config, 'settings.json'),
    JSON.stringify({ 'security.workspace.trust.enabled': false, ...settings }),
  );
  const main = path.join(theia, 'src-gen', 'backend', 'main.js');
  const backend = spawn(process.execPath, [main, folder, '--hostname', '127.0.0.1', '--port', '0'], {
    env: cleanEnvironment({ HOME: home }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { port } = new URL(await listening(backend, 'Theia'));
  // Each webview has a host of its own below this one, and 127.0.0.1 can have none.
  return { url: `http://localhost:${port}/#${folder}`, stop: () => stop(backend) };
}
