import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as CodeServer from '../../../scripts/vscode/codeServer.mjs';
import { Peer } from '../../conformance/support/peer';
import { freePort } from '../../e2e/fixtures/ports';
import { ChatPanel } from '../../e2e/pages/chatPanel';
import { ONLY_HERE, Workbench } from '../../e2e/pages/workbench';
import { proxyBelow } from './proxyBelow';
import {
  type Ends,
  freshHome,
  freshPage,
  hostsAndReloads,
  joinsAndReloads,
  type Seat,
  undo,
  VSIX,
} from './seat';

describe('code-server as it is shipped', () => {
  const ends: Ends = [];
  let server: string;

  before(async function () {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      process.stdout.write('      left out: it can be installed on Linux x64 only\n');
      this.skip();
    }
    const script = pathToFileURL(path.resolve('scripts/vscode/codeServer.mjs')).href;
    const { startCodeServer } = (await import(script)) as typeof CodeServer;
    const { home } = await freshHome(ends);
    const { url, stop } = await startCodeServer({ home, vsix: VSIX, settings: { 'tilde.username': 'Ada' } });
    ends.push(stop);
    server = url;
  });

  after(async () => {
    Peer.dropAll();
    await undo(ends);
  });

  const seatAt = async (address: string): Promise<Seat> => {
    const page = await freshPage(ends);
    // rooms of one folder have one history
    const { folder } = await freshHome(ends);
    const workbench = await Workbench.open(page, `${address}/?folder=${folder}`);
    return { workbench, chat: new ChatPanel(page) };
  };

  describe('by itself', () => {
    let seat: Seat;
    before(async () => (seat = await seatAt(server)));
    it('hosts a room, in which one talks, and to which its host returns after a reload', () =>
      hostsAndReloads(seat));
    it('joins a room, in which one talks, and returns to it after a reload', () => joinsAndReloads(seat));
  });

  describe('behind a proxy, below a path', () => {
    let seat: Seat;
    before(async () => {
      const proxy = await proxyBelow('/team/code', server);
      ends.push(proxy.close);
      seat = await seatAt(proxy.url);
    });
    it('hosts a room, in which one talks, and to which its host returns after a reload', () =>
      hostsAndReloads(seat));
    it('joins a room, in which one talks, and returns to it after a reload', () => joinsAndReloads(seat));
  });

  describe('without HTTPS, at an address that is not localhost', () => {
    it('says why the chat is empty; the room is there, and its invitation can be copied', async () => {
      // reaches this computer, and browsers do not trust it
      const { workbench } = await seatAt(server.replace('127.0.0.1', '0.0.0.0'));
      const { page } = workbench;
      assert.equal(await page.evaluate(() => isSecureContext), false);
      const port = await freePort();
      await workbench.runCommand('Tilde: Host Room');
      await workbench.hostsAs({ port, who: ONLY_HERE });
      await workbench.statusBarItem('project').waitFor();
      await workbench.toasts.filter({ hasText: 'Without HTTPS, browsers leave the chat empty.' }).waitFor();
      await workbench.runCommand('Tilde: Copy Invitation');
      await workbench.toasts.filter({ hasText: 'so teammates cannot join' }).waitFor();
      await workbench.runCommand('Tilde: Join Room');
      await workbench.field('Join Room').press('ControlOrMeta+V');
      assert.match(
        await workbench.proposal('Join Room'),
        new RegExp(`vscode://tilde-chat.tilde/join.*=${port}`),
      );
      await workbench.cancel('Join Room');
    });
  });
});
