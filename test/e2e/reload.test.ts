import assert from 'node:assert/strict';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { assertFree, freePort } from './fixtures/ports';
import { isGone } from './fixtures/processes';
import { passing } from './pages/passing';

describe('windows that are reloaded, processes that are killed', () => {
  const people = usePeople({ oneStory: true });
  let alice: Person;
  let bob: Person;
  let port: number;

  before(async () => {
    alice = await people.arrive('Alice');
    bob = await people.arrive('Bob');
    port = await freePort();
    await alice.hosts(port);
    await alice.members.unfold();
    await bob.joins(port);
  });

  it('the host reloads: the same room is back on the same port, its members in it by themselves', async () => {
    const before = await alice.chatServer();
    await alice.chat.send('/msg Bob between the two of us');
    await alice.chat.isSent('between the two of us');
    await alice.workbench.reload();
    await alice.chat.isNow('joined');
    await isGone(before);
    assert.notEqual(await alice.chatServer(), before);
    await alice.workbench.statusBarItem('Workshop').waitFor();
    await bob.tells(alice, 'There you are again');
    await alice.tells(bob, 'It was only the window');
    await bob.chat.notice('went and came back').waitFor();
    await alice.chat.conversation('Bob').click();
    await alice.chat.messages('between the two of us', { own: true }).waitFor();
    await alice.chat.conversation('Everybody').click();
  });

  it('a member reloads, and again, and is in the room each time, once, with what was begun', async () => {
    for (const word of ['once', 'twice']) {
      await bob.chat.begin(`Half a thought, ${word}`);
      await alice.tells(bob, `Do not reload ${word}`);
      await bob.workbench.reload();
      await bob.chat.isNow('joined');
      await alice.tells(bob, `You reloaded ${word}`);
      assert.equal(await bob.chat.composer.inputValue(), `Half a thought, ${word}`);
    }
    await bob.tells(alice, 'Mine too, now');
    await alice.members.row(/^Bob/).waitFor();
    assert.equal(await alice.members.row(/^Bob/).count(), 1);
  });

  it('a killed server is started again, and says so', async () => {
    const before = await alice.chatServer();
    process.kill(before, 'SIGKILL');
    await isGone(before);
    await alice.workbench.toasts.filter({ hasText: 'was started again' }).waitFor();
    await alice.chat.isNow('joined');
    await bob.tells(alice, 'Did you see that?');
    await alice.tells(bob, 'I did');
    assert.notEqual(await alice.chatServer(), before);
  });

  it('an extension host is killed: the members are told that the host is away, then all are back', async () => {
    const before = await alice.chatServer();
    const extensionHost = await alice.extensionHost();
    await passing(bob.chat.app, 'Host is away', async () => {
      process.kill(extensionHost, 'SIGKILL');
      await isGone(before);
    });
    await alice.chat.isNow('joined');
    await bob.chat.isNow('joined');
    await bob.tells(alice, 'And again');
  });

  it('a room that was left on purpose stays left', async () => {
    await bob.workbench.runCommand('Tilde: Leave Room');
    await bob.chat.isNow('left');
    await bob.workbench.reload();
    // drawn once the extension has told the panel how it stands
    await bob.chat.button('Join Room').waitFor();
    await bob.chat.isNow('idle');
    const server = await alice.chatServer();
    // else she is asked whether he may lose it
    await alice.members.row(/^Bob/).waitFor({ state: 'detached' });
    await alice.workbench.runCommand('Tilde: Leave Room');
    await isGone(server);
    await alice.workbench.reload();
    await alice.chat.button('Join Room').waitFor();
    await alice.chat.isNow('idle');
    assert.deepEqual(alice.chatServers, []);
    await assertFree(port);
    await bob.chat.isNow('idle');
  });

  it('rooms of late are offered by name, a typed address comes before them, and they can be forgotten', async () => {
    await bob.workbench.runCommand('Tilde: Join Room');
    const recent = bob.workbench.quickInput.locator('.monaco-list-row', { hasText: 'Workshop' });
    await recent.waitFor();
    await bob.workbench.quickInput.locator('input').first().fill('nonsense/here');
    await bob.workbench.quickInput.getByText('That is no name or IP address').waitFor();
    await bob.workbench.quickInput.locator('input').first().fill('');
    await recent.hover();
    await recent.locator('[aria-label="Forget This Room"]').click();
    await recent.waitFor({ state: 'detached' });
  });
});
