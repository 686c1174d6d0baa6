// Headless Chromium, driven by Playwright.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { CAN_INSTALL, installChromium } from './install.mjs';

const SWITCHES = [
  '--no-sandbox', // containers and root have none; it only ever opens our own pages
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Launches the browser that CHROMIUM_PATH names; else the pinned one, the same on every machine; else an
 * installed one.
 * @param {(executable: string) => string} [wrap] makes a program one that runs it elsewhere, as on another network
 */
export async function launchBrowser(wrap = (executable) => executable) {
  const { executable, env } = await findChromium();
  return chromium.launch({
    executablePath: wrap(executable),
    args: SWITCHES,
    env: /** @type {Record<string, string>} */ ({ ...process.env, ...env }),
    // whoever launches it decides when it ends
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

async function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return { executable: named, env: {} };
  if (CAN_INSTALL) return installChromium();
  const executable = INSTALLED.find((file) => existsSync(file));
  if (!executable) throw new Error('No Chromium here: set CHROMIUM_PATH to one.');
  return { executable, env: {} };
}
