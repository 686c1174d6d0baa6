import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as CodeServer from '../../scripts/vscode/codeServer.mjs';
import { launchBrowser } from '../browser';
import { joinLine, Peer } from '../conformance/support/peer';
import { startServer } from '../conformance/support/server';
import { freePort } from '../e2e/fixtures/ports';
import { ChatPanel } from '../e2e/pages/chatPanel';
import { ONLY_HERE, Workbench } from '../e2e/pages/workbench';

const VSIX = path.resolve('tilde.vsix');
const PATIENCE_MS = 100_000;

describe('code-server as it is shipped', () => {
  const ends: (() => unknown)[] = [];
  let workbench: Workbench;
  let chat: ChatPanel;

  before(async function () {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      process.stdout.write('      left out: it can be installed on Linux x64 only\n');
      this.skip();
    }
    const script = pathToFileURL(path.resolve('scripts/vscode/codeServer.mjs')).href;
    const { startCodeServer } = (await import(script)) as typeof CodeServer;
    const home = await mkdtemp(path.join(tmpdir(), 'tilde-code-server-'));
    ends.push(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
    const folder = path.join(home, 'project');
    await mkdir(folder);
    const server = await startCodeServer({ home, vsix: VSIX, settings: { 'tilde.username': 'Ada' } });
    ends.push(() => server.stop());
    const browser = await launchBrowser();
    ends.push(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    workbench = await Workbench.open(page, `${server.url}/?folder=${folder}`);
    chat = new ChatPanel(page);
  });

  after(async () => {
    Peer.dropAll();
    for (const end of ends.reverse()) await end();
  });

  it('hosts a room, in which one talks, and to which its host returns after a reload', async () => {
    const port = await freePort();
    await workbench.runCommand('Tilde: Host Room');
    await workbench.hostsAs({ port, who: ONLY_HERE });
    await chat.isNow('joined');
    const carol = await joinLine(port, 'carol');
    await chat.send('hello from code-server');
    await carol.until('Ada~hello from code-server');
    await carol.send('hello from a terminal\n');
    await chat.messages('hello from a terminal', { author: 'carol' }).waitFor();
    await workbench.reload();
    await chat.isNow('joined');
    await chat.messages('hello from a terminal', { author: 'carol' }).waitFor();
    await workbench.runCommand('Tilde: Leave Room');
    await chat.isNow('left');
  });

  it('joins a room, in which one talks, and returns to it after a reload', async () => {
    const room = await startServer();
    ends.push(() => room.stop());
    const carol = await joinLine(room.port, 'carol');
    await workbench.runCommand('Tilde: Join Room');
    await workbench.answer('Join Room', `127.0.0.1:${room.port}`);
    await chat.isNow('joined');
    await chat.send('hello');
    await carol.until('Ada~hello');
    await workbench.reload();
    await chat.isNow('joined');
    await carol.send('welcome back\n');
    await chat.messages('welcome back', { author: 'carol' }).waitFor();
  });
});
