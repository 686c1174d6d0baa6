import assert from 'node:assert/strict';
import type { PanelConversation } from '../../src/panel/stateSchemas';
import { axeFindings } from './axe';
import { message, type Panel } from './panelPage';
import type { PanelOptions } from './panelHost';
import { THEMES } from './themes';
import { usePanel } from './usePanel';

const bob: PanelConversation = { to: 'b', name: 'bob', unread: 0 };
const cleo: PanelConversation = { to: 'c', name: 'cleo', unread: 0, away: true };
/** As the host tells it where that member's conversation is shown; by default, that with everybody. */
const talks = (conversation?: PanelConversation, unread: { bob?: number; room?: number } = {}) => ({
  conversations: [{ unread: unread.room ?? 0 }, { ...bob, unread: unread.bob ?? 0 }, cleo],
  ...(conversation && { conversation }),
});

describe('direct messages', () => {
  let opened: Panel;
  const openPanel = usePanel((panel) => (opened = panel));
  const open = async (options?: PanelOptions): Promise<Panel> => {
    await openPanel(options);
    return opened;
  };
  const button = (panel: Panel, name: string) =>
    panel.page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name });

  it('are no conversation of their own before there are any', async () => {
    const panel = await open();
    await panel.snapshot([message(1)]);
    assert.equal(await panel.page.getByRole('navigation').count(), 0);
  });

  it('are chosen by name, with how many are unread', async () => {
    const panel = await open();
    await panel.snapshot([message(1)], talks(undefined, { bob: 2 }));
    assert.equal(await button(panel, 'Everybody').getAttribute('aria-current'), 'true');
    assert.equal(await button(panel, 'bob New messages: 2').getAttribute('aria-current'), null);
    await button(panel, 'bob').click();
    assert.deepEqual(await panel.next('showConversation'), { type: 'showConversation', to: 'b' });
    await panel.snapshot([message(2)], talks(bob, { room: 1 }));
    assert.equal(await button(panel, 'bob').getAttribute('aria-current'), 'true');
    await button(panel, 'Everybody New messages: 1').press('Enter');
    assert.deepEqual(await panel.nextAfter('showConversation', 1), { type: 'showConversation' });
  });

  it('are not said to be none as long as they are fetched', async () => {
    const panel = await open();
    await panel.snapshot([], talks(bob), { more: true });
    await panel.page.locator('.loading', { hasText: 'Loading older messages…' }).waitFor();
    assert.equal(await panel.page.locator('.empty').count(), 0);
    await panel.snapshot([], talks(bob));
    await panel.page.locator('.empty').waitFor();
    assert.equal(await panel.page.locator('.loading').count(), 0);
  });

  it('say who reads them, and whether that one is here', async () => {
    const panel = await open();
    await panel.snapshot([message(1)], talks(bob));
    const hint = panel.page.locator('.direct-hint');
    assert.match(await hint.innerText(), /^Only .?bob.? and you .* can read them\. They are not saved\.$/);
    assert.match((await panel.composer.getAttribute('aria-label')) ?? '', /^Message to .?bob.? only$/);
    assert.match((await panel.log.getAttribute('aria-label')) ?? '', /^Messages with .?bob.?$/);
    await panel.snapshot([], talks(cleo));
    assert.match(await hint.innerText(), /cleo.? is not in the room now\.$/);
  });

  const ways: Readonly<Record<string, (panel: Panel) => Promise<void>>> = {
    written: (panel) => panel.page.keyboard.type('secret'),
    sent: async (panel) => {
      await panel.page.keyboard.type('secret');
      await panel.page.keyboard.press('Enter');
    },
    'written over': async (panel) => {
      await panel.page.keyboard.type('secret');
      await panel.page.keyboard.press('ControlOrMeta+a');
      await panel.page.keyboard.type('other');
    },
  };
  for (const [way, write] of Object.entries(ways))
    it(`come up nowhere else, however often one undoes and does again what was ${way}`, async () => {
      const panel = await open();
      await panel.snapshot([], talks(bob));
      await panel.composer.focus();
      await write(panel);
      await panel.snapshot([], talks());
      assert.equal(await panel.focused(), 'composer');
      for (const key of ['z', 'z', 'z', 'Shift+z', 'Shift+z', 'Shift+z'])
        await panel.page.keyboard.press(`ControlOrMeta+${key}`);
      assert.equal(await panel.composer.inputValue(), '');
      await panel.page.keyboard.type('for all');
      assert.equal(await panel.composer.inputValue(), 'for all');
    });

  it('go to nobody else, whatever a clumsy person does', async () => {
    const panel = await open();
    const talk = { all: undefined, bob, cleo };
    type Whom = keyof typeof talk;
    const whoms = Object.keys(talk) as Whom[];
    let seed = 19;
    const below = (count: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % count;
    };
    let whom: Whom = 'all';
    let words = 0;
    const show = async (): Promise<void> => {
      const own = { own: true, author: 'ana', authorKey: 'a', text: `${whom}-old` };
      const to = talk[whom]?.to;
      await panel.snapshot(
        [message(1, { ...own, ...(to !== undefined && { recipient: whom }) })],
        talks(talk[whom]),
      );
    };
    const press = (...keys: readonly string[]) => keys.map((key) => () => panel.page.keyboard.press(key));
    const storm = press(...['z', 'z', 'Shift+z', 'Shift+z', 'z'].map((key) => `ControlOrMeta+${key}`));
    const acts: readonly (readonly (() => Promise<unknown>)[])[] = [
      [() => panel.page.keyboard.type(`${whom}-${words++} `)],
      press('Enter'),
      storm,
      press('ControlOrMeta+a', 'Delete'),
      press('ArrowUp'),
      [
        async () => {
          whom = whoms[below(whoms.length)]!;
          await show();
        },
      ],
      [
        async () => {
          const last = panel.postedOf('say').at(-1);
          if (last)
            await panel.post({ type: 'refused', draft: { ...last, text: last.text }, problem: 'No.' });
        },
      ],
    ];
    await show();
    await panel.composer.focus();
    for (let step = 0; step < 240; step++) {
      for (const act of acts[[0, 0, 0, 1, 1, 2, 3, 4, 5, 6][below(10)]!]!) await act();
      const value = await panel.composer.inputValue();
      for (const other of whoms)
        assert.ok(other === whom || !value.includes(`${other}-`), `${step}: ${value} is shown to ${whom}`);
    }
    const nameOf = (to: string | undefined) => whoms.find((one) => talk[one]?.to === to);
    const kept = panel.posted.filter(
      (one) => one.type === 'say' || one.type === 'edit' || one.type === 'draft',
    );
    for (const one of kept)
      for (const [, tag] of JSON.stringify(one).matchAll(/(all|bob|cleo)-/g))
        assert.equal(tag, nameOf(one.to));
    assert.ok(
      kept.length > 100 && panel.postedOf('say').length > 5,
      String([kept.length, panel.postedOf('say').length]),
    );
  });

  it('go to whom they were written for, and so does a draft', async () => {
    const panel = await open();
    await panel.snapshot([message(1)], talks());
    await panel.composer.fill('for all');
    await panel.snapshot([message(2)], talks(bob));
    assert.equal(await panel.composer.inputValue(), '');
    await panel.composer.fill('only for bob');
    await panel.snapshot([], talks(cleo));
    assert.equal(await panel.composer.inputValue(), '');
    await panel.snapshot([message(2)], talks(bob));
    assert.equal(await panel.composer.inputValue(), 'only for bob');
    await panel.composer.press('Enter');
    assert.deepEqual(await panel.next('say'), {
      ...{ type: 'say', room: 'tilde', to: 'b', text: 'only for bob' },
    });
    await panel.snapshot([message(1)], talks());
    assert.equal(await panel.composer.inputValue(), 'for all');
    await panel.composer.press('Enter');
    assert.deepEqual(await panel.nextAfter('say', 1), { type: 'say', room: 'tilde', text: 'for all' });
  });

  it('never come back to where something else is written', async () => {
    const panel = await open();
    await panel.snapshot([message(1)], talks());
    const draft = { room: 'tilde', to: 'b', text: 'psst' };
    await panel.post({ type: 'refused', draft, problem: 'No.' }, { type: 'takenBack', draft });
    assert.equal(await panel.composer.inputValue(), '');
    panel.drafts.set('tilde\nb', 'psst');
    await panel.snapshot([message(2)], talks(bob));
    await panel.post({ type: 'refused', draft, problem: 'No.' });
    assert.equal(await panel.composer.inputValue(), 'psst', 'once');
  });

  it('are taken back with what they answered', async () => {
    const panel = await open();
    await panel.snapshot([message(2)], talks(bob));
    await panel.composer.fill('yes');
    await panel.composer.press('Enter');
    await panel.composer.press('ControlOrMeta+z');
    assert.deepEqual(await panel.next('takeBack'), { type: 'takeBack', room: 'tilde', to: 'b' });
    const draft = { room: 'tilde', to: 'b', text: 'yes', reply: 2, about: message(2) };
    await panel.post({ type: 'takenBack', draft });
    await panel.composer.press('Enter');
    assert.deepEqual(await panel.nextAfter('say', 1), {
      ...{ type: 'say', room: 'tilde', to: 'b', text: 'yes', reply: 2 },
    });
  });

  it('keep a reply to themselves', async () => {
    const panel = await open();
    await panel.snapshot([message(2)], talks(bob));
    await panel.message('m2').hover();
    await panel.page.getByRole('button', { name: 'Reply' }).click();
    await panel.snapshot([message(1)], talks());
    await panel.composer.fill('to all');
    await panel.composer.press('Enter');
    assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: 'to all' });
  });

  it('lead to what they answer, also in another conversation', async () => {
    const panel = await open();
    const reply = { order: 1, author: 'cleo', color: 2, excerpt: 'who knows?', elsewhere: true as const };
    await panel.snapshot([message(2, { reply })], talks(bob));
    await panel.page.getByRole('button', { name: 'who knows?' }).click();
    assert.deepEqual(await panel.next('goTo'), { type: 'goTo', order: 1 });
  });

  it('are read by themselves, and nobody else is told that somebody types', async () => {
    const panel = await open();
    await panel.snapshot([message(7)], talks(bob), { readUpTo: 0 });
    assert.deepEqual(await panel.next('read'), { type: 'read', upTo: 7, to: 'b' });
    await panel.composer.pressSequentially('psst');
    await panel.settled();
    assert.deepEqual(panel.postedOf('typing'), []);
  });

  it('are walked by arrow keys: the row is one stop of the Tab key, and the way back is always in sight', async () => {
    const panel = await open({ width: 250 });
    const many = Array.from({ length: 9 }, (_, i) => ({ to: `m${i}`, name: `member ${i}`, unread: 0 }));
    const conversations = [{ unread: 0 }, ...many];
    await panel.snapshot([message(2)], { conversations });
    await button(panel, 'Everybody').focus();
    for (let i = 0; i < 9; i += 1) await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await panel.next('showConversation'), { type: 'showConversation', to: 'm8' });
    await panel.snapshot([], { conversations, conversation: many[8]! });
    const row = (await panel.page.getByRole('navigation').boundingBox())!;
    for (const name of ['Everybody', 'member 8']) {
      const box = (await button(panel, name).boundingBox())!;
      assert.ok(box.x >= row.x && box.x + box.width <= row.x + row.width, name);
    }
    await button(panel, 'member 8').focus();
    await panel.page.keyboard.press('ArrowLeft');
    assert.equal(await button(panel, 'member 7').evaluate((one) => one === document.activeElement), true);
    assert.deepEqual(
      await panel.page.locator('.conversations [tabindex="0"]').evaluateAll((all) => all.length),
      1,
    );
  });

  it('say to whom they go once, above them, and not each by itself', async () => {
    const panel = await open();
    const direct = { direct: 'only to you' };
    await panel.snapshot([message(1, direct), message(2, direct)], talks(bob));
    assert.equal(await panel.page.locator('.message .direct').count(), 0);
    assert.equal(await panel.page.locator('.message.first').count(), 1);
  });

  it('are left by Escape where nothing is written; who listens hears to whom they write', async () => {
    const panel = await open();
    await panel.snapshot([message(1)], talks());
    await panel.snapshot([message(2)], talks(bob));
    await panel.spoken.getByText(/^Message to .?bob.? only$/).waitFor({ state: 'attached' });
    await panel.composer.fill('psst');
    await panel.composer.press('Escape');
    await panel.settled();
    assert.deepEqual(panel.postedOf('showConversation'), []);
    await panel.composer.fill('');
    await panel.composer.press('Escape');
    assert.deepEqual(await panel.next('showConversation'), { type: 'showConversation' });
    await panel.snapshot([message(1)], talks());
    await panel.spoken.getByText('Message to tilde').waitFor({ state: 'attached' });
    await panel.composer.press('Escape');
    await panel.settled();
    assert.equal(panel.postedOf('showConversation').length, 1);
  });

  it('leave room for two lines and the composer where there is little', async () => {
    const panel = await open({ width: 170, height: 120 });
    await panel.snapshot([message(1), message(2)], talks(bob));
    const [list, composer] = await Promise.all([panel.log.boundingBox(), panel.composer.boundingBox()]);
    assert.ok(list && composer && list.height >= 36, `${list?.height}`);
    assert.ok(composer.y + composer.height <= 120, `${composer.y + composer.height}`);
    await button(panel, 'Everybody').click();
    await panel.next('showConversation');
  });

  for (const theme of THEMES)
    it(`can be used by everybody in ${theme.name}, at 250 pixels`, async () => {
      const panel = await open({ theme, width: 250 });
      const many = Array.from({ length: 9 }, (_, i) => ({
        to: `m${i}`,
        name: `member ${i}`,
        unread: 120 * i,
      }));
      await panel.snapshot([message(2)], {
        ...{ conversation: cleo, conversations: [{ unread: 3 }, cleo, ...many] },
      });
      assert.deepEqual(await axeFindings(panel), []);
      assert.ok((await panel.page.evaluate(() => document.body.scrollWidth)) <= 250);
    });
});
