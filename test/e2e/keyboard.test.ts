import assert from 'node:assert/strict';
import { OriginalServer } from '../conformance/support/originalServer';
import { NativePeer, Peer } from '../conformance/support/peer';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { Keyboard } from './pages/keyboard';
import { passing } from './pages/passing';
import { ONLY_HERE } from './pages/workbench';

describe('somebody without a mouse', () => {
  const people = usePeople({ oneStory: true });
  let kim: Person;
  let keyboard: Keyboard;
  let bob: NativePeer;
  let port: number;

  before(async () => {
    port = await freePort();
    kim = await people.arrive('Kim', { settings: { 'tilde.port': port }, gitName: 'Kim' });
    keyboard = new Keyboard(kim.workbench);
    people.atEnd(() => Peer.dropAll());
  });

  const bobSays = async (text: string): Promise<void> => {
    await bob.send('say', { id: text, text });
    await kim.chat.messages(text, { author: 'Bob' }).waitFor({ state: 'attached' });
  };

  it('hosts, and is where a message is written', async () => {
    await keyboard.command('Tilde: Host Room');
    await keyboard.choose('Host Room: Who Can Join', ONLY_HERE);
    await kim.chat.isNow('joined');
    await keyboard.has(kim.chat.composer);
    bob = await NativePeer.join(port, 'Bob');
  });

  it('writes lines and sends them', async () => {
    const { chat } = kim;
    await keyboard.type('Two lines,');
    await keyboard.press('Shift+Enter');
    await keyboard.type('no mouse');
    await keyboard.press('Enter');
    await bob.next('say', { text: 'Two lines,\nno mouse' });
    await chat.messages('Two lines,\nno mouse', { own: true }).waitFor();
    assert.equal(await chat.composer.inputValue(), '');
    await keyboard.type('To the button');
    // only then Tab stops there
    await chat.sendButton.locator('.control:enabled').waitFor();
    await keyboard.goTo(chat.sendButton, 'Tab');
    await keyboard.press('Enter');
    await bob.next('say', { text: 'To the button' });
    await keyboard.has(chat.composer);
  });

  it('reads back, is told of what comes meanwhile, and gets to it', async () => {
    const { chat } = kim;
    for (let line = 1; line <= 40; line++) await bobSays(`line ${line}`);
    await keyboard.goTo(chat.log, 'Shift+Tab');
    await keyboard.press('Home');
    await chat.isInSight(chat.messages('Two lines,\nno mouse'));
    await bobSays('the newest of all');
    await chat.button('↓ New messages: 1').waitFor();
    await chat.isInSight(chat.messages('Two lines,\nno mouse'));
    await keyboard.goTo(chat.button('↓ New messages: 1'), 'Tab');
    await keyboard.press('Enter');
    await chat.isInSight(chat.messages('the newest of all'));
    await keyboard.has(chat.composer);
  });

  it('walks the messages; answers one, reacts, edits what was answered, and takes it back', async () => {
    const { chat, workbench } = kim;
    await bobSays('which port?');
    const question = chat.messages('which port?');
    const { seq } = (await bob.next('say', { text: 'which port?' })).payload;
    await keyboard.goTo(chat.log, 'Shift+Tab');
    await keyboard.press('End');
    await chat.isInSight(question);
    await keyboard.goTo(question, 'ArrowUp');
    await keyboard.press('r');
    await chat.app.getByText('Replying to Bob').waitFor();
    await keyboard.has(chat.composer);
    await keyboard.type('9999');
    await keyboard.press('Enter');
    await bob.next('say', { text: '9999', reply: seq });
    await chat.isSent('9999');

    await keyboard.press('ArrowUp');
    await chat.app.getByText('Editing your message').waitFor();
    await chat.hasDraft('9999');
    await keyboard.press('End');
    await keyboard.type(' of course');
    await keyboard.press('Enter');
    const { of } = (await bob.next('edit', { text: '9999 of course' })).payload;
    const answer = chat.messages('9999 of course', { own: true });
    await answer.waitFor();

    await keyboard.goTo(question, 'Shift+Tab');
    await keyboard.press('+');
    await keyboard.has(question.getByRole('toolbar', { name: 'Add Reaction' }));
    await keyboard.press('Enter');
    await bob.next('react', { of: seq, on: true });
    await question.getByRole('button', { name: /you reacted with/ }).waitFor();
    await keyboard.goTo(answer, 'ArrowDown');
    await keyboard.press('Delete');
    await keyboard.goTo(workbench.dialogButton('Delete Message'), 'Tab');
    await keyboard.press('Enter');
    await bob.next('remove', { of });
  });

  it('goes through the members, and takes another name there', async () => {
    const { workbench, members } = kim;
    await keyboard.command('Tilde: Focus on Members View');
    await members.row(/^Bob/).waitFor();
    await members.pane.locator('.monaco-list:focus').waitFor();
    await keyboard.press('Home');
    await members.focusedRow.and(workbench.page.locator('[data-index="0"]')).waitFor();
    await keyboard.goDownTo(members.row(/^Bob/), members.pane);
    await keyboard.press('ArrowUp');
    await members.focusedRow.and(members.row(/^Kim, you, host/)).waitFor();
    await keyboard.press('Shift+F10');
    await workbench.menuItem('Set Username').waitFor();
    await keyboard.goTo(workbench.menuItem('Set Username'), 'ArrowDown');
    await keyboard.press('Enter');
    await keyboard.answer('Set Username', 'Kimberly');
    await members.row(/^Kimberly, you, host/).waitFor();
    await bob.next('rename', { to: 'Kimberly' });
  });

  it('is asked before the room is closed, and can say no', async () => {
    const { workbench, chat } = kim;
    await keyboard.command('Tilde: Leave Room');
    await workbench.dialog.getByText('You host this room. Close it?').waitFor();
    await keyboard.press('Escape');
    await workbench.dialog.waitFor({ state: 'detached' });
    await bobSays('you stayed');
    await keyboard.command('Tilde: Leave Room');
    await keyboard.goTo(workbench.dialogButton('Close Room'), 'Tab');
    await keyboard.press('Enter');
    await chat.isNow('left');
  });

  it('joins from the panel; copies what did not arrive, and sends it again', async () => {
    const { chat } = kim;
    const original = await OriginalServer.listen();
    people.atEnd(() => original.close());
    // the focus is in the list of members until VS Code has emptied it
    await kim.workbench.page.getByText('Once you are in a room').waitFor();
    await keyboard.command('Tilde: Focus on Chat View');
    await keyboard.has(chat.composer);
    await keyboard.goTo(chat.button('Join Another Room…'), 'Shift+Tab');
    await keyboard.press('Enter');
    await keyboard.answer('Join Room', `127.0.0.1:${original.port}`);
    await chat.isNow('joined');
    await keyboard.has(chat.composer);

    original.hangs = true;
    await keyboard.type('Is this thing on?');
    await keyboard.press('Enter');
    const message = chat.messages('Is this thing on?', { own: true });
    await message.getByText('it may not have arrived').waitFor();
    await keyboard.goTo(message.getByRole('button', { name: 'Copy', exact: true }), 'Shift+Tab');
    await passing(message, 'Copied', () => keyboard.press('Enter'));
    await kim.hasCopied('Is this thing on?');
    original.hangs = false;
    await keyboard.goTo(message.getByRole('button', { name: 'Retry' }), 'Shift+Tab');
    await keyboard.press('Enter');
    await chat.isSent('Is this thing on?');
    await keyboard.has(chat.composer);
  });

  it('leaves', async () => {
    await keyboard.command('Tilde: Leave Room');
    await kim.chat.isNow('left');
  });
});
