#!/usr/bin/env node
// Stands in for a desktop VS Code's executable towards @vscode/test-cli and @vscode/test-electron: same arguments,
// same exit code. The same compiled suites run in the extension host of a VS Code server whose workbench is open
// in a headless browser.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './browser.mjs';
import { startVscodeServer } from './server.mjs';

const TEST_ENTRY = fileURLToPath(new URL('testEntry.cjs', import.meta.url));
/** Which VS Code: a folder of manifests/. */
const EDITION = process.env['TILDE_VSCODE_EDITION'] ?? 'current';
const TIMEOUT_MS = 300_000;
const EXIT = { failure: 70, timeout: 124, interrupted: 130, terminated: 143 };

/** @type {(() => unknown)[]} what to undo, last first */
const undo = [];
let finishing = false;

/** @param {number} code */
async function finish(code) {
  if (finishing) return;
  finishing = true;
  for (const step of undo.reverse()) await Promise.resolve(step()).catch(() => undefined);
  process.stdout.write('', () => process.exit(code));
}

/** @param {string} why */
function fail(why, code = EXIT.failure) {
  if (!finishing) console.error(`VS Code in the browser: ${why}`);
  void finish(code);
}

/** @param {readonly string[]} args of a desktop VS Code */
function parse(args) {
  /** @type {{ development: string[], tests?: string, extensionsDir?: string, target?: string }} */
  const options = { development: [] };
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    const [, name, inline] = /^--([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const value = () => path.resolve(inline ?? queue.shift() ?? '');
    if (name === undefined) options.target ??= path.resolve(arg);
    else if (name === 'extensionDevelopmentPath') options.development.push(value());
    else if (name === 'extensionTestsPath') options.tests = value();
    else if (name === 'extensions-dir') options.extensionsDir = value();
    else if (name === 'user-data-dir') value(); // a fresh one each time
  }
  return options;
}

/**
 * Prints what is appended to `file`.
 * @param {string} file
 */
function follow(file) {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(65_536);
  let position = 0;
  const drain = () => {
    for (let n; (n = readSync(descriptor, buffer, 0, buffer.length, position)) > 0; position += n) {
      process.stdout.write(Buffer.from(buffer.subarray(0, n)));
    }
  };
  const timer = setInterval(drain, 50);
  return () => {
    clearInterval(timer);
    drain();
    closeSync(descriptor);
  };
}

async function main() {
  const { development, tests, extensionsDir, target } = parse(process.argv.slice(2));
  const home = mkdtempSync(path.join(tmpdir(), 'tilde-code-'));
  undo.push(() => rmSync(home, { recursive: true, force: true }));
  const outputFile = path.join(home, 'output');
  writeFileSync(outputFile, '');
  undo.push(follow(outputFile));

  const server = await startVscodeServer({
    home,
    edition: EDITION,
    ...(extensionsDir && { extensionsDir }),
    testDriver: true,
    env: { TILDE_TEST_OUTPUT: outputFile, TILDE_TEST_ENTRY: tests },
  });
  undo.push(() => server.stop());
  void server.ended.then(() => fail(`the server ended\n${server.output}`));

  const browser = await launchBrowser();
  undo.push(() => browser.close());
  const page = await browser.newPage();
  page.on('crash', () => fail('the page crashed'));
  if (process.env['TILDE_TEST_VERBOSE']) page.on('console', (message) => console.error(message.text()));
  // the workbench reports through these two
  await page.exposeFunction('codeAutomationLog', () => undefined);
  await page.exposeFunction(
    'codeAutomationExit',
    (/** @type {number} */ code) => void setTimeout(finish, 0, code),
  );
  const opened = target && (statSync(target).isFile() ? { workspace: target } : { folder: target });
  await page.goto(server.url({ ...opened, development, ...(tests && { tests: TEST_ENTRY }) }));
}

process.on('SIGINT', () => void finish(EXIT.interrupted));
process.on('SIGTERM', () => void finish(EXIT.terminated));
setTimeout(() => fail('timed out', EXIT.timeout), TIMEOUT_MS).unref();
main().catch((error) => fail(error instanceof Error ? (error.stack ?? error.message) : String(error)));
