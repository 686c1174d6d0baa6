// Runs npm, the very one that runs us where there is one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs npm in `cwd`; its output goes to stderr.
 * @param {readonly string[]} args
 * @param {string} cwd
 * @throws when npm cannot be started or ends with another code than 0
 */
export async function npm(args, cwd) {
  const env = { ...process.env };
  // set for scripts of ours, not for a project of its own
  delete env['npm_config_local_prefix'];
  const cli = env['npm_execpath'];
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['ignore', 2, 2];
  const child = cli?.endsWith('npm-cli.js')
    ? spawn(process.execPath, [cli, ...args], { cwd, env, stdio })
    : spawn('npm', args, { cwd, env, stdio, shell: process.platform === 'win32' });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code ?? signal}`);
}
