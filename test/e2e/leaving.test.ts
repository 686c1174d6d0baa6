import assert from 'node:assert/strict';
import { joinLine, Peer } from '../conformance/support/peer';
import { startServer } from '../conformance/support/server';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { assertFree, freePort } from './fixtures/ports';
import { isGone } from './fixtures/processes';
import { passing } from './pages/passing';

/** How often a server that was killed is started again, within two minutes. */
const RESTARTS = 3;

describe('a room that comes to its end', () => {
  const people = usePeople({ oneStory: true });
  let alice: Person;
  let bob: Person;
  let port: number;

  before(async () => {
    alice = await people.arrive('Alice');
    bob = await people.arrive('Bob');
    people.atEnd(() => Peer.dropAll());
    port = await freePort();
  });

  it('a host who leaves is asked, and told how many lose the room; nobody does until it is closed', async () => {
    const { workbench, chat } = alice;
    await alice.hosts(port);
    await bob.joins(port);
    await chat.notice('Bob').waitFor();
    await workbench.runCommand('Tilde: Leave Room');
    await workbench.dialog.getByText('One other person is in it and has to leave, too.').waitFor();
    await workbench.dialogButton('Cancel').click();
    await bob.tells(alice, 'still here');

    const carol = await joinLine(port, 'carol');
    await chat.notice('carol').waitFor();
    await workbench.runCommand('Tilde: Leave Room');
    await workbench.dialog.getByText('2 other people are in it and have to leave, too.').waitFor();
    await workbench.dialogButton('Close Room').click();
    await chat.isNow('left');
    assert.equal(await carol.untilGone(), 'end');
    await bob.chat.isNow('left');
    await bob.chat.app.getByText('The host closed the room.').waitFor();
    await bob.chat.messages('still here', { own: true }).waitFor();
  });

  it('its host, who opens it again where its port is taken meanwhile, is told where it is now', async () => {
    const { workbench, chat } = alice;
    const other = await startServer('--port', String(port));
    await chat.button('Reopen Room').click();
    await chat.isNow('joined');
    await (await workbench.notification(`Port ${port} is in use by the room “Lab”`)).waitFor();
    await workbench.runCommand('Tilde: Leave Room');
    await chat.isNow('left');
    await other.stop();
  });

  it('a server that is killed again and again is given up, in a sentence', async () => {
    await alice.hosts(port);
    const killed: number[] = [];
    while (killed.length < 1 + RESTARTS) {
      const server = await alice.chatServer(killed.at(-1));
      process.kill(server, 'SIGKILL');
      await isGone(server);
      killed.push(server);
    }
    await alice.chat.isNow('left');
    const sentence = 'The server of your room stopped unexpectedly and could not be started again.';
    await alice.chat.app.getByText(sentence).waitFor();
    await (await alice.workbench.notification(sentence)).waitFor();
    assert.deepEqual(alice.chatServers, []);
    await assertFree(port);
  });

  it('a host who is gone is waited for, and what is said meanwhile waits, until the person leaves', async () => {
    await alice.hosts(port);
    await bob.joins(port);
    await alice.tells(bob, 'Back in a minute');
    const server = await alice.chatServer();
    await bob.chat.begin('Are you there?');
    await passing(bob.chat.app, 'Host is away', () => alice.closeWindow());
    await bob.chat.isNow('reconnecting');
    await bob.members.unfold();
    await bob.members.row(/^Bob, you/).waitFor();
    // she does not look as if she were there
    await bob.members.row(/^Alice, host(?!, away)/).waitFor({ state: 'detached' });
    await bob.chat.sendButton.click();
    await bob.chat.messages('Are you there?', { own: true }).getByText('Sending…').waitFor();
    await isGone(server);
    await assertFree(port);
    await bob.workbench.status.filter({ hasText: 'Workshop' }).waitFor();
    await people.picture('host-away');
    await bob.chat.button('Leave Room').click();
    await bob.chat.isNow('left');
    for (const label of ['Rejoin Room', 'Join Another Room…', 'Host Room'])
      await bob.chat.button(label).waitFor();
    await bob.chat.messages('Back in a minute', { author: 'Alice' }).waitFor();
  });

  it('what could not be sent says so, and can be copied; there is nowhere to send it again', async () => {
    const unsent = bob.chat.messages('Are you there?', { own: true });
    await passing(unsent, 'Copied', () => unsent.getByRole('button', { name: 'Copy' }).click());
    await bob.hasCopied('Are you there?');
    assert.equal(await unsent.getByRole('button', { name: 'Retry' }).count(), 0);
  });
});
