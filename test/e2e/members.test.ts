import assert from 'node:assert/strict';
import { NativePeer, Peer } from '../conformance/support/peer';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { HeldBack } from './pages/heldBack';
import { Keyboard } from './pages/keyboard';
import { ONLY_HERE } from './pages/workbench';

describe('the view of a room', () => {
  const people = usePeople({ oneStory: true });
  let alice: Person;
  let port: number;

  before(async () => {
    alice = await people.arrive('Alice');
    people.atEnd(() => Peer.dropAll());
    port = await freePort();
  });

  it('says what will be listed where nobody is; the ways into a room are in the chat, once', async () => {
    await alice.opensChat();
    await alice.members.unfold();
    await alice.members.pane.getByText('Once you are in a room, everybody in it is listed here.').waitFor();
    assert.equal(await alice.members.button('Host Room').count(), 0);
    await alice.chat.button('Host Room').click();
    await alice.workbench.hostsAs({ port, room: 'Workshop $(bug)', who: ONLY_HERE });
    await alice.chat.isNow('joined');
    await alice.members.row(/^Alice, you, host, In the room since /).waitFor();
    await alice.members.pane.getByText(/^you · host · here since \d/).waitFor();
    await alice.members.pane.getByText('Once you are in a room').waitFor({ state: 'detached' });
  });

  it('draws names as they are, without pictures or links', async () => {
    const peer = await Peer.connect(port);
    await peer.send('$(bug) x (command:y)\nhi\n');
    const row = alice.members.row(/^\$\(bug\) x \(command:y\), plain text only/);
    await row.waitFor();
    assert.match(await row.innerText(), /\$\(bug\) x \(command:y\)/);
    assert.equal(await row.locator('.codicon-bug').count(), 0);
    await alice.workbench.statusBarItem('Workshop $(bug)').waitFor();
    assert.equal(await alice.workbench.status.locator('.codicon-bug').count(), 0);
    await people.picture('members');
  });

  it('writes the name of somebody whose row is clicked, and once more by Enter, where one writes', async () => {
    const { chat, members, workbench } = alice;
    const row = members.row(/^\$\(bug\) x/);
    await row.dblclick();
    await chat.hasDraft('@$(bug) x (command:y) ');
    await chat.composer.fill('');
    await members.row(/^Alice/).click();
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    await chat.hasDraft('@$(bug) x (command:y) ');
    await row.click({ button: 'right' });
    assert.deepEqual(await workbench.menuLabels(), [
      'Mention Member',
      'Send Direct Message',
      'Ignore Member',
      'Remove Member',
    ]);
    await workbench.page.keyboard.press('Escape');
  });

  it('writes to one member alone, in a conversation of its own', async () => {
    const { chat, members, workbench } = alice;
    const keyboard = new Keyboard(workbench);
    const ivy = await NativePeer.join(port, 'Ivy');
    const mid = ivy.welcome['mid'];
    const own = members.row(/^Alice/);
    await chat.begin('for everybody');
    // a list that is drawn anew meanwhile loses the key that is pressed just then, or a click goes to somebody else's row
    await members.row(/^Ivy/).waitFor();
    await keyboard.command('Tilde: Focus on Members View');
    await members.pane.locator('.monaco-list:focus').waitFor();
    await keyboard.press('Home');
    await members.focusedRow.waitFor();
    await keyboard.goDownTo(members.row(/^Ivy/), members.pane);
    await keyboard.press('Shift+F10');
    await workbench.menuItem('Send Direct Message').waitFor();
    await keyboard.goTo(workbench.menuItem('Send Direct Message'), 'ArrowDown');
    await keyboard.press('Enter');
    await chat.directHint.filter({ hasText: 'can read them' }).waitFor();
    await chat.app.getByText('No messages yet.').waitFor();
    await chat.hasDraft('');
    await chat.hasFocus();
    await chat.send('psst');
    await ivy.next('say', { text: 'psst', to: mid });
    await chat.isSent('psst');
    await people.picture('direct');
    await chat.opensMenu(chat.messages('psst'));
    await workbench.chooseInMenu('Copy Text');
    await alice.hasCopied('psst');
    await chat.opensMenu(chat.messages('psst'));
    await workbench.chooseInMenu('Copy Link to Message');
    const link = new URL(await alice.clipboardAfter('psst'));
    await chat.conversation('Everybody').click();
    await chat.hasDraft('for everybody');
    await workbench.follow(`message${link.search}`);
    await chat.messages('psst').waitFor();
    await chat.conversation('Everybody').click();
    await chat.hasDraft('for everybody');
    await chat.messages('hi').waitFor();
    assert.equal(await chat.messages('psst').count(), 0);

    const said = await ivy.next('say', { text: 'psst' });
    await ivy.send('say', { id: 'answer', text: 'what is it?', to: said.payload['by'] });
    await workbench.toasts.filter({ hasText: 'what is it?' }).getByRole('button', { name: 'Reply' }).click();
    await chat.messages('what is it?', { author: 'Ivy' }).waitFor();
    await chat.conversation('Everybody').click();
    await chat.messages('hi').waitFor();
    await chat.messages('what is it?').waitFor({ state: 'detached' });
    await ivy.send('say', { id: 'more', text: 'well?', to: said.payload['by'] });
    await chat.conversation('Ivy New messages: 1').click();
    await chat.messages('well?', { author: 'Ivy' }).waitFor();
    await chat.conversation('Everybody').click();
    await chat.hasDraft('for everybody');
    await chat.composer.fill('');

    await chat.send('/msg Nobody hi');
    await chat.app.getByText('Nobody in the room has that name.').waitFor();
    await chat.hasDraft('/msg Nobody hi');
    await chat.send('/msg @ivy by command');
    await ivy.next('say', { text: 'by command', to: mid });
    await chat.messages('by command', { own: true }).waitFor();
    await chat.conversation('Everybody').click();
    await ivy.send('say', { id: 'all', text: 'for all' });
    const author = chat.messages('for all', { author: 'Ivy' }).locator('.author');
    await author.click();
    assert.deepEqual(await workbench.menuLabels(), [
      'Send Direct Message',
      'Mention Member',
      'Ignore Member',
    ]);
    await author.click();
    await workbench.chooseInMenu('Send Direct Message');
    await chat.messages('by command', { own: true }).waitFor();
    await chat.hasFocus();
    const { seq } = (await ivy.next('say', { text: 'for all' })).payload;
    await ivy.send('say', { id: 'about', text: 'did you see it?', to: said.payload['by'], reply: seq });
    await chat.messages('did you see it?').locator('.reply').click();
    await chat.messages('for all', { author: 'Ivy' }).waitFor();
    await chat.conversation('Ivy').click();
    await chat.messages('by command', { own: true }).waitFor();
    await chat.hasFocus();
    await workbench.page.keyboard.press('Escape');
    await author.click();
    await workbench.chooseInMenu('Mention Member');
    await chat.hasDraft('@Ivy ');
    await chat.composer.fill('');
    await own.click();
  });

  it('draws the name in a mention anew when the member takes another one', async () => {
    const mia = await NativePeer.join(port, 'Mia');
    const mentions = [{ mid: mia.welcome['mid'], name: 'Mia' }];
    await mia.send('say', { id: 'said', text: 'I am @Mia', mentions });
    await alice.chat.messages('I am @Mia').waitFor();
    await mia.send('rename', { id: 'renamed', name: 'Rosa' });
    await alice.chat.messages('I am @Rosa').waitFor();
  });

  it('shows the chat again, draft and all, after it was hidden', async () => {
    await alice.chat.send('before');
    await alice.chat.messages('before').waitFor();
    await alice.chat.begin('not yet sent');
    await alice.workbench.showExplorer();
    const peer = await Peer.connect(port);
    await peer.send('erin\nmeanwhile\n');
    await alice.workbench.badge.filter({ hasText: /^1$/ }).waitFor();
    await alice.workbench.clickStatusBar('Workshop');
    await alice.chat.messages('before', { own: true }).waitFor();
    await alice.chat.messages('meanwhile', { author: 'erin' }).waitFor();
    assert.equal(await alice.chat.composer.inputValue(), 'not yet sent');
    await alice.workbench.badge.waitFor({ state: 'hidden' });
  });

  for (const [place, part, visitor] of [
    ['New Panel Entry', '.part.panel', 'frank'],
    ['New Secondary Side Bar Entry', '.part.auxiliarybar', 'gina'],
  ] as const) {
    it(`goes on where it was moved to: ${place}`, async () => {
      const { page } = alice.workbench;
      await alice.workbench.runCommand('View: Move View');
      await alice.workbench.choose('Chat');
      await alice.workbench.choose(place);
      await page.locator(part).getByText('Tilde').filter({ visible: true }).first().waitFor();
      await alice.chat.isNow('joined');
      await alice.chat.messages('meanwhile', { author: 'erin' }).waitFor();
      assert.equal(await alice.chat.composer.inputValue(), 'not yet sent');
      const peer = await Peer.connect(port);
      await peer.send(`${visitor}\nfound you\n`);
      await alice.chat.messages('found you', { author: visitor }).waitFor();
      assert.equal(await alice.chat.messages('before').count(), 1);
      await people.picture(`moved to ${place}`);
    });
  }

  it('and is still there after the window was reloaded', async () => {
    const { page } = alice.workbench;
    await alice.workbench.reload();
    await alice.chat.isNow('joined');
    await page.locator('.part.auxiliarybar').getByText('Tilde').filter({ visible: true }).first().waitFor();
    await alice.chat.messages('meanwhile', { author: 'erin' }).waitFor();
  });

  it('lists who came just when the list was opened', async () => {
    const { workbench, members } = alice;
    await workbench.showExplorer();
    const late = await HeldBack.from(workbench.page);
    await workbench.reload();
    await alice.chat.isNow('joined');
    // VS Code hears of one change after the other: none of before may be on its way
    await workbench.isCaughtUp();
    await late.hold();
    await workbench.activityBarItem.click();
    // the answer to what VS Code asks when the list is opened; what comes with it, VS Code loses
    await late.has('member:');
    await NativePeer.join(port, 'Hanna');
    await late.has('$refresh');
    await late.release();
    // before a minute has passed, when all of it is looked at anew
    await members.row(/^Hanna, In the room since /).waitFor({ timeout: 30_000 });
  });
});

describe('in another language', () => {
  const people = usePeople();

  it('manifest, flows, status bar, list and panel speak it', async () => {
    const settings = { 'tilde.username': 'Anna', 'tilde.port': await freePort() };
    const anna = await people.arrive('Anna', { language: 'de', settings });
    const { workbench, chat } = anna;
    await workbench.runCommand('Tilde: Raum eröffnen');
    await workbench.pick('Raum eröffnen: Wer beitreten kann', /Nur .*Nicht verschlüsselt/);
    await chat.isNow('joined');
    await workbench.toasts.filter({ hasText: 'Der Raum „annas-project“ ist nur auf' }).waitFor();
    await chat.notice('Du bist dem Raum beigetreten.').waitFor();
    await chat.app.locator('.details').getByText('Gastgeber: du').waitFor();
    await chat.send('Moin');
    assert.match(await chat.messages('Moin').locator('time').innerText(), /^\d\d:\d\d$/);
    const pane = workbench.page.locator('.pane', { hasText: 'Mitglieder' });
    await pane.locator('.pane-header').click();
    await pane.getByRole('treeitem', { name: /^Anna, du, Gastgeber, Im Raum seit \d/ }).waitFor();
    await workbench
      .statusBarItem('annas-project')
      .filter({ has: workbench.page.getByLabel(/Personen im Raum: 1/) })
      .waitFor();
    await people.picture('german');
  });
});
