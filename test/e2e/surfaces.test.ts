import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { Peer } from '../conformance/support/peer';
import { type Relay, startRelay } from '../conformance/support/relay';
import { type RunningServer, startServer } from '../conformance/support/server';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { becomes } from './pages/becomes';

// each has a link that runs a command or leads away, and an icon
const FORGED_ROOM = '[Lab](command:undo)$(bell)';
const FORGED_NAME = '[Eve](https://x.yz) $(bell)';
const TEXT = 'see [this](command:workbench.action.quit "now") $(bell) {0} {1} <b>![x](https://x.yz)';
/** The same in plain words, of which only a link to the web is one. */
const WORDS = TEXT.replace('[x](https://x.yz)', 'x');

/** A server of ours takes no such names, so a hostile one says them in place of these. */
const HONEST_ROOM = 'Lab (1)';
const HONEST_NAME = 'Eve (1)';
const forge = (chunk: Buffer): Buffer =>
  Buffer.from(chunk.toString().replaceAll(HONEST_ROOM, FORGED_ROOM).replaceAll(HONEST_NAME, FORGED_NAME));

/** As names are shown that mislead. */
const ROOM = `“${FORGED_ROOM}”`;
const NAME = `“${FORGED_NAME}”`;

/** What VS Code makes of such. */
const DRAWN = 'a[href], a[data-href], img, b, .codicon-bell';

/** Waits until `where` shows `text` as it is, but for the space that keeps two brackets from being a link. */
async function shows(where: Locator, text: string): Promise<void> {
  const literal = text
    .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(String.raw`\]\(`, String.raw`\] ?\(`);
  const shown = where.filter({ hasText: new RegExp(literal) }).first();
  await shown.waitFor();
  assert.equal(await shown.locator(DRAWN).count(), 0, await shown.innerHTML());
}

describe('names and texts that would be links and icons', () => {
  const people = usePeople({ oneStory: true });
  let server: RunningServer;
  let room: Relay;
  let ann: Person;
  let eve: Peer;

  const hover = (): Locator => ann.workbench.page.locator('.monaco-hover:visible');
  /** The pointer rests on it, until what is told of it is there. */
  async function tellsInHover(target: Locator, text: string): Promise<void> {
    await target.hover();
    await shows(hover(), text);
    await ann.workbench.page.mouse.move(0, 0);
    await hover().waitFor({ state: 'detached' });
  }

  before(async () => {
    server = await startServer('--room', HONEST_ROOM);
    people.atEnd(() => server.stop());
    room = await startRelay(server.port, forge);
    people.atEnd(() => room.close());
    people.atEnd(() => Peer.dropAll());
    ann = await people.arrive('Ann', {
      settings: { 'tilde.username': 'Ann', 'tilde.autoJoin': `127.0.0.1:${room.port}` },
    });
    await ann.chat.isNow('joined');
    eve = await Peer.connect(server.port);
    await eve.send(`${HONEST_NAME}\n`);
  });

  it('are text in the status bar and its hover', async () => {
    await shows(ann.workbench.status, ROOM);
    await tellsInHover(ann.workbench.status, `In the room ${ROOM}.`);
  });

  it('are text in the list of members and its hover', async () => {
    await ann.members.unfold();
    const row = ann.members.rows.filter({ hasText: 'Eve' });
    await shows(row, NAME);
    await tellsInHover(row.locator('.label-name'), NAME);
  });

  it('are text in a notification of a message', async () => {
    await ann.workbench.showExplorer();
    await eve.send(`${TEXT}\n`);
    await shows(ann.workbench.toasts.locator('.notification-list-item-message'), `${NAME}: ${WORDS}`);
    await people.picture('surfaces');
  });

  it('are links in the chat only where they lead to the web, and VS Code asks before it opens one', async () => {
    const { workbench, chat } = ann;
    await workbench.runCommand('Tilde: Show Chat');
    const links = chat.log.locator('.text a');
    await links.first().waitFor();
    assert.deepEqual(await links.evaluateAll((all) => all.map((a) => a.getAttribute('href'))), [
      'https://x.yz/',
    ]);
    const address = 'https://tilde.example/a?b=c%2Bd&e=f';
    await eve.send(`see **${address}**\n`);
    const said = chat.messages(`see ${address}`);
    await said.locator('a').click();
    await workbench.dialog.filter({ hasText: address }).waitFor();
    await people.picture('link');
    await workbench.dialogButton('Cancel').click();
    await workbench.dialog.waitFor({ state: 'detached' });
  });

  it('have colours where they are code, links where they name files, and are code again when they are pasted', async () => {
    const { workbench, chat } = ann;
    const code = 'let one = 1;\n\tlet two = 2;';
    await chat.composer.fill(`\`\`\`ts\n${code}\n\`\`\`\nnotes.md:1 and missing.md:1`);
    await chat.composer.press('Enter');
    const block = chat.log.locator('.code-block').last();
    await block.locator('.code-keyword').first().waitFor();
    const place = chat.log.locator('a.place');
    await place.waitFor();
    assert.deepEqual(await place.allInnerTexts(), ['notes.md:1']);
    await place.click();
    await workbench.page.locator('.tab.active', { hasText: 'notes.md' }).waitFor();
    await block.getByRole('button', { name: 'Open in Editor' }).click();
    await workbench.page.locator('.tab.active', { hasText: 'Untitled-1' }).waitFor();
    await people.picture('code');
    const editor = workbench.page.locator('.editor-instance .monaco-editor').last();
    await editor.locator('.view-line', { hasText: 'two' }).click();
    await workbench.page.keyboard.press('ControlOrMeta+a');
    await workbench.page.keyboard.press('ControlOrMeta+c');
    await chat.composer.press('ControlOrMeta+v');
    await becomes(chat.composer, (area) => (area as HTMLTextAreaElement).value.startsWith('`'));
    assert.equal(await chat.composer.inputValue(), `\`\`\`typescript\n${code}\n\`\`\``);
    await chat.composer.fill('');
  });

  it('are code with a place where they were selected in an editor', async () => {
    const { chat } = ann;
    await chat.app.getByRole('button', { name: 'Attach Selection' }).click();
    await chat.app.locator('.attached', { hasText: 'Untitled-1:1-2' }).waitFor();
    await people.picture('attached');
    await chat.hasFocus();
    await chat.composer.press('Enter');
    await chat.log.getByRole('group', { name: 'Code, TypeScript, Untitled-1:1–2' }).waitFor();
    await chat.app.locator('.attached').waitFor({ state: 'detached' });
  });

  it('are text in a notification about the room', async () => {
    await ann.asksToJoin(`127.0.0.1:${room.port}`);
    const messages = ann.workbench.toasts.locator('.notification-list-item-message');
    await shows(messages, `You are in the room “${ROOM}” already.`);
  });

  it('are text in a question that everything waits for', async () => {
    await ann.asksToJoin('127.0.0.1:1');
    await shows(ann.workbench.dialog, `You are in the room “${ROOM}”. Leave it for another one?`);
    await ann.workbench.dialogButton('Cancel').click();
  });

  it('are text in quick picks, and in the hovers of what stands there', async () => {
    const { workbench } = ann;
    const entry = (text: string): Locator => workbench.choice(text);
    await workbench.runCommand('Tilde: Join Room');
    await shows(entry('Lab'), ROOM);
    await tellsInHover(entry('Lab').locator('.quick-input-list-label-meta'), 'Joined');
    await workbench.cancel('Join Room');
    await workbench.runCommand('Tilde: Ignore Member');
    await shows(entry('Eve'), NAME);
    await workbench.pick('Ignore Member', 'Eve');
    await workbench.runCommand('Tilde: Stop Ignoring');
    await shows(entry('Eve'), NAME);
    await workbench.cancel('Stop Ignoring');
  });

  it('are text in the line under a field', async () => {
    const { workbench } = ann;
    await workbench.runCommand('Tilde: Host Room');
    await workbench.dialogButton('Leave Room').click();
    await workbench.decidesOnPort(room.port);
    await shows(workbench.quickInput.locator('.quick-input-message'), FORGED_ROOM);
    await workbench.cancel('Port of the Room');
  });
});
