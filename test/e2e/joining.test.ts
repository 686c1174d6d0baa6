import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser';
import { OriginalServer } from '../conformance/support/originalServer';
import { Person } from './fixtures/person';

describe('joining', () => {
  let browser: Browser;
  let original: OriginalServer;
  let person: Person | undefined;

  before(async () => (browser = await launchBrowser()));
  beforeEach(async () => (original = await OriginalServer.listen()));

  afterEach(async function () {
    if (person && this.currentTest?.state === 'failed') {
      const title = this.currentTest.title.replace(/\W+/g, '-').slice(0, 60);
      await person.workbench.screenshot(`test-results/failed-${title}.png`);
    }
    await person?.leave();
    person = undefined;
    await original.close();
  });

  after(() => browser.close());

  it('at start, by the settings: the chat shows itself the first time, and leaves the focus where it is', async () => {
    person = await Person.arrive(browser, 'Carol', {
      'tilde.username': 'Carol',
      'tilde.autoJoin': `127.0.0.1:${original.port}`,
    });
    const { page } = person.workbench;
    await person.chat.isNow('joined');
    assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'IFRAME');
  });

  it('by a link, after a yes', async () => {
    person = await Person.arrive(browser, 'Erin', { 'tilde.username': 'Erin' });
    const { workbench, chat } = person;
    const follow = async (query: string): Promise<void> => {
      await workbench.runCommand('Open URL');
      const input = workbench.quickInput.locator('input').first();
      await input.fill(`code-oss://tilde-chat.tilde/join?${query}`);
      await input.press('Enter');
      await workbench.dialogButton('Open').click();
    };
    await follow(`host=127.0.0.1&port=${original.port}`);
    await workbench.dialog.getByText(`Join the room at 127.0.0.1:${original.port}?`).waitFor();
    await workbench.dialogButton('Cancel').click();
    assert.equal(original.threadCount, 0);
    await follow(`host=127.0.0.1&port=${original.port}`);
    await workbench.dialogButton('Join Room').click();
    await chat.isNow('joined');
    await follow('host=127.0.0.1&port=nine');
    await workbench.toasts.filter({ hasText: 'This link cannot be followed' }).waitFor();
  });

  it('an original room, where another name takes leaving and joining again', async () => {
    person = await Person.arrive(browser, 'Dave', { 'tilde.username': 'Dave' });
    const { workbench, chat } = person;
    await workbench.runCommand('Tilde: Join Room');
    await workbench.answer('Join Room', `127.0.0.1:${original.port}`);
    await chat.isNow('joined');
    await workbench.runCommand('Tilde: Set Username');
    await workbench.answer('Set Username', 'David');
    const offer = workbench.toasts.filter({ hasText: 'takes a new name only from those who come in' });
    await offer.getByRole('button', { name: 'Rejoin' }).click();
    await original.until(() => original.received.includes('David'));
    await chat.isNow('joined');
    await chat.send('It is still me');
    await chat.messages('It is still me', { own: true }).waitFor();
    assert.ok(original.received.includes('It is still me'));
  });
});
