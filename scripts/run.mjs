// npm start: builds, then opens a real VS Code with the extension and a room hosted and joined.
//   npm start -- --two              a second window too, as a second person
//   npm start -- --server [flags]   only the chat server, by itself; flags go to it
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './bootstrap.mjs';
import { Children } from './children.mjs';
import { npm } from './npm.mjs';
import { CACHE, ROOT, VSIX } from './paths.mjs';

const USUAL_PORT = 9999;
const SERVER = path.join(ROOT, 'dist', 'server.js');
const TETHER = fileURLToPath(new URL('vscode/tether.cjs', import.meta.url));
const PEOPLE = ['Alice', 'Bob'];

const children = new Children();
/** @type {(() => Promise<void>)[]} */
const closing = [];
let ending = false;

/** Ends all that was started here. */
async function end(code = 0) {
  if (ending) return;
  ending = true;
  await Promise.allSettled([children.stop(), ...closing.map((close) => close())]);
  process.exit(code);
}

/** @param {readonly string[]} args for dist/server.js */
function startChatServer(args, /** @type {import('node:child_process').StdioOptions} */ stdio) {
  return children.start(process.execPath, ['--require', TETHER, SERVER, ...args], { stdio });
}

/**
 * Starts a room, on the usual port or any free one.
 * @returns {Promise<string>} its address
 */
function startRoom(port = USUAL_PORT) {
  return new Promise((resolve, reject) => {
    const server = startChatServer(['--port', String(port), '--room', 'Tilde'], ['ignore', 'pipe', 'pipe']);
    let output = '';
    let address = '';
    server.stdout?.on('data', (chunk) => {
      output += chunk;
      const [, host, bound] = /^Server runs on (\S+) (\d+)$/m.exec(output) ?? [];
      if (!host || address) return;
      address = `${host}:${bound}`;
      resolve(address);
    });
    server.stderr?.on('data', (chunk) => (output += chunk));
    server.once('exit', (code) => {
      if (ending) return;
      if (address) {
        console.error(`The chat server ended with ${code}.`);
        void end(1);
      } else if (port !== 0) resolve(startRoom(0));
      else reject(new Error(`The chat server ended with ${code}: ${output}`));
    });
  });
}

/**
 * @param {string} name of the person
 * @param {string} address of the room
 */
function settingsFor(name, address) {
  return { 'tilde.username': name, 'tilde.autoJoin': address };
}

/**
 * @param {string} executable
 * @param {readonly string[]} people
 * @param {string} address
 */
async function openDesktop(executable, people, address) {
  const { cleanEnvironment, QUIET_SETTINGS } = await import('./vscode/settings.mjs');
  const windows = people.map((name) => {
    const home = path.join(CACHE, 'run', name);
    const user = path.join(home, 'User');
    mkdirSync(user, { recursive: true });
    const settings = { ...QUIET_SETTINGS, ...settingsFor(name, address) };
    writeFileSync(path.join(user, 'settings.json'), JSON.stringify(settings, undefined, 2));
    const args = [
      ...['--new-window', '--wait', '--skip-welcome', '--skip-release-notes', '--disable-workspace-trust'],
      ...['--user-data-dir', home, '--extensions-dir', path.join(home, 'extensions')],
      `--extensionDevelopmentPath=${ROOT}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ROOT,
    ];
    const child = children.start(executable, args, { env: cleanEnvironment(), stdio: 'ignore' });
    return new Promise((resolve, reject) => {
      child.once('exit', resolve);
      child.once('error', reject);
    });
  });
  console.log(`${people.join(' and ')}: opening VS Code. Ctrl+C here, or closing the window, ends it all.`);
  await Promise.all(windows);
  await end();
}

/**
 * @param {readonly string[]} people
 * @param {string} address
 */
async function openInBrowser(people, address) {
  const { installExtension, startVscodeServer } = await import('./vscode/server.mjs');
  for (const name of people) {
    const home = path.join(CACHE, 'run', `${name}-browser`);
    // what is left of an earlier version may keep VS Code from taking this one
    rmSync(path.join(home, 'extensions'), { recursive: true, force: true });
    await installExtension(VSIX, { home });
    const server = await startVscodeServer({ home, settings: settingsFor(name, address) });
    closing.push(() => server.stop());
    console.log(`${name}: open ${server.url({ folder: ROOT })}`);
  }
  console.log('Ctrl+C ends it all.');
}

async function main() {
  await ensureDependencies();
  const args = process.argv.slice(2);
  const serverAt = args.indexOf('--server');
  if (serverAt !== -1) {
    await npm(['run', '--silent', 'build'], ROOT, { quiet: true });
    const server = startChatServer(args.toSpliced(serverAt, 1), 'inherit');
    server.once('exit', (code) => void end(code ?? 1));
    return;
  }
  const unknown = args.find((arg) => arg !== '--two');
  if (unknown) {
    console.error(`Unknown: ${unknown}. There are --two and --server.`);
    return end(1);
  }

  const { chooseWay } = await import('./vscode/way.mjs');
  const way = await chooseWay('desktop');
  if (way.kind === 'none') return end(1);
  console.log('Building…');
  await npm(['run', '--silent', way.kind === 'desktop' ? 'build' : 'package'], ROOT, { quiet: true });
  const address = await startRoom();
  console.log(`A room is open on ${address}.`);
  const people = args.includes('--two') ? PEOPLE : PEOPLE.slice(0, 1);
  if (way.kind === 'desktop') await openDesktop(way.executable, people, address);
  else await openInBrowser(people, address);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end());
main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  void end(1);
});
