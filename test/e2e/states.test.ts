import assert from 'node:assert/strict';
import { startServer } from '../conformance/support/server';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { becomes } from './pages/becomes';
import { Stranger } from './fixtures/stranger';

/** The panel itself offers the ways into a room. */
const OUTSIDE: readonly string[] = [];
const INSIDE = ['Leave Room'];
const MORE_OUTSIDE = [
  'Host Room',
  'Join Room',
  'Set Username',
  'Show Log',
  'Open Chat in Editor',
  'Clear History',
];
const MORE_INSIDE = [
  'Copy Invitation',
  'Join Room',
  'Set Username',
  'Show Log',
  'Open Chat in Editor',
  'Clear History',
];
const MORE_HOSTING = [
  ...MORE_INSIDE.slice(0, -3),
  ...['Room Settings', 'Lock Room to Newcomers', 'Removed Members'],
  ...MORE_INSIDE.slice(-3),
];

describe('what the status bar, the title of the view and the panel show', () => {
  const people = usePeople({ oneStory: true });
  let kim: Person;

  before(async () => {
    kim = await people.arrive('Kim');
  });

  /** The item's icon and text, what a screen reader says, and whether it warns. */
  const isInStatusBar = async (icon: string, text: RegExp, label: RegExp, kind = ''): Promise<void> => {
    const { page, status } = kim.workbench;
    const ofKind = kind === '' ? ':not(.warning-kind, .error-kind)' : `.${kind}-kind`;
    // all at once: another state may have the same icon and text
    await status
      .and(page.locator(ofKind))
      .filter({ hasText: text, has: page.locator(`.codicon-${icon}`) })
      .filter({ has: page.getByLabel(label) })
      .waitFor();
  };

  const offers = async (actions: readonly string[], more: readonly string[]): Promise<void> => {
    await kim.workbench.hasViewActions('Chat', actions);
    assert.deepEqual(await kim.workbench.moreActions('Chat'), more);
  };

  it('in no room: no item, and the ways into one', async () => {
    await kim.opensChat();
    await kim.workbench.hasViewActions('Chat', OUTSIDE);
    // drawn once the extension has told the panel how it stands, and the status bar before
    await kim.chat.button('Host Room').waitFor();
    await kim.chat.button('Join Room').waitFor();
    assert.equal(await kim.workbench.status.count(), 0);
  });

  it('joining: where to, and a way to give it up', async () => {
    const silent = await Stranger.listen();
    people.atEnd(() => silent.close());
    await kim.asksToJoin(`127.0.0.1:${silent.port}`);
    // it is tried for seconds only: all are waited for at once
    await Promise.all([
      kim.chat.isNow('connecting'),
      kim.chat.app.getByText(`Trying to reach 127.0.0.1:${silent.port}.`).waitFor(),
      isInStatusBar('loading', /Joining…/, new RegExp(`Trying to reach 127\\.0\\.0\\.1:${silent.port}`)),
      kim.workbench.hasViewActions('Chat', INSIDE),
    ]);
    await kim.chat.button('Cancel').click();
    await kim.workbench.hasViewActions('Chat', OUTSIDE);
  });

  it('not let in: why, and what to do', async () => {
    const port = await freePort();
    await kim.asksToJoin(`127.0.0.1:${port}`);
    const sentence = `Nobody hosts a room at 127.0.0.1:${port}.`;
    await kim.chat.app.getByRole('heading', { name: `Nobody answers at 127.0.0.1:${port}` }).waitFor();
    await kim.chat.app.getByText(sentence).waitFor();
    // she has seen it in the panel: nothing in the status bar is red
    await isInStatusBar('circle-slash', /Nobody answers/, new RegExp(sentence));
    await offers(OUTSIDE, MORE_OUTSIDE);
    for (const label of ['Try Again', 'Change Address…', 'Show Log']) await kim.chat.button(label).waitFor();
    await people.picture('failed');

    await kim.workbench.showExplorer();
    await kim.workbench.runCommand('Tilde: Try Again');
    await isInStatusBar('circle-slash', /Nobody answers/, new RegExp(sentence), 'error');
    await kim.workbench.status.click();
    await isInStatusBar('circle-slash', /Nobody answers/, new RegExp(sentence));

    await kim.chat.app.getByRole('button', { name: 'Back to Start' }).click();
    await kim.chat.isNow('idle');
    await kim.workbench.status.waitFor({ state: 'detached' });
    await kim.asksToJoin(`127.0.0.1:${port}`);
    await kim.chat.isNow('failed');

    const room = await startServer('--port', String(port));
    people.atEnd(() => room.stop());
    await kim.chat.button('Try Again').click();
    await kim.chat.isNow('joined');
    await kim.workbench.runCommand('Tilde: Leave Room');
    await kim.chat.isNow('left');
  });

  it('in a room, and then out of reach of it: that it is tried again', async () => {
    // it is looked for there in vain: nobody else may get the port
    const room = await startServer('--port', String(await freePort()));
    people.atEnd(() => room.stop());
    await kim.joins(room.port);
    await isInStatusBar(
      'comment-discussion',
      /Lab\s+1/,
      /In the room Lab\..*You are Kim\..*People in the room: 1/,
    );
    await offers(INSIDE, MORE_INSIDE);

    await room.stop('SIGKILL');
    await kim.chat.isNow('reconnecting');
    await isInStatusBar('sync', /Lab/, /Trying again…/, 'warning');
    await kim.chat.app.getByText('What you send now goes out when the connection is back.').waitFor();
    await kim.chat.button('Show Log').waitFor();
    await kim.workbench.hasViewActions('Chat', INSIDE);
    await people.picture('reconnecting');

    // VS Code has keys of its own for letters, and for undoing.
    const { keyboard } = kim.workbench.page;
    await kim.chat.log.focus();
    await keyboard.type('too soon');
    await keyboard.press('Enter');
    await kim.chat.messages('too soon', { own: true }).waitFor();
    await keyboard.press('ControlOrMeta+z');
    await kim.chat.messages('too soon').waitFor({ state: 'detached' });
    await becomes(kim.chat.composer, (input) => (input as HTMLTextAreaElement).value === 'too soon');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.press('Delete');

    await kim.chat.button('Leave Room').click();
    await kim.chat.isNow('left');
    await isInStatusBar('circle-slash', /Lab/, /You left the room/);
    await offers(OUTSIDE, MORE_OUTSIDE);
    await kim.chat.composer.fill('anybody?');
    await kim.chat.app.getByText('Not connected. Join a room to send this.').waitFor();
    assert.equal(await kim.chat.canSend(), false);
    await people.picture('left');
  });

  it('in a room of one’s own: that one hosts it', async () => {
    await kim.hosts(await freePort());
    await isInStatusBar('broadcast', /Workshop\s+1/, /In the room Workshop\./);
    await offers(INSIDE, MORE_HOSTING);
    await kim.workbench.showExplorer();
    await kim.workbench.status.click();
    await kim.chat.composer.waitFor();
  });
});
