import assert from 'node:assert/strict';
import { OriginalServer } from '../conformance/support/originalServer';
import { joinLine, Peer } from '../conformance/support/peer';
import { formatInvitationText } from '../../src/protocol/invitations/invitation';
import { OPEN_ACCESS } from '../../src/protocol/host/hostChannel';
import { formatRoomKey, newRoomKey } from '../../src/protocol/keys/roomKey';
import { startGatedServer, startServer } from '../conformance/support/server';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { Stranger } from './fixtures/stranger';

const KEY = 'K7QX-93MD-4TWZ-P2HN-8V6C';

const invitationTo = (port: number, key: string): string =>
  formatInvitationText({
    intro:
      'Join the room “Lab” in VS Code: open the link, or choose “Join Room” in the Tilde side bar and paste this message.',
    addresses: [{ host: '127.0.0.1', port }],
    key,
    scheme: 'vscode',
    withoutTilde: 'A private room can only be joined with Tilde.',
  });

describe('joining', () => {
  const people = usePeople();
  let original: OriginalServer;

  before(async () => {
    original = await OriginalServer.listen();
    people.atEnd(() => original.close());
  });

  it('at start, by the settings: the chat shows itself the first time, and leaves the focus where it is', async () => {
    const settings = { 'tilde.username': 'Carol', 'tilde.autoJoin': `„http://127.0.0.1:${original.port}/“` };
    const carol = await people.arrive('Carol', { settings });
    const { page } = carol.workbench;
    await carol.chat.isNow('joined');
    assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'IFRAME');
    await carol.closeWindow();
  });

  it('at start, by a key in the settings, which then goes where keys belong', async () => {
    const vault = await startGatedServer({ ...OPEN_ACCESS, key: newRoomKey() });
    people.atEnd(() => vault.stop());
    const address = `127.0.0.1:${vault.port}`;
    const autoJoin = `${address} ${formatRoomKey(vault.roomAccess().key!)}`;
    const settings = { 'tilde.username': 'Carol', 'tilde.autoJoin': autoJoin };
    const carol = await people.arrive('Carol', { settings });
    await carol.chat.isNow('joined');
    const told = carol.workbench.toasts.filter({ hasText: `the key of the room at ${address}` });
    await told.getByRole('button', { name: 'Move the Key' }).click();
    await told.waitFor({ state: 'detached' });
    await carol.workbench.runCommand('Preferences: Open User Settings (JSON)');
    const line = carol.workbench.page.locator('.view-line').filter({ hasText: 'tilde.autoJoin' });
    await line.filter({ hasText: `"${address}"` }).waitFor();
    await carol.closeWindow();
  });

  describe('by hand', () => {
    let dave: Person;

    before(async () => {
      dave = await people.arrive('Dave');
      people.atEnd(() => Peer.dropAll());
    });

    it('an address is checked while it is typed, and only a good one is taken', async () => {
      const { workbench, chat } = dave;
      await workbench.runCommand('Tilde: Join Room');
      const field = workbench.field('Join Room');
      assert.equal(await workbench.step('Join Room', '1/1').count(), 0, 'one question is no flow');
      for (const [typed, told] of [
        ['ada.local', 'Join ada.local:9999'],
        ['192.168.1.20:1234', 'Join 192.168.1.20:1234'],
        ['[fe80::1]:80', 'Join [fe80::1]:80'],
        [`ada.local:9999 ${KEY}`, 'Join ada.local:9999 with the key'],
        [`Come to ada.local:1234, key „${KEY}“.`, 'Join ada.local:1234 with the key'],
        ['fe80::1:9999', 'Join [fe80::1]:9999'],
        ['192.168.1.20.9999', 'Did you mean 192.168.1.20:9999?'],
        ['ada.local K7QX-93', 'A key has 20 letters and digits; this has 6.'],
        ['no such place', 'This cannot be a key: a key has only digits'],
        [KEY, 'This is a key. Type the address of the room first, and the key after it.'],
        ['no/such/place', 'That is no name or IP address of a computer.'],
        ['ada.local:99999', 'The port after the colon must be a number from 1 to 65535.'],
      ] as const) {
        await field.fill(typed);
        await workbench.quickInput.getByText(told).waitFor();
      }
      await field.press('Enter');
      // answered behind the Enter
      await field.fill('no/such/place');
      await workbench.quickInput.getByText('That is no name or IP address of a computer.').waitFor();
      assert.equal(await field.inputValue(), 'no/such/place', 'it is still asked for');
      await workbench.cancel('Join Room');
      assert.equal(await chat.app.count(), 0, 'nothing was joined');
    });

    it('what is no room is told in a sentence that says what to do, and the address offered to be mended', async () => {
      const shell = await Stranger.listen('SSH-2.0-OpenSSH_9.6\r\n');
      people.atEnd(() => shell.close());
      const small = await startServer('--max-members', '1');
      people.atEnd(() => small.stop());
      await joinLine(small.port, 'carol');
      const { workbench, chat } = dave;
      for (const [port, sentence, remedy] of [
        [
          await freePort(),
          'Nobody hosts a room at {0}. Check the address, and ask whether the host is still',
          'Change Address…',
        ],
        [shell.port, 'What answers at {0} is not a chat room. Check the port.', 'Change Address…'],
        [small.port, 'The room at {0} is full. Try again when somebody has left.', 'Join Another Room…'],
      ] as const) {
        const address = `127.0.0.1:${port}`;
        await dave.asksToJoin(address);
        await chat.app.getByText(sentence.replace('{0}', address)).waitFor();
        await chat.isNow('failed');
        await chat.button(remedy).click();
        assert.equal(await workbench.proposal('Join Room'), address);
        await workbench.cancel('Join Room');
      }
    });

    it('what is nearly an address is joined where the guess is accepted', async () => {
      const port = await freePort();
      const { workbench, chat } = dave;
      await workbench.runCommand('Tilde: Join Room');
      const field = workbench.field('Join Room');
      // VS Code sorts what looks most like the text to the top
      await field.fill(`127.0.0.l:${port}`);
      await workbench.choice(`Join 127.0.0.l:${port}`).waitFor();
      const selected = workbench.quickInput.locator('.monaco-list-row.focused');
      await selected.getByText(`Did you mean 127.0.0.1:${port}?`).waitFor();
      await field.fill(`127,0,0,1;${port}`);
      await workbench.quickInput.getByText(`Did you mean 127.0.0.1:${port}?`).waitFor();
      await field.press('Enter');
      await chat.app.getByText(`Nobody hosts a room at 127.0.0.1:${port}.`).waitFor();
    });

    it('a private room is joined with its key at once, where the whole invitation is pasted', async () => {
      const vault = await startGatedServer({ ...OPEN_ACCESS, key: newRoomKey() });
      people.atEnd(() => vault.stop());
      const { workbench, chat } = dave;
      await dave.copies(invitationTo(vault.port, vault.roomAccess().key!));
      await workbench.runCommand('Tilde: Join Room');
      await workbench.field('Join Room').press('ControlOrMeta+v');
      await workbench.quickInput.getByText(`Join 127.0.0.1:${vault.port} with the key`).waitFor();
      await workbench.accept('Join Room');
      await chat.isNow('joined');
      await chat.app.locator('.access[data-access="private"]').waitFor();
      await workbench.runCommand('Tilde: Leave Room');
      await chat.isNow('left');
    });

    it('a private room is joined by its link, with the key in it', async () => {
      const vault = await startGatedServer({ ...OPEN_ACCESS, key: newRoomKey() });
      people.atEnd(() => vault.stop());
      const { workbench, chat } = dave;
      const key = formatRoomKey(vault.roomAccess().key!);
      await workbench.follow(`join?host=127.0.0.1&port=${vault.port}#${key}`);
      await workbench.dialogButton('Join Room').click();
      await chat.isNow('joined');
      await chat.app.locator('.access[data-access="private"]').waitFor();
      await workbench.runCommand('Tilde: Leave Room');
      await chat.isNow('left');
      await workbench.follow('join?host=127.0.0.1#K7QX');
      await workbench.toasts.filter({ hasText: 'A key has 20 letters and digits; this has 4.' }).waitFor();
    });

    it('where a key was given, an open room is joined only after a yes, also when it is tried again', async () => {
      const room = await startServer();
      people.atEnd(() => room.stop());
      const carol = await joinLine(room.port, 'carol');
      const address = `127.0.0.1:${room.port}`;
      const { workbench, chat } = dave;
      const asked = workbench.dialog.getByText(`The room at ${address} is open. Join it without a key?`);
      await dave.asksToJoin(`${address} ${KEY}`);
      await asked.waitFor();
      await workbench.dialogButton('Cancel').click();
      await chat.isNow('failed');
      await chat.button('Join Another Room…').click();
      assert.equal(await workbench.proposal('Join Room'), address);
      await workbench.accept('Join Room');
      await asked.waitFor();
      assert.ok(!carol.text.includes('Dave'), 'nothing was said there');
      await workbench.dialogButton('Join Without a Key').click();
      await chat.isNow('joined');
      await carol.until('Welcoming Dave');
      await workbench.runCommand('Tilde: Leave Room');
      await chat.isNow('left');
    });

    it('by a link, after a yes', async () => {
      const { workbench, chat } = dave;
      const threads = original.threadCount;
      await workbench.follow(`join?host=127.0.0.1&port=${original.port}`);
      await workbench.dialog.getByText(`Join the room at 127.0.0.1:${original.port}?`).waitFor();
      await workbench.dialogButton('Cancel').click();
      await workbench.follow(`join?host=127.0.0.1&port=${original.port}`);
      // it asks again, behind the no
      await workbench.dialog.getByText(`Join the room at 127.0.0.1:${original.port}?`).waitFor();
      assert.equal(original.threadCount, threads);
      await workbench.dialogButton('Join Room').click();
      await chat.isNow('joined');
      await workbench.follow('join?host=127.0.0.1&port=nine');
      await workbench.toasts.filter({ hasText: 'The port after the colon must be a number' }).waitFor();
    });

    it('an original room says what it cannot do, and what cannot work there is not shown', async () => {
      const { chat, members } = dave;
      await chat.app.getByText('An original chat server: it has no history, no list of people').waitFor();
      await members.unfold();
      await members.pane.getByText('This room has no list of members').waitFor();
      assert.equal(await chat.memberCount.count(), 0);
      original.shout('Erin~hello there');
      await chat.messages('hello there', { author: 'Erin' }).waitFor();
      await members.row(/^Erin/).waitFor();
      assert.equal(await chat.typing.count(), 0);
    });

    it('another name takes leaving it and joining again', async () => {
      const { workbench, chat, members } = dave;
      await workbench.runCommand('Tilde: Set Username');
      await workbench.answer('Set Username', 'David');
      const offer = workbench.toasts.filter({ hasText: 'your name changes only when you join again' });
      await offer.getByRole('button', { name: 'Rejoin' }).click();
      await original.until(() => original.received.includes('David'));
      await members.row(/^David, you/).waitFor();
      await chat.isNow('joined');
      await chat.send('It is still me');
      await chat.messages('It is still me', { own: true }).waitFor();
      await original.until(() => original.received.includes('It is still me'));
    });

    it('a room of ours takes it at once, and everybody is told', async () => {
      const room = await startServer();
      people.atEnd(() => room.stop());
      const carol = await joinLine(room.port, 'carol');
      const { workbench, chat, members } = dave;
      await dave.asksToJoin(`127.0.0.1:${room.port}`);
      await workbench.dialog.getByText('Leave it for another one?').waitFor();
      await workbench.dialogButton('Leave Room').click();
      await carol.until('Welcoming David');
      await members.row(/^David, you/).waitFor();
      await chat.memberCount.filter({ hasText: /^2 here$/ }).waitFor();
      await workbench.runCommand('Tilde: Set Username');
      await workbench.answer('Set Username', 'a~b');
      await workbench.quickInput.getByText('A username has 1 to 32 visible characters').waitFor();
      await workbench.answer('Set Username', 'carol');
      await carol.until('SERVER~David is now carol-2.');
      await members.row(/^carol-2, you/).waitFor();
      await chat.notice('You are now carol-2.').waitFor();
    });
  });
});
