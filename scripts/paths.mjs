// Where things are.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Downloaded and installed things, settings of windows opened by `npm start`: all of it can be deleted. */
export const CACHE = path.join(ROOT, '.vscode-test');

export const VSIX = path.join(ROOT, 'tilde.vsix');
export const TEST_RESULTS = path.join(ROOT, 'test-results');
