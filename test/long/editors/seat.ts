import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../browser';
import { joinLine } from '../../conformance/support/peer';
import { startServer } from '../../conformance/support/server';
import { freePort } from '../../e2e/fixtures/ports';
import type { ChatPanel } from '../../e2e/pages/chatPanel';
import { ONLY_HERE, type Workbench } from '../../e2e/pages/workbench';

export const VSIX = path.resolve('tilde.vsix');
const PATIENCE_MS = 100_000;

/** What is to be undone at the end, the last first. */
export type Ends = (() => unknown)[];

export async function undo(ends: Ends): Promise<void> {
  for (const end of ends.splice(0).reverse()) await end();
}

/** A person at an editor in a browser. */
export interface Seat {
  readonly workbench: Workbench;
  readonly chat: ChatPanel;
}

/** Folders for what an editor keeps, and to be opened in it. */
export async function freshHome(ends: Ends): Promise<{ readonly home: string; readonly folder: string }> {
  const home = await mkdtemp(path.join(tmpdir(), 'tilde-editor-'));
  ends.push(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
  const folder = path.join(home, 'project');
  await mkdir(folder);
  return { home, folder };
}

/** A page of a browser of its own, whose clipboard no other has. */
export async function freshPage(ends: Ends): Promise<Page> {
  const browser = await launchBrowser();
  ends.push(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

/** By keys: Theia takes the first click on a page that has just come for itself. */
async function says(chat: ChatPanel, text: string): Promise<void> {
  await chat.composer.fill(text);
  await chat.composer.press('Enter');
}

/** Hosts a room, talks in it, and is back in it after a reload. Leaves it. */
export async function hostsAndReloads({ workbench, chat }: Seat): Promise<void> {
  const port = await freePort();
  await workbench.runCommand('Tilde: Host Room');
  await workbench.hostsAs({ port, who: ONLY_HERE });
  await chat.isNow('joined');
  const carol = await joinLine(port, 'carol');
  await says(chat, 'hello from the editor');
  await carol.until('Ada~hello from the editor');
  await carol.send('hello from a terminal\n');
  await chat.messages('hello from a terminal', { author: 'carol' }).waitFor();
  await workbench.reload();
  await chat.isNow('joined');
  await chat.messages('hello from a terminal', { author: 'carol' }).waitFor();
  await workbench.runCommand('Tilde: Leave Room');
  await chat.isNow('left');
}

/** Joins a room, talks in it, and is back in it after a reload. Leaves it. */
export async function joinsAndReloads({ workbench, chat }: Seat): Promise<void> {
  const room = await startServer();
  try {
    const carol = await joinLine(room.port, 'carol');
    await workbench.runCommand('Tilde: Join Room');
    await workbench.answer('Join Room', `127.0.0.1:${room.port}`);
    await chat.isNow('joined');
    await says(chat, 'hello');
    await carol.until('Ada~hello');
    await workbench.reload();
    await chat.isNow('joined');
    await carol.send('welcome back\n');
    await chat.messages('welcome back', { author: 'carol' }).waitFor();
    await workbench.runCommand('Tilde: Leave Room');
    await chat.isNow('left');
  } finally {
    await room.stop();
  }
}
