// Editors that are programs which serve their page to a browser.
import { once } from 'node:events';

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 10_000;

/**
 * @param {import('node:child_process').ChildProcess} program
 * @param {string} name for whoever reads that it did not start
 * @returns {Promise<string>} the address it listens on, as it prints it
 */
export function listening(program, name) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = () => reject(new Error(`${name} did not start\n${output}`));
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    program.once('exit', fail);
    for (const stream of [program.stdout, program.stderr])
      stream?.on('data', (chunk) => {
        output += chunk;
        const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
  });
}

/** @param {import('node:child_process').ChildProcess} program */
export async function stop(program) {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = once(program, 'exit');
  program.kill('SIGTERM');
  const timer = setTimeout(() => program.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
