import { usePeople } from './fixtures/people';
import { freePort } from './fixtures/ports';
import { SeedPeer } from './fixtures/seedPeer';

describe('unread messages when the window is reloaded', () => {
  const people = usePeople();

  it('are unread again, and those that come then are added, until they are looked at', async () => {
    const alice = await people.arrive('Alice');
    const { workbench, chat } = alice;
    const port = await freePort();
    await alice.hosts(port);
    const carol = await SeedPeer.join(port, 'carol');
    carol.say('before');
    await chat.messages('before').waitFor();
    // that it was read
    await chat.hasTold();
    await workbench.showExplorer();
    for (const text of ['one', 'two']) {
      carol.say(text);
      await carol.sees(`carol~${text}`);
    }
    await workbench.badge.getByText('2', { exact: true }).waitFor();
    await workbench.reload();
    await workbench.badge.getByText('2', { exact: true }).waitFor();
    await carol.isClosed();
    const again = await SeedPeer.join(port, 'carol');
    again.say('three');
    await workbench.badge.getByText('3', { exact: true }).waitFor();
    again.leave();
    await workbench.clickStatusBar('Workshop');
    await chat.messages('three').waitFor();
    await workbench.badge.waitFor({ state: 'hidden' });
    await chat.messages('before').waitFor();
  });
});
