import assert from 'node:assert/strict';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';

describe('a room that loses nothing', () => {
  const people = usePeople({ oneStory: true });
  let alice: Person;
  let bob: Person;

  /** They stand there once in both windows, as said by Bob. */
  const areOnceInBoth = async (...texts: string[]): Promise<void> => {
    // whatever came twice would come before this
    const last = `That was: ${texts.join(', ')}`;
    await bob.tells(alice, last);
    await bob.chat.isSent(last);
    for (const { chat } of [alice, bob]) {
      for (const text of texts) {
        await chat.messages(text, { author: 'Bob' }).waitFor();
        assert.equal(await chat.messages(text).count(), 1);
      }
      assert.equal(await chat.log.getByText('Sending…').count(), 0);
    }
  };

  /** Her window goes and stays away until `isReloaded`; the other one knows. */
  const reloadAlice = async (): Promise<void> => {
    const away = bob.chat.isNow('reconnecting');
    await alice.workbench.beginReload();
    await away;
  };

  before(async () => {
    alice = await people.arrive('Alice');
    bob = await people.arrive('Bob');
    const port = await freePort();
    await alice.hosts(port);
    await bob.joins(port);
  });

  it('the host reloads: all of it is back, and what was said meanwhile is there once', async () => {
    await bob.chat.send('Said before');
    await areOnceInBoth('Said before');
    await reloadAlice();
    await bob.chat.send('Said while you were away');
    await bob.chat.messages('Said while you were away', { own: true }).waitFor();
    await alice.workbench.isReloaded();
    await alice.chat.isNow('joined');
    await bob.chat.isNow('joined');
    await areOnceInBoth('Said before', 'Said while you were away');
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
    await areOnceInBoth('Said before', 'Just before my own window went');
  });
});
