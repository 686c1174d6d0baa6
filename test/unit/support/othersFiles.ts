import { chmodSync, chownSync, lchownSync, lstatSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** An account that nobody has. */
const SOMEBODY = 54_321;

/** Whether this account may give files away, as it takes to play another one. */
export const canGiveAway = process.geteuid?.() === 0;

/** Skips a test that takes another account, where there is none to be had: `npm test` as root has it. */
export function needsOthers(test: Mocha.Context): void {
  if (!canGiveAway) test.skip();
}

/** Skips a test of what Windows knows nothing of. */
export function needsModes(test: Mocha.Context): void {
  if (process.platform === 'win32') test.skip();
}

/** Makes a file or folder somebody else's; of a link, the link. */
export function giveAway(file: string): void {
  if (lstatSync(file).isSymbolicLink()) lchownSync(file, SOMEBODY, SOMEBODY);
  else chownSync(file, SOMEBODY, SOMEBODY);
}

/** Lets others write, in every way that there is; each as a name, and what does it. */
export const WRITABLE: readonly (readonly [string, (file: string) => void])[] = [
  ['that everybody can write', (file) => chmodSync(file, lstatSync(file).isDirectory() ? 0o777 : 0o666)],
  ['that others can write', (file) => chmodSync(file, lstatSync(file).isDirectory() ? 0o703 : 0o602)],
];

/** A new folder for each test of a suite. */
export function useHome(): () => string {
  let home = '';
  beforeEach(() => (home = realpathSync(mkdtempSync(path.join(tmpdir(), 'tilde-ours-')))));
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  return () => home;
}
