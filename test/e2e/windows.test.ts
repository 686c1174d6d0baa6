import assert from 'node:assert/strict';
import { Peer } from '../conformance/support/peer';
import { type RunningServer, startServer } from '../conformance/support/server';
import { usePeople } from './fixtures/people';
import type { Person, PersonWindow } from './fixtures/person';
import { SeedPeer } from './fixtures/seedPeer';

const times = (text: string, part: string): number => text.split(part).length - 1;

/** In the room, and then at work on something else. */
async function isInRoom({ workbench, chat }: PersonWindow): Promise<void> {
  await chat.isNow('joined');
  await workbench.statusBarItem('Lab').waitFor();
  await workbench.showExplorer();
}

describe('three windows of two people', () => {
  const people = usePeople({ oneStory: true });
  let room: RunningServer;
  let carol: SeedPeer;
  let alice: Person;
  let second: PersonWindow;
  let bob: Person;

  before(async () => {
    room = await startServer();
    people.atEnd(() => room.stop());
    carol = await SeedPeer.join(room.port, 'carol');
    people.atEnd(() => carol.leave());
    const arrive = async (name: string): Promise<Person> => {
      const settings = { 'tilde.username': name, 'tilde.autoJoin': `127.0.0.1:${room.port}` };
      const person = await people.arrive(name, { settings });
      await isInRoom(person);
      return person;
    };
    alice = await arrive('Alice');
    second = await alice.openWindow('another-project');
    await isInRoom(second);
    bob = await arrive('Bob');
  });

  it('one who is there twice is one member, who joined once', async () => {
    await carol.sees('SERVER~Welcoming Bob to the chat!');
    assert.equal(times(carol.received, 'Welcoming Alice'), 1, carol.received);
    assert.doesNotMatch(carol.received, /Alice-2/);
  });

  it('a message that nobody looks at is counted in all windows of a person, in the icon and the status bar', async () => {
    // the first window had the focus last, and now neither has it
    await second.workbench.setFocused(false);
    await alice.workbench.setFocused(false);
    await alice.workbench.setFocused(true);
    await alice.workbench.setFocused(false);
    for (const { workbench } of [alice, second]) await workbench.isCaughtUp();
    carol.say('[free cookies](command:workbench.action.closeWindow) in the kitchen');
    // a notification goes away by itself: all are waited for at once
    await Promise.all([
      ...[alice, bob].map(({ workbench }) =>
        workbench.toasts.filter({ hasText: 'carol: [free cookies]' }).waitFor(),
      ),
      ...[alice, second, bob].flatMap(({ workbench }) => [
        workbench.badge.filter({ hasText: /^1$/ }).waitFor(),
        workbench.statusBarItem(/Lab\s+3\s+1/).waitFor(),
      ]),
    ]);
  });

  it('one window tells of it, the one that had the focus last; what came is text, not a link', async () => {
    const toast = alice.workbench.toasts;
    await toast
      .filter({ hasText: 'carol: [free cookies] (command:workbench.action.closeWindow) in the' })
      .waitFor();
    assert.equal(await toast.locator('.notification-list-item-message a').count(), 0);
    assert.equal(await alice.workbench.toasts.count(), 1);
    assert.equal(await second.workbench.toasts.count(), 0);
    await people.picture('toast');
  });

  it('reply leads to the chat, and what is read there is read in the other window, too', async () => {
    // first, for a notification goes away in a window that has the focus
    await alice.workbench.toasts.getByRole('button', { name: 'Reply' }).click();
    await alice.workbench.setFocused(true);
    await alice.chat.composer.waitFor();
    for (const { workbench } of [alice, second]) await workbench.badge.waitFor({ state: 'hidden' });
    await bob.workbench.badge.waitFor();
    await alice.chat.composer.pressSequentially('Coming!');
    await alice.chat.sendButton.click();
    await carol.sees('Alice~Coming!');
  });

  it('a burst makes one more notification, in the window that has the focus', async () => {
    await alice.workbench.showExplorer();
    await alice.workbench.setFocused(false);
    await second.workbench.setFocused(true);
    for (const { workbench } of [alice, second]) await workbench.isCaughtUp();
    const dave = await Peer.connect(room.port);
    people.atEnd(() => Peer.dropAll());
    await dave.send('dave\none\ntwo\nthree\n');
    await second.workbench.toasts.filter({ hasText: /New messages: 3\b.*dave: three/ }).waitFor();
    // of the message before, too, which would still stand there
    assert.equal(await second.workbench.toasts.count(), 1);
  });

  it('the list names who is there, since when, and marks oneself and plain programs', async () => {
    await bob.workbench.clickStatusBar('Lab');
    await bob.chat.isNow('joined');
    const list = bob.members;
    await list.unfold();
    await list.row(/^Bob, you, In the room since /).waitFor();
    await list.row(/^Alice, In the room since /).waitFor();
    await list.row(/^carol, plain text only, In the room since /).waitFor();
    await list.row(/^dave, plain text only, In the room since /).waitFor();
    await list.row(/^Open room/).waitFor();
    assert.equal(await list.rows.count(), 1 + 4);
    assert.match(await list.header.innerText(), /Members\s*4/i);
    await people.picture('members-Bob');
  });

  it('it tells apart one’s own windows', async () => {
    await alice.workbench.clickStatusBar('Lab');
    await alice.chat.isNow('joined');
    const list = alice.members;
    await list.unfold();
    const own = list.row(/^Alice, you, /);
    await own.locator('.monaco-tl-twistie.collapsible').click();
    await list.row(/^alices-project, This window/).waitFor();
    await list.row(/^another-project, Another window of yours/).waitFor();
    await people.picture('members-Alice');
  });

  it('one leaves with the last window, and once', async () => {
    await second.workbench.close();
    const list = alice.members;
    await list.row(/^another-project/).waitFor({ state: 'detached' });
    // its process is gone, and with that its connection
    await alice.extensionHost();
    carol.say('still here?');
    await alice.chat.messages('still here?').waitFor();
    // to her it comes behind what the room told her
    await carol.sees('carol~still here?');
    assert.equal(times(carol.received, 'Alice has left'), 0, carol.received);
    await alice.closeWindow();
    await carol.sees('SERVER~Alice has left the chat.');
    await bob.members.row(/^Alice/).waitFor({ state: 'detached' });
    carol.say('now gone');
    await carol.sees('carol~now gone');
    assert.equal(times(carol.received, 'Alice has left'), 1);
  });
});
