import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { joined, message, messages, type Panel } from './panelPage';
import { usePanel } from './usePanel';
import { away as isAway, left } from '../support/setbacks';

const mine = { own: true, author: 'ana', authorKey: 'a' };

describe('answering in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  const tool = (key: string, name: string) => panel.message(key).getByRole('button', { name, exact: true });

  describe('a reply', () => {
    it('is said with the message that it answers, and can be left', async () => {
      await open();
      await panel.snapshot([message(1, { text: '**which** `port`?' }), message(2, mine)]);
      await panel.message('m1').hover();
      await tool('m1', 'Reply').click();
      const bar = panel.page.locator('.writing');
      assert.match((await bar.textContent())!, /Replying to bob\s+which port\?/);
      assert.equal(await panel.focused(), 'composer');
      await panel.spoken.getByText('Replying to bob').waitFor({ state: 'attached' });
      await panel.page.keyboard.press('Escape');
      await bar.waitFor({ state: 'detached' });
      await panel.message('m1').hover();
      await tool('m1', 'Reply').click();
      await panel.page.keyboard.type('9999');
      await panel.page.keyboard.press('Enter');
      assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: '9999', reply: 1 });
      await bar.waitFor({ state: 'detached' });
      await panel.page.keyboard.type('by itself');
      await panel.page.keyboard.press('Enter');
      assert.deepEqual(await panel.nextAfter('say', 1), { type: 'say', room: 'tilde', text: 'by itself' });
    });

    it('shows in one line whom it answers, and leads there', async () => {
      await open({ width: 250 });
      const reply = { order: 1, author: 'cleo', color: 2, excerpt: `where ${'to '.repeat(60)}` };
      await panel.snapshot([...messages(1, 60), message(60, { reply })]);
      const line = panel.message('m60').locator('.reply');
      assert.match((await line.textContent())!, /cleo\s+where to/);
      assert.ok((await line.boundingBox())!.height < 30);
      await line.click();
      await panel.page.locator('.message.found[data-key="m1"]').waitFor();
      assert.match(await panel.focused(), /message/);
      const [top, bottom] = await panel.message('m1').evaluate((one) => {
        const { top: y, bottom: end } = one.getBoundingClientRect();
        return [y, end];
      });
      const box = (await panel.log.boundingBox())!;
      assert.ok(top >= box.y && bottom <= box.y + box.height, 'it is in sight');
    });

    it('leads many pages back, and says where the message is not kept any more', async () => {
      await open();
      const reply = { order: 3, author: 'cleo', color: 1, excerpt: 'where to' };
      const line = { name: 'Reply to cleo: where to' };
      await panel.snapshot([...messages(500, 600), message(600, { reply })], {}, { more: true });
      await panel.message('m600').getByRole('button', line).click();
      for (const [i, before] of [500, 250].entries()) {
        assert.deepEqual(await panel.nextAfter('older', i), { type: 'older', before });
        const from = before === 500 ? 250 : 1;
        await panel.post({ type: 'older', before, entries: messages(from, before), more: before === 500 });
      }
      await panel.page.locator('.message[data-key="m3"]:focus').waitFor();
      await panel.snapshot([message(7, { reply }), message(8)]);
      await panel.message('m7').getByRole('button', line).click();
      await panel.spoken.getByText('not kept any more').waitFor({ state: 'attached' });
    });

    it('leaves it to the host to find a message that was not here, in whatever conversation it stands', async () => {
      await open();
      await panel.snapshot([message(7, { reply: { order: 3 } }), message(8)], {}, { more: true });
      const missing = panel.page.locator('.loading');
      await panel.message('m7').getByRole('button', { name: 'An earlier message' }).click();
      assert.deepEqual(await panel.next('goTo'), { type: 'goTo', order: 3 });
      assert.equal(await missing.textContent(), 'Loading older messages…');
      await panel.snapshot([message(3), message(4)]);
      await panel.post({ type: 'goTo', order: 3 });
      await panel.page.locator('.message[data-key="m3"]:focus').waitFor();
      assert.equal(await missing.count(), 0);
      await panel.post({ type: 'goTo', order: 2 });
      await panel.spoken.getByText('not kept any more').waitFor({ state: 'attached' });
    });

    it('says of a message whose author is ignored that it is hidden', async () => {
      await open();
      const ignored = { mid: 'c', name: 'cleo' };
      const hidden = { kind: 'notice', key: 'm3', order: 3, at: 0, text: 'Hidden.', ignored } as const;
      await panel.snapshot([hidden, message(4)]);
      await panel.post({ type: 'goTo', order: 3 });
      await panel.spoken.getByText('because you are ignoring').waitFor({ state: 'attached' });
    });

    it('is dropped when the message is deleted, and the text stays', async () => {
      await open();
      await panel.snapshot([message(1)]);
      await panel.message('m1').hover();
      await tool('m1', 'Reply').click();
      await panel.page.keyboard.type('so');
      await panel.post({ type: 'entries', entries: [message(1, { removed: true, text: 'Deleted.' })] });
      assert.equal(await panel.page.locator('.writing').count(), 0);
      assert.equal(await panel.composer.inputValue(), 'so');
    });
  });

  describe('a change', () => {
    it('takes the place of the last message, which Up in an empty composer brings', async () => {
      await open();
      await panel.snapshot([message(1, mine), message(2, { ...mine, text: 'tpyo' }), message(3)]);
      await panel.composer.focus();
      await panel.page.keyboard.press('ArrowUp');
      assert.equal(await panel.composer.inputValue(), 'tpyo');
      assert.equal(await panel.send.innerText(), 'Save');
      await panel.composer.fill('typo');
      assert.equal(await panel.send.getAttribute('title'), 'Save (Enter)');
      await panel.page.keyboard.press('Enter');
      assert.deepEqual(await panel.next('edit'), { type: 'edit', room: 'tilde', of: 2, text: 'typo' });
      assert.deepEqual([await panel.composer.inputValue(), panel.postedOf('say').length], ['', 0]);
      await panel.settled();
      assert.equal(await panel.send.innerText(), 'Send');
    });

    it('brings back what was written before, sent or left', async () => {
      await open();
      await panel.snapshot([message(1, { ...mine, text: 'old' })]);
      await panel.composer.fill('half a tho');
      for (const key of ['Escape', 'Enter']) {
        await panel.message('m1').hover();
        await tool('m1', 'Edit').click();
        assert.equal(await panel.composer.inputValue(), 'old');
        await panel.page.keyboard.type('er');
        await panel.page.keyboard.press(key);
        await panel.page.locator('.writing').waitFor({ state: 'detached' });
        assert.equal(await panel.composer.inputValue(), 'half a tho');
      }
      assert.deepEqual(panel.postedOf('edit'), [{ type: 'edit', room: 'tilde', of: 1, text: 'older' }]);
      assert.equal(panel.drafts.get('tilde'), 'half a tho', 'the text of the message was no draft');
    });

    it('shows the old text until the room has the new one, and why it failed', async () => {
      await open();
      const unsentEdit = { key: 'e1', text: 'new', status: 'pending' } as const;
      await panel.snapshot([message(1, { ...mine, text: 'old', unsentEdit })]);
      const text = panel.message('m1').locator('.text');
      assert.equal(await text.textContent(), 'old');
      await panel.message('m1').getByText('Sending the change…').waitFor();
      const failed = { ...unsentEdit, status: 'failed', problem: 'No answer.' } as const;
      await panel.post({
        type: 'entries',
        entries: [message(1, { ...mine, text: 'old', unsentEdit: failed })],
      });
      assert.match((await panel.message('m1').textContent())!, /The change was not sent\. No answer\./);
      await panel.message('m1').getByRole('button', { name: 'Retry' }).click();
      assert.deepEqual(await panel.next('retry'), { type: 'retry', key: 'e1' });
      await panel.message('m1').getByRole('button', { name: 'Discard' }).click();
      assert.deepEqual(await panel.next('discard'), { type: 'discard', key: 'e1' });
      const gone = { ...mine, text: 'This message was deleted.', removed: true, unsentEdit: failed } as const;
      await panel.post({ type: 'entries', entries: [message(1, gone)] });
      await panel.message('m1').getByRole('button', { name: 'Copy' }).click();
      assert.deepEqual(await panel.next('copy'), { type: 'copy', text: 'new' });
    });
  });

  it('deletes by key, and asks for nothing that is not possible', async () => {
    await open();
    await panel.snapshot([message(1, mine), message(2)]);
    await panel.log.focus();
    for (const key of ['ArrowUp', 'Delete', 'e', 'ArrowUp', 'Delete']) await panel.page.keyboard.press(key);
    assert.deepEqual(await panel.next('remove'), { type: 'remove', of: 1 });
    assert.equal(panel.postedOf('remove').length, 1, 'what others said stays');
    assert.equal(await panel.page.locator('.writing').count(), 0);
  });

  it('shows reactions with whom they are from, and gives and takes one’s own', async () => {
    await open({ width: 250 });
    const reactions = [
      { emoji: '👀', count: 2, own: true, names: ['bob'] },
      { emoji: '🎉', count: 60, own: false, names: ['cleo', 'dan'] },
    ];
    await panel.snapshot([message(1, { reactions }), message(2)]);
    const chips = panel.message('m1').locator('.reaction');
    assert.deepEqual(
      await chips.evaluateAll((all) => all.map((one) => [one.getAttribute('title'), one.ariaPressed])),
      [
        ['you and bob reacted with 👀', 'true'],
        ['cleo, dan, and 58 more reacted with 🎉', 'false'],
      ],
    );
    await chips.nth(0).click();
    await chips.nth(1).click();
    await panel.message('m2').hover();
    await tool('m2', 'React with 👍').click();
    await panel.nextAfter('react', 2);
    assert.deepEqual(panel.postedOf('react'), [
      { type: 'react', of: 1, emoji: '👀', on: false },
      { type: 'react', of: 1, emoji: '🎉', on: true },
      { type: 'react', of: 2, emoji: '👍', on: true },
    ]);
  });

  it('names as many people as one reads, and says how many more there are', async () => {
    await open({ width: 250 });
    const names = Array.from({ length: 50 }, (_, i) => `member-${i}`);
    const reactions = ['👀', '🎉', '👍', '🚀', '❤️', '✅'].map((emoji) => ({
      emoji,
      names,
      count: 1000,
      own: true,
    }));
    await panel.snapshot([message(1, { reactions })]);
    await panel.log.focus();
    await panel.page.keyboard.press('ArrowUp');
    const label = await panel.message('m1').getAttribute('aria-label');
    assert.match(label!, /you, member-0, member-1, and 997 more reacted with 👀\..*More reactions: 1$/);
    assert.ok(label!.length < 400);
    const chip = panel.message('m1').locator('.reaction').first();
    assert.match((await chip.getAttribute('title'))!, /member-9, and 989 more reacted with 👀$/);
  });

  it('has the reactions of the message that keys walked to among the stops of the Tab key', async () => {
    await open();
    const reactions = ['👀', '🎉'].map((emoji) => ({ emoji, names: ['bob'], count: 1, own: false }));
    await panel.snapshot([message(1, { reactions }), message(2, { reactions })]);
    await panel.log.focus();
    for (const key of ['ArrowUp', 'Tab', 'Tab', 'Enter', 'Tab', 'Tab']) await panel.page.keyboard.press(key);
    assert.deepEqual(await panel.next('react'), { type: 'react', of: 2, emoji: '🎉', on: true });
    assert.equal(await panel.focused(), 'composer', 'behind the toolbar');
  });

  it('takes its keys also where the focus is on something in a message', async () => {
    await open();
    const reactions = [{ emoji: '👀', names: ['bob'], count: 1, own: false }];
    const all = [
      message(1, { reactions }),
      message(2),
      message(3, { reactions, text: 'See https://a.example' }),
    ];
    await panel.snapshot(all);
    const at = () => panel.page.evaluate(() => (document.activeElement as HTMLElement).dataset['key']);
    await panel.log.focus();
    await panel.page.keyboard.press('ArrowUp');
    await panel.composer.focus();
    await panel.page.keyboard.press('Shift+Tab');
    assert.equal(await panel.focused(), 'reaction', 'what stands last in the message');
    await panel.page.keyboard.press('ArrowUp');
    assert.equal(await at(), 'm2');
    for (const key of ['ArrowUp', 'Tab']) await panel.page.keyboard.press(key);
    await panel.page.keyboard.press('+');
    assert.equal(await panel.page.evaluate(() => document.activeElement!.ariaLabel), 'React with 👍');
    await panel.page.keyboard.press('End');
    assert.equal(await panel.page.evaluate(() => document.activeElement!.ariaLabel), 'More Emoji');
    for (const key of ['Escape', 'Tab', 'r']) await panel.page.keyboard.press(key);
    assert.equal(await panel.focused(), 'composer');
    assert.match((await panel.page.locator('.writing').textContent())!, /message 1/);
    assert.equal(await panel.composer.inputValue(), '');
  });

  it('lets who goes to an end of the list walk on from there', async () => {
    await open();
    await panel.snapshot(messages(1, 60));
    const at = () => panel.page.evaluate(() => (document.activeElement as HTMLElement).dataset['key']);
    await panel.log.focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'Home']) await panel.page.keyboard.press(key);
    await panel.log.evaluate(async (list) => {
      while (list.scrollTop > 0) await new Promise(requestAnimationFrame);
    });
    await panel.page.keyboard.press('ArrowUp');
    assert.ok(Number((await at())!.slice(1)) < 30, await at());
    for (const key of ['End', 'ArrowUp']) await panel.page.keyboard.press(key);
    assert.equal(await at(), 'm59');
  });

  it('is one stop among the messages, with arrows from one to the next', async () => {
    await open();
    await panel.snapshot(messages(1, 6));
    const at = () => panel.page.evaluate(() => (document.activeElement as HTMLElement).dataset['key']);
    await panel.log.focus();
    await panel.page.keyboard.press('ArrowUp');
    assert.equal(await at(), 'm5', 'the newest first');
    await panel.page.keyboard.press('ArrowUp');
    await panel.page.keyboard.press('Tab');
    assert.equal(await panel.focused(), 'tool');
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('ArrowRight');
    assert.equal(await panel.page.evaluate(() => document.activeElement!.ariaLabel), 'Reply');
    await panel.page.keyboard.press('Tab');
    assert.equal(await panel.focused(), 'composer');
    await panel.page.keyboard.press('Shift+Tab');
    assert.equal(await at(), 'm4', 'where one was');
    await panel.page.keyboard.press('r');
    assert.equal(await panel.focused(), 'composer');
    assert.match((await panel.page.locator('.writing').textContent())!, /message 4/);
    assert.equal(await panel.composer.inputValue(), '');
  });

  it('chooses among the usual emoji by key, and comes back', async () => {
    await open();
    await panel.snapshot([message(1), message(2)]);
    await panel.log.focus();
    for (const key of ['ArrowUp', '+']) await panel.page.keyboard.press(key);
    assert.equal(await panel.page.evaluate(() => document.activeElement!.ariaLabel), 'React with 👍');
    for (const key of ['ArrowRight', 'Enter']) await panel.page.keyboard.press(key);
    assert.deepEqual(await panel.next('react'), { type: 'react', of: 2, emoji: '❤️', on: true });
    assert.match(await panel.focused(), /message/);
    await panel.composer.focus();
    await panel.post({ type: 'act', key: 'm1', action: 'addReaction' });
    assert.equal(await panel.focused(), 'tool', 'from the menu, too');
    await panel.page.keyboard.press('Escape');
    assert.match(await panel.focused(), /message/);
    await tool('m1', 'Reply').waitFor();
  });

  describe('to react', () => {
    const label = () => panel.page.evaluate(() => document.activeElement!.ariaLabel);
    const labels = (key: string) =>
      panel
        .message(key)
        .locator('.tool')
        .evaluateAll((all) => all.map((one) => one.ariaLabel));
    const picker = () => panel.page.getByRole('dialog', { name: 'Emoji' });

    it('has the emoji used last in front, in the skin tone that the person chose', async () => {
      await open({ width: 250 });
      const reactions = [{ emoji: '🦀', names: [], count: 1, own: true }];
      await panel.snapshot([message(1, { reactions })], {
        ...{ recentEmoji: ['🦀', '👋', '👍', '🎉', '🐍'], skinTone: '🏽' },
      });
      await panel.message('m1').hover();
      const crab = tool('m1', 'React with 🦀');
      assert.equal(await crab.getAttribute('aria-pressed'), 'true');
      await crab.click();
      assert.deepEqual(await panel.next('react'), { type: 'react', of: 1, emoji: '🦀', on: false });
      await tool('m1', 'Add Reaction').click();
      assert.deepEqual(await labels('m1'), [
        ...['🦀', '👋🏽', '👍🏽', '🎉', '🐍', '❤️', '😄', '👀', '✅'].map((one) => `React with ${one}`),
        'More Emoji',
      ]);
      const [toolbar, list] = await Promise.all(
        [panel.message('m1').locator('.toolbar'), panel.log].map((one) => one.boundingBox()),
      );
      assert.ok(toolbar!.x >= 0 && toolbar!.x + toolbar!.width <= 250);
      assert.ok(toolbar!.y >= list!.y, 'it is in sight');
    });

    it('finds any emoji, by keys alone, and comes back to the message', async () => {
      await open();
      await panel.snapshot([message(1), message(2)], { skinTone: '🏿' });
      await panel.log.focus();
      for (const key of ['ArrowUp', '+', ...Array.from({ length: 6 }, () => 'ArrowRight')])
        await panel.page.keyboard.press(key);
      assert.equal(await label(), 'More Emoji');
      await panel.page.keyboard.press('Enter');
      await picker().getByRole('option').nth(20).waitFor();
      await panel.page.keyboard.press('Escape');
      await picker().waitFor({ state: 'detached' });
      assert.equal(await label(), 'More Emoji');
      await panel.page.keyboard.press('Enter');
      await panel.page.keyboard.type('raised hand');
      await panel.page.keyboard.press('Enter');
      assert.deepEqual(await panel.next('react'), { type: 'react', of: 2, emoji: '✋🏿', on: true });
      await picker().waitFor({ state: 'detached' });
      assert.match(await panel.focused(), /message/);
      assert.equal((await labels('m2'))[1], 'Add Reaction', 'nothing is being chosen any more');
    });

    it('finds the emoji whose name is typed at once, and does nothing else', async () => {
      await open();
      await panel.snapshot([message(1)]);
      await panel.post({ type: 'act', key: 'm1', action: 'addReaction' });
      await panel.page.locator('.toolbar.choosing').waitFor();
      await panel.page.keyboard.type('rocket');
      assert.equal(await picker().getByRole('combobox').inputValue(), 'rocket');
      await picker().getByText('rocket :rocket:').waitFor();
      await panel.page.keyboard.press('Enter');
      assert.deepEqual(await panel.next('react'), { type: 'react', of: 1, emoji: '🚀', on: true });
      assert.equal(await panel.page.locator('.writing').count(), 0);
      assert.equal(await panel.composer.inputValue(), '');
    });

    it('is chosen by no click that was meant for what had been there before', async () => {
      await open({ width: 250, height: 220 });
      await panel.snapshot([message(1), message(2), message(3)]);
      await panel.message('m3').hover();
      await tool('m3', 'Add Reaction').click({ clickCount: 3 });
      const more = tool('m3', 'More Emoji');
      await more.click();
      await picker().getByRole('option').nth(20).waitFor();
      await panel.page.keyboard.press('Escape');
      await picker().waitFor({ state: 'detached' });
      // now the picker has its emoji at once, and opens beneath the pointer
      await more.click({ clickCount: 3 });
      const beneath = picker().locator('.emoji:hover');
      await beneath.waitFor();
      assert.deepEqual(panel.postedOf('react'), []);
      await beneath.click();
      await panel.next('react');
    });

    it('is over when the person goes elsewhere', async () => {
      await open();
      await panel.snapshot([message(1), message(2)]);
      const choosing = panel.page.locator('.toolbar.choosing');
      for (const leave of [
        () => panel.composer.click(),
        async () => {
          await tool('m1', 'More Emoji').click();
          await picker().getByRole('option').nth(20).waitFor();
          await panel.composer.click();
        },
      ]) {
        await panel.post({ type: 'act', key: 'm1', action: 'addReaction' });
        await choosing.waitFor();
        await leave();
        await choosing.waitFor({ state: 'detached' });
        assert.equal(await panel.focused(), 'composer');
      }
      assert.deepEqual(panel.postedOf('react'), []);
    });
  });

  it('has its menu also where no pointer was on it before, as under a finger', async () => {
    await open();
    await panel.snapshot([message(1), message(2, mine)]);
    const about = await panel.page.evaluate(() => {
      let told = '';
      window.addEventListener(
        'contextmenu',
        ({ target }) =>
          (told =
            (target as Element).closest<HTMLElement>('.message')?.dataset['vscodeContext'] ?? 'nothing'),
      );
      const text = document.querySelector('[data-key="m1"] .text');
      text?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
      return told;
    });
    assert.match(about, /"webviewSection":"message","message":"m1"/);
  });

  it('has a menu, which its tools open, too; the host says what was chosen there', async () => {
    await open();
    await panel.snapshot([message(1), message(2, mine)]);
    await panel.page.evaluate(() =>
      document.addEventListener('contextmenu', ({ target }) => {
        const row = (target as Element).closest<HTMLElement>('[data-vscode-context]');
        document.title = row?.dataset['vscodeContext'] ?? '';
      }),
    );
    const menu = async (key: string): Promise<unknown> => {
      await panel.message(key).hover();
      await tool(key, 'More Actions').click();
      return JSON.parse(await panel.page.title());
    };
    const common = {
      webviewSection: 'message',
      canReply: true,
      canReact: true,
      canCopy: true,
      canLink: true,
    };
    assert.deepEqual(await menu('m1'), {
      ...{ ...common, message: 'm1', own: false, canEdit: false, canDelete: false },
      ...{ author: 'b', authorName: 'bob', canWriteTo: true },
    });
    assert.deepEqual(await menu('m2'), {
      ...{ ...common, message: 'm2', own: true, canEdit: true, canDelete: true },
      ...{ author: 'a', authorName: 'ana', canWriteTo: false },
    });
    // the name and the avatar of somebody else have one of their own
    for (const part of ['.author', '.avatar']) {
      await panel.page.evaluate(() => (document.title = ''));
      await panel.message('m1').locator(part).click();
      assert.deepEqual(JSON.parse(await panel.page.title()), {
        ...{ webviewSection: 'author', author: 'b', authorName: 'bob', own: false, canWriteTo: true },
      });
      await panel.page.evaluate(() => (document.title = 'none'));
      await panel.message('m2').locator(part).click();
      assert.equal(await panel.page.title(), 'none');
    }
    for (const action of ['copyText', 'copyMarkdown', 'copyLink', 'remove', 'reply'] as const)
      await panel.post({ type: 'act', key: 'm2', action });
    assert.deepEqual(
      panel.postedOf('copy').map(({ text }) => text),
      ['message 2', 'message 2'],
    );
    assert.deepEqual(panel.postedOf('copyLink'), [{ type: 'copyLink', of: 2 }]);
    assert.deepEqual(panel.postedOf('remove'), [{ type: 'remove', of: 2 }]);
    await panel.page.locator('.writing', { hasText: 'Replying to ana' }).waitFor();
  });

  it('has a menu that copies what is selected, and cuts and pastes only where one writes', async () => {
    await open();
    await panel.snapshot([message(1, { text: 'so **bold** a text' }), message(2)]);
    await panel.page.evaluate(() =>
      window.addEventListener('contextmenu', (event) => {
        event.preventDefault();
        document.title = document.body.dataset['vscodeContext'] ?? 'none';
      }),
    );
    const menuOf = async (at: Locator): Promise<unknown> => {
      await at.click({ button: 'right' });
      return JSON.parse(await panel.page.title());
    };
    const noPasting = { preventDefaultContextMenuItems: true };
    const text = panel.message('m1').locator('.text');
    assert.deepEqual(await menuOf(panel.page.locator('header')), { ...noPasting, hasSelection: false });
    await text.dblclick();
    assert.deepEqual(await menuOf(text), { ...noPasting, hasSelection: true });
    await text.evaluate((node) => document.getSelection()?.selectAllChildren(node));
    assert.deepEqual(await menuOf(text), { ...noPasting, hasSelection: true });
    // where the menu gives the focus back to
    await panel.composer.focus();
    await panel.post({ type: 'copySelection' });
    assert.deepEqual(
      await panel.next('copy'),
      { type: 'copy', text: 'so **bold** a text' },
      'as it was said',
    );
    assert.deepEqual(await menuOf(panel.composer), {});
  });

  it('shows the message that the host names, also with a room that is just shown', async () => {
    await open();
    const shown = { state: joined, entries: messages(1, 90), more: false, readUpTo: Infinity };
    await panel.post({ type: 'snapshot', ...shown }, { type: 'goTo', order: 5 });
    await panel.page.locator('.message[data-key="m5"]:focus').waitFor();
    assert.equal(await panel.message('m5').getAttribute('aria-label'), 'bob, 9:35 AM. message 5');
  });

  it('says of a message that cannot be fetched, or has not come, that it is not here yet', async () => {
    await open();
    const missing = async (words: string): Promise<void> => {
      await panel.spoken.getByText(words).waitFor({ state: 'attached' });
      await panel.spoken.evaluate((region) => region.replaceChildren());
    };
    const away = async (act: () => Promise<void>): Promise<void> => {
      await panel.snapshot(messages(500, 600), {}, { more: true });
      await panel.post({ type: 'goTo', order: 3 });
      await panel.nextAfter('older', panel.postedOf('older').length - 1);
      await act();
      await missing('not here yet');
    };
    await away(() =>
      panel.post({ type: 'state', state: { ...joined, connection: isAway('The host is away.') } }),
    );
    await away(() => panel.post({ type: 'older', before: 500, entries: [], more: true }));
    await panel.snapshot(messages(1, 20));
    await panel.post({ type: 'goTo', order: 21 });
    await missing('not here yet');
    await panel.post({ type: 'entries', entries: [message(22)] }, { type: 'goTo', order: 21 });
    await missing('not kept any more');
    await panel.snapshot(messages(1, 20).filter(({ order }) => order !== 7));
    await panel.post({ type: 'goTo', order: 7, away: true });
    await missing('not here yet');
    await panel.post({ type: 'goTo', order: 7 });
    await missing('not kept any more');
  });

  it('goes on to a message when all is told anew, in the same room', async () => {
    await open();
    const all = { state: joined, readUpTo: Infinity };
    await panel.snapshot(messages(500, 600), {}, { more: true });
    await panel.post({ type: 'goTo', order: 450 });
    await panel.next('older');
    await panel.post({ type: 'snapshot', ...all, entries: messages(400, 600), more: false });
    await panel.page.locator('.message[data-key="m450"]:focus').waitFor();
    await panel.snapshot(messages(500, 600), {}, { more: true });
    await panel.post({ type: 'goTo', order: 450 });
    const room = { ...joined.room!, name: 'Another' };
    await panel.post({
      type: 'snapshot',
      ...all,
      state: { ...joined, room },
      entries: messages(400, 600),
      more: false,
    });
    await panel.message('m599').waitFor();
    assert.equal(await panel.page.locator('.message.found, .loading').count(), 0);
    assert.ok((await panel.fromBottom()) < 8);
  });

  it('goes to a message that is newer than all that is held', async () => {
    await open();
    await panel.snapshot(messages(1, 200));
    await panel.scrollTo(0);
    await panel.post({ type: 'newest', entries: messages(700, 900), more: true, came: 700 });
    const asked = panel.postedOf('ready').length;
    await panel.post({ type: 'goTo', order: 720 });
    await panel.nextAfter('ready', asked);
    const shown = { state: joined, entries: messages(700, 900), more: true, readUpTo: Infinity };
    await panel.post({ type: 'snapshot', ...shown });
    await panel.page.locator('.message[data-key="m720"]:focus').waitFor();
  });

  it('offers in an original room, and where there is no room, nothing but to copy', async () => {
    await open();
    const tools = () =>
      panel
        .message('m1')
        .locator('.tool')
        .evaluateAll((all) => all.map((one) => one.ariaLabel));
    for (const state of [{ room: { ...joined.room!, basic: true } }, { connection: left('It is closed.') }]) {
      await panel.snapshot([message(1, mine)], state);
      await panel.message('m1').hover();
      await panel.message('m1').locator('.toolbar').waitFor();
      assert.deepEqual(await tools(), ['Copy Text', 'More Actions']);
      await panel.page.mouse.move(0, 0);
    }
    await panel.snapshot([message(1, mine)], { room: { ...joined.room!, basic: true } });
    await panel.log.focus();
    for (const key of ['ArrowUp', 'r']) await panel.page.keyboard.press(key);
    await panel.spoken.getByText('only be copied').waitFor({ state: 'attached' });
  });
});
