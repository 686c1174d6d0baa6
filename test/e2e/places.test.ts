import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { NativePeer, Peer } from '../conformance/support/peer';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { ChatPanel } from './pages/chatPanel';

const WINDOW = { width: 1280, height: 800 };
/** What 200 % zoom leaves of it. */
const ZOOMED = { width: 640, height: 400 };

describe('the chat in little room, in the editor and in the bottom panel', () => {
  const people = usePeople({ oneStory: true });
  let ada: Person;
  let port: number;
  let bob: NativePeer;
  let tab: ChatPanel;

  const bobSays = (text: string): Promise<unknown> => bob.send('say', { id: text, text });

  before(async () => {
    ada = await people.arrive('Ada');
    people.atEnd(() => Peer.dropAll());
    port = await freePort();
    await ada.opensChat();
    await ada.hosts(port);
    bob = await NativePeer.join(port, 'Bob');
    for (let line = 1; line <= 60; line++) await bobSays(`line ${line}`);
    await ada.chat.messages('line 60').waitFor();
    tab = new ChatPanel(ada.workbench.page, 'tab');
  });

  it('has its composer in sight at 200 % zoom, with the members folded, as they are at first, and unfolded', async () => {
    const { workbench, chat, members } = ada;
    await workbench.page.setViewportSize(ZOOMED);
    assert.equal(await members.header.getAttribute('aria-expanded'), 'false');
    await chat.hasRoom();
    await people.picture('zoomed');
    await members.unfold();
    await members.row(/^Bob/).waitFor();
    await chat.hasRoom();
    await people.picture('zoomed-members');
    await workbench.page.setViewportSize(WINDOW);
  });

  it('opens in the editor, beside the view: both show the room, and what is written in one is in the other', async () => {
    const { workbench } = ada;
    const chat = new ChatPanel(workbench.page, 'view');
    await workbench.runCommand('Tilde: Open Chat in Editor');
    await workbench.editorTab('Workshop').waitFor();
    await tab.messages('line 60').waitFor();
    await tab.hasRoom();
    await tab.begin('half a thought');
    await chat.hasDraft('half a thought');
    await chat.send('and the other half');
    await tab.isSent('and the other half');
    await tab.hasDraft('');
    await bob.next('say', { text: 'and the other half' });
    await people.picture('editor');
  });

  it('is there once, and is where a click in the status bar leads', async () => {
    const { workbench } = ada;
    await workbench.showExplorer();
    await workbench.status.click();
    await tab.hasFocus();
    await workbench.runCommand('Tilde: Show Chat');
    await tab.hasFocus();
    await workbench.runCommand('Tilde: Open Chat in Editor');
    await tab.hasFocus();
    assert.equal(await workbench.editorTab('Workshop').count(), 1);
  });

  it('is looked at there: what comes is read, and not notified', async () => {
    await bobSays('do you see this?');
    await tab.messages('do you see this?').waitFor();
    await ada.workbench.isCaughtUp();
    await ada.workbench.badge.waitFor({ state: 'hidden' });
    assert.equal(await ada.workbench.toasts.filter({ hasText: 'do you see this?' }).count(), 0);
  });

  it('is where it was after the window was reloaded, with its draft and the reader’s place', async () => {
    const { workbench } = ada;
    await tab.begin('not yet said');
    await tab.scrollTo(tab.messages('line 20'));
    await workbench.reload();
    await tab.isNow('joined');
    await workbench.editorTab('Workshop').waitFor();
    await tab.isInSight(tab.messages('line 20'));
    await tab.hasDraft('not yet said');
    await people.picture('editor-reloaded');
  });

  it('goes into a window of its own', async () => {
    const { workbench } = ada;
    const opened = workbench.page.waitForEvent('popup');
    await workbench.editorTab('Workshop').click();
    await workbench.runCommand('View: Move Editor into New Window');
    const window: Page = await opened;
    const alone = new ChatPanel(window, 'tab');
    await alone.isNow('joined');
    await alone.hasDraft('not yet said');
    await alone.send('from a window of my own');
    await alone.isSent('from a window of my own');
    await window.close();
  });

  it('has its composer in sight in the bottom panel', async () => {
    const { workbench, chat } = ada;
    await workbench.runCommand('View: Move View');
    await workbench.choose('Chat');
    await workbench.choose('New Panel Entry');
    await workbench.page.locator('#workbench\\.parts\\.panel').waitFor();
    await chat.messages('from a window of my own', { own: true }).waitFor();
    await chat.hasRoom();
    await people.picture('bottom-panel');
  });

  it('takes what is selected in the editor by a key, for a remark that goes with it', async () => {
    const { workbench, chat } = ada;
    // the window was reloaded, and the room with it
    const carl = await NativePeer.join(port, 'Carl');
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.page.keyboard.type('const a = 1;');
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.keyboard.press('g');
    await chat.attached.waitFor();
    await chat.hasFocus();
    await chat.send('why?');
    const { payload } = await carl.next('say', { text: 'why?' });
    const alone = { above: '', below: '', outline: '', copies: 1, copy: 1, lines: 1 };
    const code = { path: 'Untitled-1', start: 1, end: 1, text: 'const a = 1;', context: alone };
    assert.deepEqual(payload['code'], code);
    await chat.log.locator('.message.own .code-block', { hasText: 'const a = 1;' }).waitFor();
    await people.picture('shared');
  });
});
