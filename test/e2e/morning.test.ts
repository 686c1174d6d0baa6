import assert from 'node:assert/strict';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { isGone } from './fixtures/processes';
import { ONLY_HERE_PRIVATE } from './pages/workbench';

/** A window that closes is not opened again for too long to go back to its room by itself. */
const NIGHT = { TILDE_RESTORE_WITHIN_MS: '-1' };

describe('the next morning', () => {
  const people = usePeople({ oneStory: true });
  let alice: Person;
  let bob: Person;
  let port: number;
  let key: string;

  before(async () => {
    alice = await people.arrive('Alice', { keepsSecrets: true, env: NIGHT });
    bob = await people.arrive('Bob', { keepsSecrets: true, env: NIGHT });
    port = await freePort();
  });

  it('the evening before, a private room of two', async () => {
    await alice.hosts(port, 'Workshop', ONLY_HERE_PRIVATE);
    await alice.copies('something else');
    await alice.workbench.runCommand('Tilde: Copy Key of the Room');
    key = await alice.clipboardAfter('something else');
    await bob.asksToJoin(`127.0.0.1:${port} ${key}`);
    await bob.chat.isNow('joined');
    await alice.tells(bob, 'See you tomorrow');
  });

  it('a host finds the room in the status bar and the empty chat, and one click opens it as it was', async () => {
    const { workbench, chat } = alice;
    const server = await alice.chatServer();
    await workbench.reload();
    await isGone(server);
    await bob.chat.isNow('reconnecting');
    await workbench.statusBarItem('Reopen Workshop').waitFor();
    await chat.isNow('idle');
    await chat.app.getByText('Welcome back').waitFor();
    for (const label of ['Host Room', 'Join Room']) assert.equal(await chat.button(label).count(), 1);
    await people.picture('morning');
    await chat.button('Reopen Workshop').click();
    await chat.isNow('joined');
    await chat.messages('See you tomorrow', { own: true }).waitFor();
    await workbench.statusBarItem('Reopen Workshop').waitFor({ state: 'detached' });
    await alice.copies('something else');
    await workbench.runCommand('Tilde: Copy Key of the Room');
    assert.equal(await alice.clipboardAfter('something else'), key);
  });

  it('a member who stayed is in by itself, at the same address, with the same key', async () => {
    await bob.chat.isNow('joined');
    await bob.tells(alice, 'Good morning');
    assert.equal(await bob.chat.messages('See you tomorrow', { author: 'Alice' }).count(), 1);
  });

  it('a member who went is in by one click, with all that was said and no question for the key', async () => {
    const { workbench, chat } = bob;
    await workbench.reload();
    await chat.isNow('idle');
    await workbench.clickStatusBar('Rejoin Workshop');
    await chat.isNow('joined');
    for (const [text, by] of [
      ['See you tomorrow', 'Alice'],
      ['Good morning', 'Bob'],
    ] as const)
      await chat.messages(text, by === 'Bob' ? { own: true } : { author: by }).waitFor();
    await bob.tells(alice, 'Here I am');
  });

  it('who comes before the host waits for it, and is in as soon as the room is open', async () => {
    const server = await alice.chatServer();
    await alice.workbench.reload();
    await isGone(server);
    await bob.workbench.reload();
    await bob.chat.button('Rejoin Workshop').click();
    await bob.chat.isNow('connecting');
    await bob.chat.app.getByText('Waiting for Workshop').waitFor();
    await bob.chat.app.getByText(`Nobody hosts a room at 127.0.0.1:${port} now.`).waitFor();
    await bob.workbench.statusBarItem('Waiting for Workshop').waitFor();
    await people.picture('before-the-host');
    await alice.workbench.runCommand('Tilde: Reopen or Rejoin Room');
    await alice.workbench.pick('Reopen or Rejoin Room', 'Reopen Workshop');
    await alice.chat.isNow('joined');
    await bob.chat.isNow('joined');
    await bob.tells(alice, 'I was early');
  });

  it('what is forgotten is not offered any more', async () => {
    const { workbench, chat } = bob;
    await workbench.reload();
    await chat.button('Rejoin Workshop').waitFor();
    await workbench.runCommand('Tilde: Reopen or Rejoin Room');
    await workbench.choice('Rejoin Workshop').hover();
    await workbench.choice('Rejoin Workshop').getByRole('button', { name: 'Forget This Room' }).click();
    await chat.app.getByText('Chat with your team').waitFor();
    await workbench.statusBarItem('Rejoin Workshop').waitFor({ state: 'detached' });
  });
});
