// The processes a script has started: all of them end with it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Options that let a process be killed together with all that it starts. */
export const GROUP = { detached: process.platform !== 'win32' };

/**
 * Kills a process that was started with {@link GROUP}, and all that it has started.
 * @param {import('node:child_process').ChildProcess} child
 */
export function killGroup(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') killTree(child.pid);
  else process.kill(-child.pid, 'SIGKILL');
}

/** @param {number} pid */
const killTree = (pid) => spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);

export class Children {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  #running = new Set();

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {import('node:child_process').SpawnOptions} [options]
   */
  start(command, args, options = {}) {
    const child = spawn(command, args, options);
    this.#running.add(child);
    const forget = () => this.#running.delete(child);
    child.once('exit', forget);
    child.once('error', forget);
    return child;
  }

  /** Asks each to end, and waits until they have. */
  async stop() {
    await Promise.all(
      [...this.#running].map(async (child) => {
        const ended = once(child, 'exit');
        // Windows has no signals: what is not killed with its children stays
        if (process.platform === 'win32' && child.pid !== undefined) killTree(child.pid);
        else child.kill('SIGTERM');
        await ended;
      }),
    );
  }
}
