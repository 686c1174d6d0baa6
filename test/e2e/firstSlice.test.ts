import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser } from '../browser';
import { Person } from './fixtures/person';
import { assertFree, freePort } from './fixtures/ports';
import { familyOf, isGone } from './fixtures/processes';
import { SeedPeer } from './fixtures/seedPeer';

const PICTURES = 'test-results';

/** The chat server that this person's VS Code has started. */
function chatServerOf(person: Person): number {
  const pid = person.server.pid;
  assert.ok(pid);
  const servers = familyOf(pid).filter(({ commandLine }) =>
    /tilde-chat\.tilde-[^ ]*[\\/]server\.js/.test(commandLine),
  );
  assert.equal(servers.length, 1, 'one chat server');
  return servers[0]!.pid;
}

describe('two people and a plain socket in one room', function () {
  this.bail(true);
  let alice: Person;
  let bob: Person;
  let carol: SeedPeer;
  let port: number;
  let people: readonly Person[] = [];
  const closing: (() => Promise<void> | void)[] = [];

  before(async () => {
    await mkdir(PICTURES, { recursive: true });
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const arrive = async (name: string): Promise<Person> => {
      const person = await Person.arrive(browser, name);
      closing.push(() => person.leave());
      return person;
    };
    alice = await arrive('Alice');
    bob = await arrive('Bob');
    people = [alice, bob];
    port = await freePort();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const title = this.currentTest.title.replace(/\W+/g, '-');
    for (const { name, workbench } of people) {
      if (workbench.page.isClosed()) continue;
      await workbench.screenshot(path.join(PICTURES, `failed-${title}-${name}.png`));
    }
  });

  after(async () => {
    for (const close of closing.reverse()) await close();
  });

  it('Alice hosts by the palette', async () => {
    await alice.workbench.runCommand('Tilde: Host Room');
    await alice.workbench.answer('Host: Your Username', 'Alice');
    await alice.workbench.pick('Host: Who Can Join', 'This computer only');
    await alice.workbench.answer('Host: Name of the Room', 'Workshop');
    await alice.workbench.answer('Host: Port', String(port));
    await alice.chat.isNow('joined');
  });

  it('Bob joins by the palette', async () => {
    await bob.workbench.runCommand('Tilde: Join Room');
    await bob.workbench.answer('Join Room', `127.0.0.1:${port}`);
    await bob.workbench.answer('Join: Your Username', 'Bob');
    await bob.chat.isNow('joined');
    await alice.chat.notice('Bob').waitFor();
  });

  it('they talk in the panel', async () => {
    await alice.chat.send('Morning! Shall we look at the parser?');
    await bob.chat.messages('Morning! Shall we look at the parser?', { author: 'Alice' }).waitFor();
    await bob.chat.send('Yes, five minutes ☕');
    await alice.chat.messages('Yes, five minutes ☕', { author: 'Bob' }).waitFor();
  });

  it('a plain socket that knows only the original protocol joins, sees and is seen', async () => {
    carol = await SeedPeer.join(port, 'carol');
    closing.push(() => carol.leave());
    await alice.chat.notice('carol').waitFor();
    carol.say('greetings from netcat');
    await carol.sees('carol~greetings from netcat');
    for (const { chat } of people)
      await chat.messages('greetings from netcat', { author: 'carol' }).waitFor();
    await bob.chat.send('Hello carol');
    await carol.sees('Bob~Hello carol');
  });

  it('each message stands once in every panel, with its sender told apart', async () => {
    for (const { name, chat } of people) {
      assert.equal(await chat.messages('Hello carol').count(), 1);
      assert.equal(await chat.messages('Hello carol', { own: true }).count(), name === 'Bob' ? 1 : 0);
      assert.equal(await chat.log.locator('article.message').count(), 4);
    }
    for (const { name, workbench } of people) {
      await workbench.screenshot(path.join(PICTURES, `panel-${name}.png`));
    }
  });

  it('Bob leaves, and the others are told', async () => {
    await bob.workbench.runCommand('Tilde: Leave Room');
    await bob.chat.isNow('left');
    await carol.sees('SERVER~Bob has left the chat.');
    await alice.chat.notice(/Bob.*left/).waitFor();
  });

  it("Alice's window closes: the server is gone, its port is free, those in the room see it end", async function () {
    this.timeout(15_000);
    const server = chatServerOf(alice);
    await alice.closeWindow();
    await isGone(server);
    await carol.isClosed();
    await assertFree(port);
  });
});

describe('an extension host that is killed', () => {
  let alice: Person;
  const closing: (() => Promise<void>)[] = [];

  before(async () => {
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    alice = await Person.arrive(browser, 'Alice', { 'tilde.username': 'Alice' });
    closing.push(() => alice.leave());
  });

  after(async () => {
    for (const close of closing.reverse()) await close();
  });

  it('takes its chat server with it within seconds', async function () {
    const port = await freePort();
    await alice.workbench.runCommand('Tilde: Host Room');
    await alice.workbench.pick('Host: Who Can Join', 'This computer only');
    await alice.workbench.accept('Host: Name of the Room');
    await alice.workbench.answer('Host: Port', String(port));
    await alice.chat.isNow('joined');

    const server = chatServerOf(alice);
    const host = familyOf(alice.server.pid!).find(({ commandLine }) => commandLine.includes('extensionHost'));
    assert.ok(host);
    process.kill(host.pid, 'SIGKILL');
    this.timeout(10_000);
    await isGone(server);
    await assertFree(port);
  });
});
