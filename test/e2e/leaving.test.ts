import assert from 'node:assert/strict';
import { joinLine, Peer } from '../conformance/support/peer';
import { usePeople } from './fixtures/people';
import { freePort } from './fixtures/ports';

describe('a host who leaves', () => {
  const people = usePeople();

  it('is asked, and told how many lose the room; nobody does until it is closed', async () => {
    const alice = await people.arrive('Alice');
    people.atEnd(() => Peer.dropAll());
    const { workbench, chat } = alice;
    const port = await freePort();
    await alice.hosts(port);
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
