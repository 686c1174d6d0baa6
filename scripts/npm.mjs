// Runs npm, the very one that runs us where there is one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs npm in `cwd`; its output goes to stderr, at once or, where it is `quiet`, if it fails.
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {{ quiet?: boolean }} [options]
 * @throws when npm cannot be started or ends with another code than 0
 */
export async function npm(args, cwd, { quiet = false } = {}) {
  const env = { ...process.env };
  // set for scripts of ours, not for a project of its own
  delete env['npm_config_local_prefix'];
  const cli = env['npm_execpath'];
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2];
  const child = cli?.endsWith('npm-cli.js')
    ? spawn(process.execPath, [cli, ...args], { cwd, env, stdio })
    : spawn('npm', args, { cwd, env, stdio, shell: process.platform === 'win32' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const [code, signal] = await once(child, 'close');
  if (code === 0) return;
  process.stderr.write(output);
  throw new Error(`npm ${args.join(' ')} ended with ${code ?? signal}`);
}
