import assert from 'node:assert/strict';
import { launchBrowser } from '../browser';
import { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';

describe('a room that loses nothing', function () {
  this.bail(true);
  let alice: Person;
  let bob: Person;
  let people: readonly Person[] = [];
  const closing: (() => Promise<void>)[] = [];

  /** It stands there once in both windows, as said by Bob. */
  const isOnceInBoth = async (text: string): Promise<void> => {
    for (const { chat } of people) {
      await chat.messages(text, { author: 'Bob' }).waitFor();
      assert.equal(await chat.messages(text).count(), 1);
      assert.equal(await chat.log.getByText('Sending…').count(), 0);
    }
  };

  /** Says that the window is going, and waits until the other one knows. */
  const reloadAlice = async (): Promise<void> => {
    const away = bob.chat.isNow('reconnecting');
    await alice.workbench.beginReload();
    await away;
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
    const port = await freePort();
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

  it('the host reloads: all of it is back, and what was said meanwhile is there once', async () => {
    await bob.chat.send('Said before');
    await isOnceInBoth('Said before');
    await reloadAlice();
    await bob.chat.send('Said while you were away');
    await bob.chat.messages('Said while you were away', { own: true }).waitFor();
    await alice.workbench.isReloaded();
    await alice.chat.isNow('joined');
    await bob.chat.isNow('joined');
    await isOnceInBoth('Said before');
    await isOnceInBoth('Said while you were away');
    assert.equal(await bob.chat.notice('The connection was away').count(), 0, 'it is the same room');
  });

  it('both reload: what was pending in a window is said when it is back, once', async () => {
    await reloadAlice();
    await bob.chat.send('Just before my own window went');
    await bob.chat.log.getByText('Sending…').waitFor();
    await bob.workbench.beginReload();
    await alice.workbench.isReloaded();
    await bob.workbench.isReloaded();
    await alice.chat.isNow('joined');
    await bob.chat.isNow('joined');
    await isOnceInBoth('Said before');
    await isOnceInBoth('Just before my own window went');
  });
});
