// A real VS Code that serves its workbench to a browser; the extension host is a Node process beside it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installServer } from './install.mjs';
import { cleanEnvironment, QUIET_SETTINGS } from './settings.mjs';

const HOST = '127.0.0.1';
const TETHER = fileURLToPath(new URL('tether.cjs', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

/**
 * @typedef {object} ServerOptions
 * @property {string} home folder of one person: settings, extensions, state. Servers with different homes share nothing.
 * @property {string} [edition] which VS Code, a folder of manifests/
 * @property {string} [extensionsDir] default: in `home`
 * @property {Record<string, unknown>} [settings] on top of the quiet ones, which trust every folder
 * @property {Record<string, string | undefined>} [env] for the server and its extension hosts
 * @property {number} [port] 0 (default): any free one
 * @property {boolean} [testDriver] honour `development` and `tests` of {@link VscodeServer.url}; shows no toasts then
 * @property {string} [logLevel] default `error`
 * @property {(command: string, args: readonly string[]) => [string, string[]]} [through] makes a command one that runs
 *   elsewhere, as on another network
 */

/**
 * @typedef {object} Target
 * @property {string} [folder] to open
 * @property {string} [workspace] file to open
 * @property {readonly string[]} [development] folders of extensions under development
 * @property {string} [tests] module that runs in the extension host
 */

export class VscodeServer {
  #process;
  #output = '';

  /**
   * @param {import('node:child_process').ChildProcess} child
   */
  constructor(child) {
    this.#process = child;
    this.port = 0;
    /** Settles when the server ends, however it does. */
    this.ended = new Promise((resolve) => child.once('exit', resolve));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => (this.#output += chunk));
    }
  }

  get pid() {
    return this.#process.pid;
  }

  /** All it has printed. */
  get output() {
    return this.#output;
  }

  /** @returns {Promise<number>} the port it listens on */
  listening() {
    return new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ why) =>
        reject(new Error(`VS Code's server ${why}\n${this.#output}`));
      const timer = setTimeout(() => fail('did not start in time'), START_TIMEOUT_MS);
      this.#process.once('error', (error) => fail(`cannot be started: ${error.message}`));
      this.#process.once('exit', (code) => fail(`ended with ${code}`));
      this.#process.stdout?.on('data', () => {
        const port = /Extension host agent listening on (\d+)/.exec(this.#output)?.[1];
        if (!port) return;
        clearTimeout(timer);
        resolve(Number(port));
      });
    });
  }

  /**
   * The workbench's address for a browser.
   * @param {Target} target
   */
  url({ folder, workspace, development = [], tests } = {}) {
    const url = new URL(`http://${HOST}:${this.port}/`);
    if (workspace) url.searchParams.set('workspace', workspace);
    else if (folder) url.searchParams.set('folder', folder);
    else url.searchParams.set('ew', 'true');
    const remote = (/** @type {string} */ file) => `vscode-remote://${HOST}:${this.port}${file}`;
    const payload = development.map((folder) => ['extensionDevelopmentPath', remote(folder)]);
    if (tests) payload.push(['extensionTestsPath', remote(tests)]);
    if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
    return url.href;
  }

  /** Ends it and all its extension hosts. */
  async stop() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await this.ended;
    clearTimeout(timer);
  }
}

/**
 * Installs VS Code's server where needed, starts one, and waits until it listens.
 * @param {ServerOptions} options
 */
export async function startVscodeServer(options) {
  const {
    home,
    edition,
    settings = {},
    env = {},
    port = 0,
    testDriver = false,
    logLevel = 'error',
    through = (command, args) => [command, [...args]],
  } = options;
  const { node, serverMain } = await installServer(edition);
  writeSettings(home, settings);
  const child = spawn(
    ...through(node, [
      ...['--require', TETHER, serverMain],
      ...['--host', HOST, '--port', String(port), '--without-connection-token'],
      ...['--server-data-dir', home, '--extensions-dir', options.extensionsDir ?? extensionsDirOf(home)],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...['--force-disable-user-env', '--log', logLevel],
      ...(settings['security.workspace.trust.enabled'] === true ? [] : ['--disable-workspace-trust']),
      ...(testDriver ? ['--enable-smoke-test-driver'] : []),
    ]),
    { env: cleanEnvironment({ EXTENSIONS_GALLERY: '{}', ...env }), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const server = new VscodeServer(child);
  server.port = await server.listening();
  return server;
}

/**
 * Installs a packaged extension, as a person would, for the person of `home`.
 * @param {string} vsix
 * @param {{ home: string, edition?: string }} options
 */
export async function installExtension(vsix, { home, edition }) {
  const { node, serverMain } = await installServer(edition);
  const child = spawn(
    node,
    [
      ...[serverMain, '--install-extension', vsix, '--accept-server-license-terms'],
      ...['--server-data-dir', home, '--extensions-dir', extensionsDirOf(home), '--force'],
    ],
    { env: cleanEnvironment({ EXTENSIONS_GALLERY: '{}' }), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Installing ${vsix} ended with ${code}\n${output}`);
}

/** @param {string} home */
function extensionsDirOf(home) {
  return path.join(home, 'extensions');
}

/**
 * @param {string} home
 * @param {Record<string, unknown>} settings
 */
function writeSettings(home, settings) {
  const all = { ...QUIET_SETTINGS, ...settings };
  // the workbench's trust and start-up settings are read from the machine's; a person's own can only be changed where
  // the machine says nothing
  for (const [scope, content] of Object.entries({ User: all, Machine: QUIET_SETTINGS })) {
    const folder = path.join(home, 'data', scope);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(content, undefined, 2));
  }
}
