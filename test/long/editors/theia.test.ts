import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Theia from '../../../scripts/theia/theia.mjs';
import { joinLine, Peer } from '../../conformance/support/peer';
import { freePort } from '../../e2e/fixtures/ports';
import { ChatPanel } from '../../e2e/pages/chatPanel';
import { ONLY_HERE } from '../../e2e/pages/workbench';
import { type Ends, freshHome, freshPage, hostsAndReloads, joinsAndReloads, undo, VSIX } from './seat';
import { TheiaWorkbench } from './theiaWorkbench';

describe('Theia in a browser', () => {
  const ends: Ends = [];
  let workbench: TheiaWorkbench;
  let chat: ChatPanel;

  before(async () => {
    const script = pathToFileURL(path.resolve('scripts/theia/theia.mjs')).href;
    const { startTheia } = (await import(script)) as typeof Theia;
    const { home, folder } = await freshHome(ends);
    const theia = await startTheia({ home, vsix: VSIX, folder, settings: { 'tilde.username': 'Ada' } });
    ends.push(theia.stop);
    const page = await freshPage(ends);
    workbench = await TheiaWorkbench.open(page, theia.url);
    chat = new ChatPanel(page, 'theia');
  });

  after(async () => {
    Peer.dropAll();
    await undo(ends);
  });

  it('hosts a room, in which one talks, and to which its host returns after a reload', () =>
    hostsAndReloads({ workbench, chat }));

  it('joins a room, in which one talks, and returns to it after a reload', () =>
    joinsAndReloads({ workbench, chat }));

  it('lists the members, where nobody is too', async () => {
    await workbench.unfold('Members');
    await workbench.page.getByText('Once you are in a room, everybody in it is listed here.').waitFor();
    const port = await freePort();
    await workbench.runCommand('Tilde: Host Room');
    await workbench.choice('the server of this editor').first().waitFor();
    await workbench.hostsAs({ port, who: ONLY_HERE });
    await workbench.row(/^Ada/).waitFor();
    const carol = await joinLine(port, 'carol');
    await workbench.row(/^carol/).click();
    await chat.hasDraft('@carol ');
    await workbench.showExplorer();
    await carol.send('<command:undo> <https://example.org> [a](command:undo)\n');
    const toast = workbench.toasts.filter({ hasText: 'carol: ' });
    await toast.waitFor();
    assert.equal(await toast.locator('a').count(), 0, 'what a peer says is no link');
    await workbench.runCommand('Tilde: Show Chat');
    await chat.isInSight(chat.messages('<command:undo> <https://example.org> [a](command:undo)'));
  });

  it('shows the invitation, where the browser lets nobody copy it', async () => {
    await workbench.runCommand('Tilde: Copy Invitation');
    assert.match(await workbench.proposal('Copy by Hand'), / vscode:\/\/tilde-chat\.tilde\/join\?/);
    await workbench.cancel('Copy by Hand');
  });

  it('has its first steps in the chat', async () => {
    await workbench.showExplorer();
    await workbench.runCommand('Tilde: Welcome');
    await chat.app.waitFor();
  });
});
