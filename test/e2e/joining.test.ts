import assert from 'node:assert/strict';
import { OriginalServer } from '../conformance/support/originalServer';
import { usePeople } from './fixtures/people';

describe('joining', () => {
  const people = usePeople();
  let original: OriginalServer;

  before(async () => {
    original = await OriginalServer.listen();
    people.atEnd(() => original.close());
  });

  it('at start, by the settings: the chat shows itself the first time, and leaves the focus where it is', async () => {
    const settings = { 'tilde.username': 'Carol', 'tilde.autoJoin': `127.0.0.1:${original.port}` };
    const person = await people.arrive('Carol', { settings });
    const { page } = person.workbench;
    await person.chat.isNow('joined');
    assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'IFRAME');
  });

  it('by a link, after a yes', async () => {
    const person = await people.arrive('Erin');
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
    const person = await people.arrive('Dave');
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
