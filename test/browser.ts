import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import type * as Script from '../scripts/vscode/browser.mjs';

/**
 * The browser of all tests. Whoever launches it closes it.
 * @param wrap makes a program one that runs it elsewhere, as on another network
 */
export async function launchBrowser(wrap?: (executable: string) => string): Promise<Browser> {
  // Found from the project's root, where mocha runs: this file is compiled into another folder.
  const script = pathToFileURL(path.resolve('scripts/vscode/browser.mjs')).href;
  const module = (await import(script)) as typeof Script;
  return module.launchBrowser(wrap);
}
