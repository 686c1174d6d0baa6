import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { environmentOf, familyOf, isGone } from './fixtures/processes';
import { becomes } from './pages/becomes';
import { ONLY_HERE_PRIVATE } from './pages/workbench';

const KEY = 'Key of the Room';
const WRONG = 'AAAA-BBBB-CCCC-DDDD-EEEE';

/** As people write keys down: in small letters, with what looks alike, and spaces. */
const badly = (key: string): string =>
  ` ${key.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;

describe('a private room', () => {
  const people = usePeople({ oneStory: true });
  let alice: Person;
  let bob: Person;
  let mallory: Person;
  let carol: Person;
  let port: number;
  /** As it is shown, the first and the second one. */
  const keys: string[] = [];

  before(async function () {
    this.timeout(240_000);
    alice = await people.arrive('Alice', { keepsSecrets: true });
    bob = await people.arrive('Bob', { keepsSecrets: true });
    mallory = await people.arrive('Mallory');
    carol = await people.arrive('Carol', { keepsSecrets: true });
    port = await freePort();
  });

  it('is what is offered first, in plain words; its key is there to be handed out', async () => {
    const { workbench, chat } = alice;
    await alice.copies('something else');
    await workbench.runCommand('Tilde: Host Room');
    await workbench.quickInput
      .getByText(/^Encrypted\. Only people who have the key can join and read along; Tilde makes the key\.$/)
      .waitFor();
    await people.picture('private-host');
    await workbench.hostsAs({ port, room: 'Vault', who: ONLY_HERE_PRIVATE });
    await chat.isNow('joined');
    const told = workbench.toasts.filter({ hasText: 'The private room “Vault” is open on' });
    await told.getByText(`Programs there join at 127.0.0.1:${port}, with its key.`).waitFor();
    await workbench.runCommand('Tilde: Copy Invitation');
    const copied = await alice.clipboardAfter('something else');
    const lines = /^127\.0\.0\.1:(\d+) ((?:[\dA-Z]{4}-){4}[\dA-Z]{4})$/m.exec(copied);
    const [, at, key] = lines ?? [];
    assert.equal(at, String(port), copied);
    assert.match(copied, /^Join the room “Vault” in VS Code: open the link, or .+ paste this message\.$/m);
    assert.match(
      copied,
      new RegExp(`^[a-z-]+://tilde-chat\\.tilde/join\\?host=127\\.0\\.0\\.1&port=${port}#${key}$`, 'm'),
    );
    assert.match(copied, /^A private room can only be joined with Tilde\./m);
    // it is for this computer only
    await workbench.toasts.filter({ hasText: 'teammates cannot join' }).waitFor();
  });

  it('has its invitation behind its name, and forgets it when the card closes', async () => {
    const { workbench, chat } = alice;
    await alice.copies('something else');
    await chat.roomName.click();
    await chat.invitation.getByText('teammates cannot join').waitFor();
    await people.picture('invitation');
    await chat.invitation.getByRole('button', { name: 'Copy: Key' }).click();
    keys.push(await alice.clipboardAfter('something else'));
    assert.match(keys[0]!, /^(?:[\dA-Z]{4}-){4}[\dA-Z]{4}$/);
    await workbench.page.keyboard.press('Escape');
    await chat.invitation.waitFor({ state: 'detached' });
    assert.equal((await chat.app.innerHTML()).includes(keys[0]!), false);
  });

  it('shows a lock, and says what it means, in the chat, the list and the status bar', async () => {
    const { chat, members, workbench } = alice;
    await chat.app.locator('.access[data-access="private"] svg').waitFor();
    await chat.app.getByText('Encrypted. Only people who have the key can join and read along.').waitFor();
    await members.unfold();
    await members.row(/^Private room\. Encrypted\. Only people who have the key/).waitFor();
    await workbench.status.and(workbench.page.getByLabel(/Private room\. Encrypted\./)).waitFor();
    await people.picture('private-room');
  });

  it('asks who joins for the key, says at once what cannot be one, and takes one that is badly written', async () => {
    await bob.asksToJoin(`127.0.0.1:${port}`);
    const { workbench } = bob;
    await workbench.quickInput.getByText(`The room at 127.0.0.1:${port} is private.`).waitFor();
    const field = workbench.field(KEY);
    await field.fill('K7QX-93');
    await workbench.quickInput.getByText('A key has 20 letters and digits; this has 6.').waitFor();
    await field.fill('K7QX-93?');
    await workbench.quickInput.getByText(/^This cannot be a key: a key has only digits/).waitFor();
    await field.fill(`${keys[0]}-7`);
    await workbench.quickInput
      .getByText('This cannot be a key: a key has 20 letters and digits, and this has 21.')
      .waitFor();
    await workbench.answer(KEY, badly(keys[0]!));
    await bob.chat.isNow('joined');
    await bob.tells(alice, 'Nobody else hears this');
    await alice.tells(bob, 'I hope so');
  });

  it('keeps out who has a wrong key, and tells them so', async () => {
    await mallory.asksToJoin(`127.0.0.1:${port} ${WRONG}`);
    const { workbench, chat } = mallory;
    await workbench.quickInput.getByText(`That is not the key of the room at 127.0.0.1:${port}.`).waitFor();
    assert.equal(await workbench.proposal(KEY), WRONG);
    await becomes(workbench.field(KEY), (field) => {
      const { selectionStart, selectionEnd, value } = field as HTMLInputElement;
      return selectionStart === 0 && selectionEnd === value.length;
    });
    await workbench.cancel(KEY);
    await chat.isNow('failed');
    await chat.app.getByText(`That is not the key of the room at 127.0.0.1:${port}. Check it`).waitFor();
    await people.picture('private-wrong-key');
    // behind whatever the room has told of her
    await bob.tells(alice, 'Was that somebody?');
    assert.equal(await alice.chat.notice('Mallory').count(), 0);
    assert.equal(await alice.members.row(/^Mallory/).count(), 0);
    assert.doesNotMatch(await chat.app.innerText(), /Vault|Nobody else hears/);
  });

  it('is there again, its members in it without being asked, when windows reload and its server is killed', async () => {
    await alice.workbench.reload();
    await alice.chat.isNow('joined');
    await bob.tells(alice, 'Still the same key');
    await bob.workbench.reload();
    await bob.chat.isNow('joined');
    await alice.tells(bob, 'Indeed');
    const server = await alice.chatServer();
    process.kill(server, 'SIGKILL');
    await isGone(server);
    await alice.chatServer(server);
    await bob.tells(alice, 'Through all of it');
  });

  it('hides what somebody says who is ignored, until that ends', async () => {
    const { workbench, chat, members } = bob;
    await workbench.runCommand('Tilde: Ignore Member');
    await workbench.choose('Alice');
    await members.unfold();
    await members.row(/^Alice, host, ignored/).waitFor();
    await alice.chat.send('You will not read this');
    // one for each that she has said
    await chat.notice('Hidden: a message from Alice, whom you are ignoring.').nth(2).waitFor();
    assert.equal(await chat.messages('You will not read this').count(), 0);
    await workbench.runCommand('Tilde: Stop Ignoring');
    await workbench.choose('Alice');
    await chat.messages('You will not read this', { author: 'Alice' }).waitFor();
  });

  it('is left for good by who is removed; with the new key they made for it, others come in', async () => {
    const { workbench } = alice;
    await alice.copies('something else');
    await alice.members.row(/^Bob/).click({ button: 'right' });
    await workbench.chooseInMenu('Remove Member');
    await people.picture('remove-member');
    await workbench.pick('Remove Bob from the room?', 'Remove Bob and Change the Key');
    // it goes away by itself
    await workbench.toasts
      .filter({ hasText: 'The room has a new key.' })
      .getByRole('button', { name: 'Copy Key' })
      .click();
    keys.push(await alice.clipboardAfter('something else'));
    assert.notEqual(keys[1], keys[0]);
    await bob.chat.isNow('left');
    await bob.chat.app.getByText('Alice removed you from the room. Ask them to let you back in').waitFor();
    await alice.chat.notice('You removed Bob from the room.').waitFor();

    await carol.asksToJoin(`127.0.0.1:${port}`);
    await carol.workbench.answer(KEY, keys[0]!);
    await carol.workbench.quickInput.getByText('That is not the key of the room').waitFor();
    await carol.workbench.answer(KEY, keys[1]!);
    await carol.chat.isNow('joined');
    await carol.tells(alice, 'Hello again');

    await bob.asksToJoin(`127.0.0.1:${port}`);
    await bob.workbench.answer(KEY, keys[1]!);
    // he was told the same before, but as somebody who had left
    await bob.chat.isNow('failed');
    await bob.chat.app.getByText('The host removed you from the room.').waitFor();

    await workbench.runCommand('Tilde: Removed Members');
    await people.picture('removed-members');
    await workbench.pick('Removed Members', 'Let Bob Back In');
    await workbench.toasts.filter({ hasText: 'Bob can join again.' }).waitFor();
    await bob.asksToJoin(`127.0.0.1:${port}`);
    await bob.workbench.answer(KEY, keys[1]!);
    await bob.chat.isNow('joined');

    await workbench.runCommand('Tilde: Remove Member');
    await workbench.pick('Remove Member', 'Bob');
    // Enter alone removes nobody
    await workbench.accept('Remove Bob from the room?');
    await workbench.runCommand('Tilde: Remove Member');
    await workbench.pick('Remove Member', 'Bob');
    await workbench.pick('Remove Bob from the room?', 'Remove Bob');
    await bob.chat.isNow('left');
    const removed = workbench.toasts.filter({ hasText: 'Removed Bob.' });
    // the one of the removal before undoes the same
    await removed.getByRole('button', { name: 'Undo' }).first().click();
    await workbench.toasts.filter({ hasText: 'Bob can join again.' }).first().waitFor();
    await bob.asksToJoin(`127.0.0.1:${port}`);
    await bob.chat.isNow('joined');
  });

  it('puts everybody out when the key is changed; who has the new one comes back by a button', async () => {
    const { workbench } = alice;
    await workbench.runCommand('Tilde: Change Key of the Room');
    await workbench.dialogButton('Change Key').click();
    // they go away by themselves
    await Promise.all([
      workbench.toasts.filter({ hasText: 'The room has a new key.' }).waitFor(),
      carol.workbench.toasts.getByRole('button', { name: 'Type Key…' }).click(),
    ]);
    await carol.chat.isNow('left');
    await carol.chat.app
      .getByText('The key of the room was changed. Ask the host for the new one.')
      .waitFor();
    await workbench.runCommand('Tilde: Copy Key of the Room');
    keys.push(await alice.clipboardAfter(keys[1]!));
    await carol.workbench.answer(KEY, keys[2]!);
    await carol.chat.isNow('joined');
  });

  it('takes nobody new while it is locked', async () => {
    await alice.workbench.runCommand('Tilde: Lock Room to Newcomers');
    await alice.members.row(/^Private room\. .*Locked: nobody new can join\./).waitFor();
    // the room says so only to those who have its key: the link has it
    await mallory.workbench.follow(`join?host=127.0.0.1&port=${port}#${keys[2]!}`);
    await mallory.workbench.dialogButton('Join Room').click();
    await mallory.chat.app.getByText(`The room at 127.0.0.1:${port} lets nobody new in right now.`).waitFor();
    await carol.workbench.reload();
    await carol.chat.isNow('joined');
    await alice.workbench.runCommand('Tilde: Unlock Room');
    await alice.members.row(/^Private room\. (?!.*Locked)/).waitFor();
    // with the key that was tried last
    await mallory.asksToJoin(`127.0.0.1:${port}`);
    await mallory.chat.isNow('joined');
  });

  it('asks for the key where it is no longer kept: a member, and the host', async () => {
    for (const { workbench } of [carol, alice]) {
      await workbench.page.evaluate(() => localStorage.removeItem('secrets.provider'));
      await workbench.reload();
    }
    await carol.workbench.quickInput.getByText(`The room at 127.0.0.1:${port} is private.`).waitFor();
    await alice.workbench.dialogButton('Type Key…').click();
    await alice.workbench.answer(KEY, keys[2]!);
    await alice.chat.isNow('joined');
    await mallory.tells(alice, 'I was not asked');
    await mallory.chat.isNow('joined');
    await carol.workbench.answer(KEY, keys[2]!);
    await carol.chat.isNow('joined');
    await carol.tells(alice, 'Back with the key');
  });

  it('has left its keys in no file, and in no command line or environment', async () => {
    const secrets = [...keys, WRONG].flatMap((key) => [key, key.replaceAll('-', '')]);
    const all = [alice, bob, carol, mallory];
    const chatServer = await alice.chatServer();
    const processes = all.flatMap(({ server }) => familyOf(server.pid!));
    assert.match(environmentOf(chatServer), /ELECTRON_RUN_AS_NODE/);
    assert.ok(processes.some(({ pid }) => pid === chatServer));
    for (const { pid, commandLine } of processes) {
      const seen = `${commandLine}\0${environmentOf(pid)}`.toUpperCase();
      for (const secret of secrets) assert.ok(!seen.includes(secret), `process ${pid}: ${secret}`);
    }
    // what was said is in the history, so that this search is known to find what is there
    const found = await search(alice.home, ['NOBODY ELSE HEARS THIS', ...secrets]);
    assert.deepEqual([...new Set(found.map(({ text }) => text))], ['NOBODY ELSE HEARS THIS']);
    for (const { home } of all.slice(1)) assert.deepEqual(await search(home, secrets), []);
  });
});

interface Found {
  readonly file: string;
  readonly text: string;
}

/** Where any of `texts` stands in a file below `folder`, in whatever case; all but what was installed there. */
async function search(folder: string, texts: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const entry of await unlessGone(readdir(folder, { withFileTypes: true }))) {
    const file = path.join(folder, entry.name);
    if (entry.isFile()) found.push(...(await unlessGone(searchFile(file, texts))));
    else if (entry.isDirectory() && entry.name !== 'extensions') found.push(...(await search(file, texts)));
  }
  return found;
}

async function searchFile(file: string, texts: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  let rest = '';
  // by the piece: some files of VS Code's are large
  for await (const chunk of createReadStream(file, 'latin1') as AsyncIterable<string>) {
    const read = (rest + chunk).toUpperCase();
    for (const text of texts) if (read.includes(text)) found.push({ file, text });
    rest = read.slice(-64);
  }
  return found;
}

/** VS Code goes on meanwhile: what it takes away while we look is left in no file. */
async function unlessGone<T>(looking: Promise<T[]>): Promise<T[]> {
  try {
    return await looking;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
