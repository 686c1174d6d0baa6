import assert from 'node:assert/strict';
import { OPEN_ACCESS } from '../../src/protocol/host/hostChannel';
import { newRoomKey } from '../../src/protocol/keys/roomKey';
import { startGatedServer, startServer } from '../conformance/support/server';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { Stranger } from './fixtures/stranger';
import { ONLY_HERE } from './pages/workbench';

const MORE = 'Host Room: More Choices';
const PORT = 'Port of the Room';
const SETTINGS = 'Room Settings';

describe('hosting, by somebody who has set nothing', () => {
  const people = usePeople({ oneStory: true });
  let ada: Person;
  let bob: Person;
  let stranger: Stranger;

  before(async () => {
    stranger = await Stranger.listen();
    people.atEnd(() => stranger.close());
    ada = await people.arrive('Ada', {
      settings: { 'tilde.port': stranger.port },
      gitName: 'Ada Lovelace',
    });
    bob = await people.arrive('Bob');
  });

  /** The address and the key in the invitation that Ada copies by this button. */
  async function invitation(press: () => Promise<unknown>): Promise<string> {
    await ada.copies('something else');
    await press();
    const copied = await ada.clipboardAfter('something else');
    const [found] = /\S+:\d+ (?:[\dA-Z]{4}-){4}[\dA-Z]{4}/.exec(copied) ?? [];
    assert.ok(found, copied);
    return found;
  }

  it('asks one question, which Enter answers for teammates; all else is there, and is said', async () => {
    const { workbench, chat } = ada;
    await workbench.runCommand('Tilde: Host Room');
    await workbench.choice(/My team on .*, private.*Encrypted/).waitFor();
    assert.equal(await workbench.choice(', private').count(), 1, 'the other one is under More Choices');
    await people.picture('host-question');
    await workbench.accept('Host Room: Who Can Join');
    await chat.isNow('joined');
    const told = workbench.toasts.filter({ hasText: 'The private room “adas-project” is open.' });
    await told
      .getByText(`Port ${stranger.port} is in use by another program, so your room is at port`)
      .waitFor();
    await told.getByText('You are “Ada Lovelace” there.').waitFor();
    await people.picture('host-ready');
  });

  it('has its username changed by one click', async () => {
    const { workbench } = ada;
    await workbench.toasts.getByRole('button', { name: 'Change Username' }).click();
    assert.equal(await workbench.proposal('Set Username'), 'Ada Lovelace');
    await workbench.answer('Set Username', 'SERVER');
    await workbench.quickInput.getByText('A username has 1 to 32 visible characters').waitFor();
    await workbench.answer('Set Username', 'Ada');
    await ada.members.unfold();
    await ada.members.row(/^Ada, you, host/).waitFor();
  });

  it('proposes the next time what was there the last time, and asks for no name', async () => {
    const { workbench, chat } = ada;
    await workbench.openPalette('Tilde: ');
    await workbench.choice('Tilde: Leave Room').waitFor();
    assert.equal(await workbench.choice('Tilde: Host Room').count(), 0);
    await workbench.page.keyboard.press('Escape');
    const address = await chat.addressToInvite();
    await workbench.runCommand('Tilde: Leave Room');
    await chat.isNow('left');
    await workbench.runCommand('Tilde: Host Room');
    await workbench.choice('as last time').and(workbench.choice('My team')).waitFor();
    await workbench.accept('Host Room: Who Can Join');
    await chat.isNow('joined');
    // looking at the invitation in the panel would put the toast away
    await workbench.toasts.filter({ hasText: address }).waitFor();
  });

  it('gives an invitation, by which a teammate is in, and hears what is said', async () => {
    const { toasts } = ada.workbench;
    const told = toasts.filter({ hasText: 'The private room “adas-project” is open.' });
    await bob.asksToJoin(
      await invitation(() => told.getByRole('button', { name: 'Copy Invitation' }).click()),
    );
    await bob.chat.isNow('joined');
    await bob.chat.app.locator('.details').getByText('saved', { exact: true }).waitFor();
    await bob.tells(ada, 'That was quick');
    await ada.tells(bob, 'One question');
  });

  it('has the room renamed in one place, which shows all of it; the others come back, and nothing is lost', async () => {
    const { workbench, chat } = ada;
    await chat.begin('half a thought');
    await bob.chat.begin('half a sentence');
    await workbench.runCommand('Tilde: Room Settings');
    for (const row of ['Name', 'Who can join', 'Port', 'History', 'Newcomers'])
      await workbench.choice(row).first().waitFor();
    await workbench.choice('kept for 90 days').waitFor();
    await people.picture('room-settings');
    await workbench.pick(SETTINGS, 'Name');
    assert.equal(await workbench.proposal('Name of the Room'), 'adas-project');
    await workbench.answer('Name of the Room', 'a~b');
    await workbench.quickInput.getByText("A room's name has 1 to 32 visible characters").waitFor();
    await workbench.answer('Name of the Room', 'Engine');
    await workbench.dialog.getByText('They come back automatically.').waitFor();
    await people.picture('room-settings-question');
    await workbench.statusBarTells('The room was changed.', () =>
      workbench.dialogButton('Change and Reopen').click(),
    );
    await workbench.statusBarItem('Engine').waitFor();
    await bob.workbench.statusBarItem('Engine').waitFor();
    await chat.messages('That was quick', { author: 'Bob' }).waitFor();
    await chat.hasDraft('half a thought');
    await bob.chat.hasDraft('half a sentence');
    await bob.tells(ada, 'I am still here');
    await ada.tells(bob, 'So am I');
  });

  it('keeps newcomers out at once, from the same place', async () => {
    const { workbench, members } = ada;
    await workbench.runCommand('Tilde: Room Settings');
    await workbench.pick(SETTINGS, 'Newcomers');
    await members.row(/^Private room\. .*Locked: nobody new can join\./).waitFor();
    await workbench.choice('pick to unlock').waitFor();
    await workbench.pick(SETTINGS, 'Newcomers');
    await workbench.choice('pick to lock').waitFor();
    await workbench.cancel(SETTINGS);
  });

  it('moves it to another port: the others need the invitation again, by which they are back', async () => {
    const { workbench, chat } = ada;
    const port = await freePort();
    await workbench.runCommand('Tilde: Room Settings');
    await workbench.pick(SETTINGS, 'Port');
    await workbench.answer(PORT, String(port));
    await workbench.dialog.getByText(`They need the new port, ${port}`, { exact: false }).waitFor();
    await workbench.dialogButton('Change and Reopen').click();
    await bob.chat.isNow('left');
    const told = workbench.toasts.filter({ hasText: `:${port}` });
    const invited = await invitation(() => told.getByRole('button', { name: 'Copy Invitation' }).click());
    assert.match(invited, new RegExp(`:${port} `));
    await bob.asksToJoin(invited);
    await bob.chat.isNow('joined');
    await chat.messages('I am still here', { author: 'Bob' }).waitFor();
    await bob.tells(ada, 'Found it');
  });

  it('removes somebody with their address, but blocks none of its own computer', async () => {
    const { workbench, chat } = ada;
    await workbench.runCommand('Tilde: Remove Member');
    await workbench.pick('Remove Member', 'Bob');
    await workbench.pick('Remove Bob from the room?', 'Remove Bob and Block Their Address');
    await bob.chat.isNow('left');
    await workbench.runCommand('Tilde: Removed Members');
    await workbench.choice('Let Bob Back In').waitFor();
    assert.equal(await workbench.choice(/with everybody who comes from/).count(), 0);
    await workbench.pick('Removed Members', 'Let Bob Back In');
    await workbench.toasts.filter({ hasText: 'Bob can join again.' }).waitFor();
    await bob.asksToJoin(await chat.addressToInvite());
    await bob.chat.isNow('joined');
  });

  it('opens it to others than before: they do not read what was said, and nobody is in it unasked', async () => {
    const { workbench, chat } = ada;
    await workbench.runCommand('Tilde: Room Settings');
    await workbench.pick(SETTINGS, 'Who can join');
    await workbench.pick('Who Can Join', 'Anybody on the network');
    await workbench.dialog.getByText('They are asked whether they want to be in an open room.').waitFor();
    await workbench.dialog.getByText('What was said so far is kept for those who could read it').waitFor();
    await workbench.dialogButton('Change and Reopen').click();
    await ada.members.row(/^Open room\./).waitFor();
    await chat.messages('Found it', { author: 'Bob' }).waitFor({ state: 'detached' });
    await bob.chat.isNow('left');
    await bob.chat.app.getByText('is open and has no key').waitFor();
  });

  it('has more choices before, leads back, and tells by which room a port is taken, or that it is', async () => {
    const { workbench } = ada;
    await workbench.runCommand('Tilde: Leave Room');
    await ada.chat.isNow('left');
    await workbench.runCommand('Tilde: Host Room');
    await workbench.decidesOnPort(65_536);
    await workbench.quickInput.getByText('A port is a number from 1 to 65535.').waitFor();

    const field = workbench.field(PORT);
    const { port } = stranger;
    await workbench.answer(PORT, String(port));
    await workbench.quickInput
      .getByText(`Port ${port} cannot be used: another program uses it, or it is reserved.`)
      .waitFor();
    assert.ok(Number(await field.inputValue()) > port, 'a later one is proposed');

    const vault = await startGatedServer({ ...OPEN_ACCESS, key: newRoomKey() });
    people.atEnd(() => vault.stop());
    await workbench.answer(PORT, String(vault.port));
    await workbench.quickInput
      .getByText(`Port ${vault.port} cannot be used: a private room of Tilde is there.`)
      .waitFor();

    // the next port is proposed, and must not be one that the system gives away meanwhile
    const room = await startServer('--port', String(await freePort()));
    people.atEnd(() => room.stop());
    await workbench.answer(PORT, String(room.port));
    const told = workbench.quickInput.getByText(
      `Port ${room.port} cannot be used: the room “Lab” is open there.`,
    );
    await told.waitFor();
    const free = await field.inputValue();
    assert.match(await told.innerText(), new RegExp(`${free} is free\\.$`));
    await people.picture('taken-port');
    await workbench.accept(PORT);
    await workbench.pick(MORE, 'Name');
    await workbench.answer('Name of the Room', 'Engine 2');
    await workbench.choice('Engine 2').waitFor();
    await people.picture('host-more');
    await workbench.back();
    await workbench.pick('Who Can Join', ONLY_HERE);
    await ada.chat.isNow('joined');
    await workbench.toasts.filter({ hasText: `127.0.0.1:${free}.` }).waitFor();
  });

  it('shows an address that leads to nobody but this computer as what it is, to be copied', async () => {
    const { workbench, chat } = ada;
    const told = workbench.toasts.filter({ hasText: 'The room “Engine 2” is open on' });
    await told.waitFor();
    assert.doesNotMatch(await told.innerText(), /[Tt]eammate|Copy Invitation/);
    await chat.roomName.click();
    await chat.invitation.getByText(/teammates cannot join/).waitFor();
    await people.picture('host-only-here');
    await chat.invitation.press('Escape');
    await ada.copies('something else');
    await workbench.statusBarTells(/Copied 127\.0\.0\.1:\d+/, () =>
      workbench.runCommand('Tilde: Copy Address of the Room'),
    );
    await bob.asksToJoin(await ada.clipboardAfter('something else'));
    await bob.chat.isNow('joined');
    for (const { members } of [ada, bob]) await members.unfold();
    await ada.members.row(/^Bob/).waitFor();
    await bob.members.row(/^Ada, host/).waitFor();
  });

  it('has what is said kept or not, from one place', async () => {
    const { workbench, chat, members } = ada;
    await bob.workbench.runCommand('Tilde: Leave Room');
    await members.row(/^Bob/).waitFor({ state: 'detached' });
    for (const [choice, fact] of [
      ['Keep Nothing', 'not saved'],
      ['Keep What Is Said', 'saved'],
    ] as const) {
      await workbench.runCommand('Tilde: Room Settings');
      await workbench.pick(SETTINGS, 'History');
      await workbench.statusBarTells('The room was changed.', () =>
        workbench.pick('History of the Room', choice),
      );
      await chat.app.locator('.details').getByText(fact, { exact: true }).waitFor();
    }
  });
});
