import assert from 'node:assert/strict';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { assertFree, freePort } from './fixtures/ports';
import { isGone } from './fixtures/processes';
import { SeedPeer } from './fixtures/seedPeer';

describe('two people and a plain socket in one room', () => {
  const people = usePeople({ oneStory: true });
  let alice: Person;
  let bob: Person;
  let carol: SeedPeer;
  let port: number;

  before(async () => {
    alice = await people.arrive('Alice', { settings: {}, gitName: 'Alice' });
    bob = await people.arrive('Bob', { settings: {}, gitName: 'Bob' });
    port = await freePort();
  });

  it('Alice hosts by the palette', async () => {
    await alice.hosts(port);
  });

  it('Bob joins by the palette, and is told his name rather than asked for it', async () => {
    await bob.asksToJoin(`127.0.0.1:${port}`);
    await bob.workbench.toasts.getByText('The others see you as “Bob”.').waitFor();
    await bob.chat.isNow('joined');
    await alice.chat.notice('Bob').waitFor();
  });

  it('they talk in the panel', async () => {
    await alice.tells(bob, 'Morning! Shall we look at the parser?');
    await bob.tells(alice, 'Yes, five minutes ☕');
  });

  it('a plain socket that knows only the original protocol joins, sees and is seen', async () => {
    carol = await SeedPeer.join(port, 'carol');
    people.atEnd(() => carol.leave());
    await alice.chat.notice('carol').waitFor();
    carol.say('greetings from netcat');
    await carol.sees('carol~greetings from netcat');
    for (const { chat } of [alice, bob])
      await chat.messages('greetings from netcat', { author: 'carol' }).waitFor();
    await bob.chat.send('Hello carol');
    await carol.sees('Bob~Hello carol');
  });

  it('each message stands once in every panel, with its sender told apart', async () => {
    await alice.chat.messages('Hello carol', { author: 'Bob' }).waitFor();
    await bob.chat.isSent('Hello carol');
    for (const { name, chat } of [alice, bob]) {
      assert.equal(await chat.messages('Hello carol').count(), 1);
      assert.equal(await chat.messages('Hello carol', { own: true }).count(), name === 'Bob' ? 1 : 0);
      assert.equal(await chat.log.locator('article.message').count(), 4);
    }
    await people.picture('panel');
  });

  it('Bob answers, reacts and changes by the menu of a message, and Alice sees it', async () => {
    const { workbench, chat } = bob;
    const question = chat.messages('Morning! Shall we look at the parser?');
    await chat.opensMenu(question);
    assert.deepEqual(await workbench.menuLabels(), [
      ...['Reply', 'Add Reaction', 'Copy Text', 'Copy as Markdown', 'Copy Link to Message'],
      ...['Send Direct Message', 'Mention Member', 'Ignore Member'],
    ]);
    await chat.composer.click({ button: 'right' });
    assert.deepEqual(await workbench.menuLabels(), ['Cut', 'Copy', 'Paste'], "VS Code's own");
    await chat.opensMenu(question);
    await workbench.chooseInMenu('Reply');
    await chat.app.getByText('Replying to Alice').waitFor();
    await chat.hasFocus();
    await chat.log.page().keyboard.type('I began it');
    await chat.log.page().keyboard.press('Enter');
    const answer = alice.chat.messages('I began it', { author: 'Bob' });
    await answer.locator('.reply', { hasText: /Alice\s+Morning!/ }).waitFor();

    await chat.opensMenu(question);
    await workbench.chooseInMenu('Add Reaction');
    await chat.log.getByRole('button', { name: 'React with 🎉' }).click();
    await alice.chat.log.getByRole('button', { name: 'Bob reacted with 🎉' }).waitFor();

    await chat.opensMenu(chat.messages('I began it'));
    await workbench.chooseInMenu('Edit Message');
    await chat.hasDraft('I began it');
    await chat.hasFocus();
    await chat.log.page().keyboard.type(', too');
    await chat.log.page().keyboard.press('Enter');
    await alice.chat.messages('I began it, too').locator('.edited').waitFor();
    await people.picture('answers');
  });

  it('Bob copies a link to it, which leads there, and deletes it', async () => {
    const { workbench, chat } = bob;
    const answer = chat.messages('I began it, too');
    const words = chat.messages('Morning! Shall we look at the parser?').locator('.text');
    await words.selectText();
    await words.click({ button: 'right' });
    await workbench.chooseInMenu('Copy Selection');
    await bob.hasCopied('Morning! Shall we look at the parser?');
    await chat.opensMenu(answer);
    await workbench.chooseInMenu('Copy Text');
    await bob.hasCopied('I began it, too');
    await chat.opensMenu(answer);
    await workbench.chooseInMenu('Copy as Markdown');
    await chat.opensMenu(answer);
    await workbench.chooseInMenu('Copy Link to Message');
    const link = new URL(await bob.clipboardAfter('I began it, too'));
    assert.equal(link.pathname, '/message');
    await alice.workbench.follow(`message${link.search}`);
    await alice.chat.log.locator('article.found').waitFor();

    await chat.opensMenu(answer);
    await workbench.chooseInMenu('Delete Message');
    await workbench.dialogButton('Delete Message').click();
    await alice.chat.messages('This message was deleted.', { author: 'Bob' }).waitFor();
  });

  it('Bob leaves, and the others are told', async () => {
    await bob.workbench.runCommand('Tilde: Leave Room');
    await bob.chat.isNow('left');
    await carol.sees('SERVER~Bob has left the chat.');
    await alice.chat.notice(/Bob.*left/).waitFor();
  });

  it('Bob comes again; his window is reloaded, and he is in the room, all of it there, also what he began', async () => {
    await bob.joins(port);
    const { workbench, chat } = bob;
    await chat.opensMenu(chat.messages('Morning! Shall we look at the parser?'));
    await workbench.chooseInMenu('Reply');
    const replying = chat.app.getByText('Replying to Alice');
    await replying.waitFor();
    await chat.begin('Yes');
    await workbench.showExplorer();
    await workbench.runCommand('Tilde: Show Chat');
    await replying.waitFor();
    await chat.hasDraft('Yes');
    await workbench.reload();
    await chat.isNow('joined');
    await replying.waitFor();
    await chat.hasDraft('Yes');
    await chat.app.getByRole('button', { name: 'Cancel (Escape)' }).click();
    await chat.begin('');
    await bob.chat.messages('Morning! Shall we look at the parser?', { author: 'Alice' }).waitFor();
    await bob.tells(alice, 'Back again');
    await bob.chat.isSent('Back again');
    assert.equal(await bob.chat.log.locator('article.message').count(), 6);
  });

  it("Alice's window closes: the server is gone, its port is free, those in the room see it end", async () => {
    const server = await alice.chatServer();
    await alice.closeWindow();
    await isGone(server);
    await carol.isClosed();
    await assertFree(port);
  });
});

describe('an extension host that is killed', () => {
  const people = usePeople();
  let alice: Person;

  before(async () => {
    alice = await people.arrive('Alice');
  });

  it('takes its chat server with it', async () => {
    const port = await freePort();
    await alice.hosts(port);
    const server = await alice.chatServer();
    const extensionHost = await alice.extensionHost();
    const vscode = alice.server.pid!;
    // else it starts another extension host, and that the room again, on the same port
    process.kill(vscode, 'SIGSTOP');
    try {
      process.kill(extensionHost, 'SIGKILL');
      await isGone(server);
      await assertFree(port);
    } finally {
      process.kill(vscode, 'SIGCONT');
    }
  });
});
