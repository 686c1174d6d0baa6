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
