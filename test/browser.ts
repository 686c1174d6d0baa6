import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';

/** The browser of all tests. Whoever launches it closes it. */
export async function launchBrowser(): Promise<Browser> {
  // Found from the project's root, where mocha runs: this file is compiled into another folder.
  const script = pathToFileURL(path.resolve('scripts/vscode/browser.mjs')).href;
  const module = (await import(script)) as { launchBrowser(): Promise<Browser> };
  return module.launchBrowser();
}
