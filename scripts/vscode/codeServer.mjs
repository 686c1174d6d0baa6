// code-server as it is shipped: its own program, not only the VS Code in it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installServer } from './install.mjs';
import { listening, stop } from './programs.mjs';
import { cleanEnvironment, QUIET_SETTINGS } from './settings.mjs';

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
  return { url: await listening(server, 'code-server'), stop: () => stop(server) };
}
