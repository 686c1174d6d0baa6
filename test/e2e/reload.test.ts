import assert from 'node:assert/strict';
import { launchBrowser } from '../browser';
import { Person } from './fixtures/person';
import { assertFree, freePort } from './fixtures/ports';
import { chatServersOf, extensionHostsOf, isGone } from './fixtures/processes';

/** The one chat server that this person's VS Code has started. */
function chatServerOf({ server }: Person): number {
  const servers = chatServersOf(server.pid!);
  assert.equal(servers.length, 1, 'one chat server');
  return servers[0]!;
}

describe('windows that are reloaded, processes that are killed', function () {
  this.bail(true);
  let alice: Person;
  let bob: Person;
  let port: number;
  let people: readonly Person[] = [];
  const closing: (() => Promise<void>)[] = [];

  /** Says it in one window and waits for it in the other. */
  const talk = async (from: Person, to: Person, text: string): Promise<void> => {
    await from.chat.send(text);
    await to.chat.messages(text, { author: from.name }).waitFor();
  };

  before(async () => {
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const arrive = async (name: string): Promise<Person> => {
      const person = await Person.arrive(browser, name, { 'tilde.username': name });
      closing.push(() => person.leave());
      return person;
    };
    alice = await arrive('Alice');
    bob = await arrive('Bob');
    people = [alice, bob];
    port = await freePort();
    await alice.workbench.runCommand('Tilde: Host Room');
    await alice.workbench.pick('Host: Who Can Join', 'This computer only');
    await alice.workbench.answer('Host: Name of the Room', 'Workshop');
    await alice.workbench.answer('Host: Port', String(port));
    await alice.chat.isNow('joined');
    await bob.workbench.runCommand('Tilde: Join Room');
    await bob.workbench.answer('Join Room', `127.0.0.1:${port}`);
    await bob.chat.isNow('joined');
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const title = this.currentTest.title.replace(/\W+/g, '-').slice(0, 60);
    for (const { name, workbench } of people) {
      if (!workbench.page.isClosed()) await workbench.screenshot(`test-results/failed-${title}-${name}.png`);
    }
  });

  after(async () => {
    for (const close of closing.reverse()) await close();
  });

  it('the host reloads: the same room is back on the same port, its members in it by themselves', async () => {
    const before = chatServerOf(alice);
    await alice.workbench.reload();
    await alice.chat.isNow('joined');
    assert.notEqual(chatServerOf(alice), before);
    await alice.workbench.statusBarItem('Workshop').waitFor();
    await talk(bob, alice, 'There you are again');
    await talk(alice, bob, 'It was only the window');
    await isGone(before);
  });

  it('a member reloads and is in the room again', async () => {
    await bob.workbench.reload();
    await bob.chat.isNow('joined');
    await talk(bob, alice, 'Mine too, now');
  });

  it('a killed server is started again, and says so', async () => {
    const before = chatServerOf(alice);
    process.kill(before, 'SIGKILL');
    await isGone(before);
    await alice.workbench.toasts.filter({ hasText: 'was started again' }).waitFor();
    await alice.chat.isNow('joined');
    await talk(bob, alice, 'Did you see that?');
    await talk(alice, bob, 'I did');
    assert.notEqual(chatServerOf(alice), before);
  });

  it('an extension host is killed: the members are told that the host is away, then all are back', async () => {
    const before = chatServerOf(alice);
    const [host] = extensionHostsOf(alice.server.pid!);
    assert.ok(host !== undefined);
    const away = bob.chat.app.getByText('The host of the room is away').waitFor();
    process.kill(host, 'SIGKILL');
    await isGone(before);
    await away;
    await alice.chat.isNow('joined');
    await bob.chat.isNow('joined');
    await talk(bob, alice, 'And again');
  });

  it('a room that was left on purpose stays left', async () => {
    await bob.workbench.runCommand('Tilde: Leave Room');
    await bob.chat.isNow('left');
    await bob.workbench.reload();
    await bob.chat.isNow('idle');
    const server = chatServerOf(alice);
    await alice.workbench.runCommand('Tilde: Leave Room');
    await isGone(server);
    await alice.workbench.reload();
    await alice.chat.isNow('idle');
    assert.deepEqual(chatServersOf(alice.server.pid!), []);
    await assertFree(port);
  });

  it('rooms of late are offered by name, a typed address comes before them, and they can be forgotten', async () => {
    await bob.workbench.runCommand('Tilde: Join Room');
    const recent = bob.workbench.quickInput.locator('.monaco-list-row', { hasText: 'Workshop' });
    await recent.waitFor();
    await bob.workbench.quickInput.locator('input').first().fill('nonsense here');
    await bob.workbench.quickInput.getByText('That is no name or IP address').waitFor();
    await bob.workbench.quickInput.locator('input').first().fill('');
    await recent.hover();
    await recent.locator('[aria-label="Forget This Room"]').click();
    await recent.waitFor({ state: 'detached' });
  });
});
