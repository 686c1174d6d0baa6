import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { NativePeer, Peer } from '../conformance/support/peer';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { freePort } from './fixtures/ports';
import { SeedPeer } from './fixtures/seedPeer';
import { Keyboard } from './pages/keyboard';

const NAME = 'Zoë Ó';

describe('somebody who reads and writes', () => {
  const people = usePeople({ oneStory: true });
  let kim: Person;
  let keyboard: Keyboard;
  let zoe: NativePeer;
  let port: number;

  before(async () => {
    kim = await people.arrive('Kim');
    keyboard = new Keyboard(kim.workbench);
    port = await freePort();
    await kim.hosts(port);
    people.atEnd(() => Peer.dropAll());
    zoe = await NativePeer.join(port, NAME);
    await kim.chat.notice(NAME).waitFor();
  });

  const suggestions = (): Locator => kim.chat.app.getByRole('listbox', { name: 'Suggestions' });
  const picker = (): Locator => kim.chat.emojiPicker;

  it('reads what others wrote as they meant it', async () => {
    const { chat } = kim;
    const zoeSays = (id: string, text: string, more = {}): Promise<void> =>
      zoe.send('say', { id, text, ...more });
    await zoeSays('first', 'where it all began');
    const { seq } = (await zoe.next('say', { text: 'where it all began' })).payload;
    await zoeSays('rich', '**bold** `inline` snake_case_name 2 * 3 * 4\n\n1. one\n2. two');
    const rich = chat.log.locator('article.message', { hasText: 'snake_case_name' });
    await rich.locator('strong', { hasText: 'bold' }).waitFor();
    await rich.locator('li', { hasText: 'two' }).waitFor();
    assert.match(await rich.locator('.text').innerText(), /^bold inline snake_case_name 2 \* 3 \* 4/);
    const code = 'if (x) {\n\treturn  1;\n}';
    await zoeSays('code', `\`\`\`ts\n${code}\n\`\`\``);
    const block = chat.log.locator('.code-block').last();
    await block.hover();
    await block.getByRole('button', { name: 'Copy Code' }).click();
    await kim.hasCopied(code);
    await zoeSays('gone', 'a typo');
    const gone = (await zoe.next('say', { text: 'a typo' })).payload['seq'];
    await zoe.send('remove', { id: 'typo', of: gone });
    await chat.messages('This message was deleted.').waitFor();
    const ian = await NativePeer.join(port, 'Ian');
    await ian.send('say', { id: 'ian', text: 'bye' });
    ian.peer.end();
    await chat.notice(/Ian.* left/).waitFor();
    const twin = await NativePeer.join(port, 'lan');
    await twin.send('say', { id: 'lan', text: 'send me the key' });
    await chat.log.locator('.look-alike', { hasText: 'looks like Ian' }).waitFor();
    twin.peer.end();
    await people.picture('reading');
    await zoeSays('log', Array.from({ length: 60 }, (_, line) => `[${line}] a_b_c * d`).join('\n'));
    await chat.app.getByRole('button', { name: 'Show All 60 Lines' }).click();
    await chat.log.getByText('[59] a_b_c * d').waitFor();
    await zoeSays('back', 'as I said', { reply: seq });
    await chat.button('↓ New messages: 1').click();
    const answer = chat.messages('as I said').locator('.reply');
    await chat.isInSight(answer);
    await answer.click();
    await chat.isInSight(chat.messages('where it all began'));
  });

  it('mentions somebody whose name has a space and other letters', async () => {
    const { chat } = kim;
    await chat.composer.focus();
    await keyboard.type('is that right (@zo');
    await suggestions().getByRole('option', { name: NAME }).waitFor();
    await keyboard.press('Enter');
    await chat.hasDraft(`is that right (@${NAME} `);
    await keyboard.press('Backspace');
    await keyboard.type(')?');
    await keyboard.press('Enter');
    const { payload } = await zoe.next('say', { text: `is that right (@${NAME})?` });
    assert.deepEqual(payload['mentions'], [{ mid: zoe.welcome['mid'], name: NAME }]);
    await chat.log.locator('.mention', { hasText: `@${NAME}` }).waitFor();
    await zoe.send('say', {
      id: 'to-kim',
      text: 'Yes @Kim',
      mentions: [{ mid: payload['by'], name: 'Kim' }],
    });
    await chat.log.locator('.mention.own', { hasText: '@Kim' }).waitFor();
  });

  it('completes an emoji, and picks another by its words, to be said and to react by', async () => {
    const { chat } = kim;
    await chat.composer.focus();
    await keyboard.type('done :tad');
    await suggestions().getByRole('option').nth(0).waitFor();
    await keyboard.press('Enter');
    await chat.hasDraft('done 🎉 ');
    await chat.app.getByRole('button', { name: 'Emoji', exact: true }).click();
    await picker().getByRole('option').nth(20).waitFor();
    await keyboard.type('snail');
    await picker().getByText('snail :snail:').waitFor();
    await people.picture('picker');
    await keyboard.press('Enter');
    await chat.hasFocus();
    await keyboard.press('Enter');
    await zoe.next('say', { text: 'done 🎉 🐌' });

    const answer = chat.messages('Yes @Kim');
    await keyboard.goTo(chat.log, 'Shift+Tab');
    await keyboard.press('End');
    await keyboard.goTo(answer, 'ArrowUp');
    await keyboard.press('+');
    const tools = answer.getByRole('toolbar', { name: 'Add Reaction' });
    await keyboard.has(tools.getByRole('button', { name: 'React with 🐌' }));
    await tools.getByRole('button', { name: 'More Emoji' }).click();
    await picker().getByRole('option').nth(20).waitFor();
    await keyboard.type('rocket');
    await picker().getByText('rocket :rocket:').waitFor();
    await keyboard.press('Enter');
    await zoe.next('react', { emoji: '🚀', on: true });
    await answer.getByRole('button', { name: 'you reacted with 🚀' }).waitFor();
    await keyboard.press('+');
    await keyboard.has(tools.getByRole('button', { name: 'React with 🚀' }));
    await keyboard.press('Escape');
  });

  it('asks by a slash for what is no message, and is never heard by mistake', async () => {
    const { chat, workbench, members } = kim;
    await chat.composer.fill('');
    await keyboard.type('/');
    await suggestions().getByRole('option', { name: '/shrug' }).waitFor();
    await people.picture('commands');
    await keyboard.press('Escape');
    await chat.send('/me waves');
    await zoe.next('say', { text: '_waves_' });
    await chat.send('/shrug so what');
    await zoe.next('say', { text: 'so what ¯\\_(ツ)_/¯' });
    await chat.messages('so what ¯\\_(ツ)_/¯').waitFor();
    await chat.send('/frobnicate now');
    await chat.app.getByText('There is no command /frobnicate.').first().waitFor();
    await chat.hasDraft('/frobnicate now');
    await chat.send('//frobnicate now');
    await zoe.next('say', { text: '/frobnicate now' });
    await chat.send('/raw');
    await chat.messages('_waves_').waitFor();
    await chat.send('/raw');
    await chat.messages('waves').waitFor();
    await chat.send('/nick Kimberly');
    await zoe.next('rename', { to: 'Kimberly' });
    await chat.send('/ignore nobody');
    await workbench.cancel('Ignore Member');
    await chat.send(`/ignore ${NAME}`);
    await zoe.send('say', { id: 'unheard', text: 'can you hear me?' });
    await chat.notice(`Hidden: a message from ${NAME}, whom you are ignoring.`).nth(1).waitFor();
    await zoe.send('say', { id: 'unheard-too', text: 'hello?' });
    await chat.notice(`Hidden: 2 messages from ${NAME}, whom you are ignoring.`).last().waitFor();
    assert.equal(await chat.messages('can you hear me?').count(), 0);
    await people.picture('ignored');
    await chat.send('/who');
    await keyboard.has(members.pane);
    assert.equal(
      zoe.frames.filter(
        ({ verb, payload }) => verb === 'say' && /nick|ignore|who|raw/.test(String(payload['text'])),
      ).length,
      0,
    );
  });

  it('composes by an input method, whose Enter sends nothing', async () => {
    const { chat } = kim;
    await chat.composer.fill('');
    await chat.composer.focus();
    const session = await kim.context.newCDPSession(kim.workbench.page);
    const compose = (text: string): Promise<unknown> =>
      session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await compose('にほん');
    await chat.hasDraft('にほん');
    for (const windowsVirtualKeyCode of [13, 229])
      await session.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key: 'Enter',
        code: 'Enter',
        windowsVirtualKeyCode,
      });
    await session.send('Input.insertText', { text: '日本' });
    await chat.hasDraft('日本');
    await session.detach();
    await keyboard.press('Enter');
    await zoe.next('say', { text: '日本' });
  });

  it('sends what is too long for one message as several, or as code', async () => {
    const { chat } = kim;
    const lines = Array.from({ length: 900 }, (_, line) => `line ${line} of a long story`);
    await chat.composer.fill(lines.join('\n'));
    await chat.app
      .getByText(/characters too long for one message/)
      .first()
      .waitFor();
    await people.picture('too-long');
    await chat.button('Send as 2 Messages').click();
    await zoe.peer.until(/line 899 of a long story/);
    const parts = zoe.frames.flatMap(({ verb, payload }) =>
      verb === 'say' && String(payload['text']).includes('of a long story') ? [String(payload['text'])] : [],
    );
    assert.equal(parts.length, 2);
    assert.equal(parts.join('\n'), lines.join('\n'));
    await chat.app
      .getByRole('button', { name: /^Show All/ })
      .first()
      .waitFor();
    await chat.composer.fill(lines.join('\n'));
    await chat.button('Attach as Code').click();
    await chat.app.locator('.attached').waitFor();
    await keyboard.type('the whole story');
    await keyboard.press('Enter');
    const { payload } = await zoe.next('say', { text: 'the whole story' });
    assert.equal((payload['code'] as { text: string }).text, lines.join('\n'));
    await chat.isInSight(chat.log.getByRole('button', { name: 'Show 888 More Lines' }));
    await people.picture('long');
  });

  it('writes to a plain program alone, which sees that it is for it', async () => {
    const { chat } = kim;
    const [carol, dan] = [await SeedPeer.join(port, 'carol'), await SeedPeer.join(port, 'dan')];
    await chat.send('/msg carol psst');
    await carol.sees('psst');
    assert.doesNotMatch(carol.received, /^Kimberly~psst/m, carol.received);
    await chat.messages('psst', { own: true }).waitFor();
    await people.picture('direct-plain');
    await keyboard.press('Escape');
    await chat.directHint.waitFor({ state: 'detached' });
    await chat.send('and to all');
    await dan.sees('Kimberly~and to all');
    assert.doesNotMatch(dan.received, /psst/);
    for (const peer of [carol, dan]) peer.leave();
  });

  it('goes on with a change after the window was reloaded', async () => {
    const { chat, workbench } = kim;
    await chat.send('teh end');
    await chat.isSent('teh end');
    await keyboard.press('ArrowUp');
    await chat.app.getByText('Editing your message').waitFor();
    await chat.hasDraft('teh end');
    await chat.begin('the end');
    await workbench.reload();
    await chat.isNow('joined');
    await chat.app.getByText('Editing your message').waitFor();
    await chat.hasDraft('the end');
    zoe = await NativePeer.join(port, 'Zoë again');
    await chat.composer.press('Enter');
    await zoe.next('edit', { text: 'the end' });
    await chat.messages('the end', { own: true }).locator('.edited').waitFor();
    await chat.hasDraft('');
  });

  it('leaves by a command, after being asked', async () => {
    const { chat, workbench } = kim;
    await chat.send('/leave');
    await workbench.dialogButton('Close Room').click();
    await chat.isNow('left');
  });
});
