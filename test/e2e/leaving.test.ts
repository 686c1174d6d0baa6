import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser';
import { joinLine, Peer } from '../conformance/support/peer';
import { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';

describe('a host who leaves', () => {
  let browser: Browser;
  let host: Person | undefined;

  before(async () => (browser = await launchBrowser()));
  afterEach(async () => {
    Peer.dropAll();
    await host?.leave();
  });
  after(() => browser.close());

  it('is asked, and told how many lose the room; nobody does until it is closed', async () => {
    host = await Person.arrive(browser, 'Alice', { 'tilde.username': 'Alice' });
    const { workbench, chat } = host;
    await workbench.runCommand('Tilde: Host Room');
    await workbench.pick('Host: Who Can Join', 'This computer only');
    await workbench.answer('Host: Name of the Room', 'Workshop');
    const port = await freePort();
    await workbench.answer('Host: Port', String(port));
    await chat.isNow('joined');
    const carol = await joinLine(port, 'carol');
    await chat.notice('carol').waitFor();

    await workbench.runCommand('Tilde: Leave Room');
    await workbench.dialog.getByText('One other person is in it and will lose it.').waitFor();
    await workbench.dialogButton('Cancel').click();
    await carol.send('still here\n');
    await chat.messages('still here').waitFor();

    await joinLine(port, 'dave');
    await chat.notice('dave').waitFor();
    await workbench.runCommand('Tilde: Leave Room');
    await workbench.dialog.getByText('2 other people are in it and will lose it.').waitFor();
    await workbench.dialogButton('Close Room').click();
    await chat.isNow('left');
    assert.equal(await carol.untilGone(), 'end');
  });
});
