// code-server as it is shipped: its own program, not only the VS Code in it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installServer } from './install.mjs';
import { cleanEnvironment, QUIET_SETTINGS } from './settings.mjs';

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 10_000;

/**
 * Installs the extension and starts code-server, as a person would, with all that it keeps in `home`.
 * @param {{ home: string, vsix: string, settings: Record<string, unknown> }} options
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startCodeServer({ home, vsix, settings }) {
  const { node, serverMain } = await installServer();
  const entry = path.resolve(serverMain, '../../../../out/node/entry.js');
  const config = path.join(home, 'config.yaml');
  const data = path.join(home, 'data');
  mkdirSync(path.join(data, 'User'), { recursive: true });
  writeFileSync(config, '');
  writeFileSync(path.join(data, 'User', 'settings.json'), JSON.stringify({ ...QUIET_SETTINGS, ...settings }));
  const env = cleanEnvironment({ HOME: home, EXTENSIONS_GALLERY: '{}' });
  const places = ['--config', config, '--user-data-dir', data, '--extensions-dir', path.join(home, 'ext')];
  const run = (/** @type {readonly string[]} */ more) =>
    spawn(node, [entry, ...places, ...more], { env, stdio: ['ignore', 'pipe', 'pipe'] });

  const [code] = await once(run(['--install-extension', vsix]), 'exit');
  if (code !== 0) throw new Error(`code-server: installing ${vsix} ended with ${code}`);
  const server = run([
    ...['--auth', 'none', '--bind-addr', '127.0.0.1:0'],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
  ]);
  return { url: await listening(server), stop: () => stop(server) };
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function listening(server) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = () => reject(new Error(`code-server did not start\n${output}`));
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    server.once('exit', fail);
    for (const stream of [server.stdout, server.stderr])
      stream?.on('data', (chunk) => {
        output += chunk;
        const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
  });
}

/** @param {import('node:child_process').ChildProcess} server */
async function stop(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
