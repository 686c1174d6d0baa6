import assert from 'node:assert/strict';
import type { PanelEntry } from '../../src/panel/entrySchemas';
import { passing } from '../e2e/pages/passing';
import { joined, message, messages, type Panel } from './panelPage';
import { usePanel } from './usePanel';
import { away, failed, left } from '../support/setbacks';

describe('the panel for everybody', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));

  /** What Tab stops at, in order, until it leaves the page. */
  async function tabStops(): Promise<string[]> {
    // The browser knows that a button was enabled only in the next frame.
    await panel.settled();
    await panel.page.evaluate(() => {
      // The browser begins here.
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute('tabindex');
    });
    const stops: string[] = [];
    for (let i = 0; i < 30; i++) {
      await panel.page.keyboard.press('Tab');
      // the tools of the message that has the focus are drawn in the next frame
      await panel.settled();
      const stop = await panel.focused();
      if (stop === 'nothing' || stops[0] === stop) break;
      stops.push(stop);
    }
    return stops;
  }

  describe('by keyboard', () => {
    it('reaches everything there is to do, from the top down', async () => {
      await open();
      await panel.look(false);
      const failed = message(50, { own: true, status: 'failed', key: 'f' });
      await panel.snapshot([...messages(0, 50), failed], {}, { readUpTo: 3 });
      await panel.composer.fill('x');
      assert.deepEqual(await tabStops(), [
        ...['room-name', 'members', 'to-unread', 'scroller', 'link retry', 'link copy', 'link discard'],
        // of the message that has the focus by then
        'tool',
        ...['composer', 'tool', 'tool', 'tool', 'send'],
      ]);
      // Nothing in the list takes the focus here, and with it the reader to the bottom.
      await panel.snapshot(messages(0, 50));
      await panel.scrollTo(100);
      await panel.post({ type: 'entries', entries: [message(60)] });
      assert.deepEqual(await tabStops(), [
        'room-name',
        'members',
        'scroller',
        'new-messages',
        ...['composer', 'tool', 'tool', 'tool', 'send'],
      ]);
    });

    it('goes to unread and new messages and back to the composer', async () => {
      await open();
      await panel.snapshot(messages(0, 100), {}, { readUpTo: 10 });
      await panel.page.locator('#to-unread').press('Enter');
      assert.match(await panel.focused(), /scroller/);
      assert.equal(await panel.message('m11').isVisible(), true);
      await panel.post({ type: 'entries', entries: [message(100)] });
      await panel.page.locator('#new-messages').press('Enter');
      await panel.settled();
      assert.equal(await panel.fromBottom(), 0);
      assert.equal(await panel.focused(), 'composer');
    });

    it('retries and copies what failed', async () => {
      await open();
      await panel.snapshot([message(1, { own: true, status: 'failed' })]);
      const copy = panel.page.locator('.copy');
      await passing(copy, /^\s*Copied\s*$/, () => copy.press('Enter'));
      assert.deepEqual(await panel.next('copy'), { type: 'copy', text: 'message 1' });
      assert.equal(await panel.spoken.textContent(), 'Copied');
      assert.match(await panel.focused(), /copy/);
      await panel.page.locator('.retry').press('Enter');
      assert.deepEqual(await panel.next('retry'), { type: 'retry', key: 'm1' });
      await panel.post({ type: 'entries', entries: [message(1, { own: true })] });
      assert.equal(await panel.focused(), 'composer');
    });

    it('keeps the focus in the panel when the button that had it goes away', async () => {
      await open();
      await panel.snapshot([message(1)], {
        connection: away('The host is away.'),
      });
      await panel.page.locator('[data-command="tilde.leave"]').focus();
      await panel.post({ type: 'state', state: joined });
      assert.equal(await panel.focused(), 'composer');
    });

    it('does no harm on Escape', async () => {
      await open();
      await panel.snapshot([message(1)]);
      await panel.composer.fill('half a thought');
      await panel.composer.press('Escape');
      assert.equal(await panel.composer.inputValue(), 'half a thought');
      assert.equal(await panel.focused(), 'composer');
    });
  });

  describe('to a screen reader', () => {
    it('sums a burst up', async () => {
      await open();
      await panel.snapshot([]);
      await panel.post(
        { type: 'entries', entries: [message(1), message(2)] },
        { type: 'entries', entries: [message(3), message(4), message(5)] },
      );
      await panel.spoken.getByText('New messages: 5', { exact: true }).waitFor({ state: 'attached' });
    });

    it('tells what failed and how the connection stands', async () => {
      await open();
      const mine = message(1, { own: true, status: 'pending' });
      await panel.snapshot([mine]);
      await panel.post({
        type: 'entries',
        entries: [{ ...mine, status: 'failed', problem: 'The room did not answer.' }],
      });
      assert.equal(await panel.spoken.textContent(), 'Not sent. The room did not answer.');
      const connection = away('It may come back.');
      await panel.post({ type: 'state', state: { ...joined, connection } });
      assert.equal(await panel.spoken.textContent(), 'Host is away. It may come back.');
      await panel.post({ type: 'state', state: joined });
      assert.equal(await panel.spoken.textContent(), 'Connected again.');
    });

    it('confirms what was said here, once it is in the room, and nothing else', async () => {
      await open();
      await panel.snapshot([]);
      const mine = message(1e9, { key: 'mine', own: true, status: 'pending' });
      await panel.composer.fill('one');
      await panel.composer.press('Enter');
      await panel.post({ type: 'entries', entries: [mine] });
      assert.equal(await panel.spoken.textContent(), '');
      await panel.post({ type: 'entries', entries: [{ ...mine, order: 1, status: 'sent' }] });
      assert.equal(await panel.spoken.textContent(), 'Sent.');
      await panel.post({
        type: 'state',
        state: { ...joined, connection: left('Gone.') },
      });
      const others = [message(2, { own: true }), { ...mine, order: 1, status: 'sent', editedAt: 1 } as const];
      await panel.post({ type: 'entries', entries: others });
      const [title, why] = ['Room closed', 'Gone.'];
      const said = await panel.spoken.textContent();
      assert.equal(said, `${title}. ${why}`, 'said in another window, and changed later');
    });

    it('says that a message is too long once, not at each key', async () => {
      await open();
      await panel.snapshot([], { maxTextBytes: 10 });
      const told = await panel.page.evaluate(() => {
        const region = document.querySelector('body > [role="status"]')!;
        const texts: string[] = [];
        new MutationObserver(() => texts.push(region.textContent)).observe(region, { childList: true });
        Object.assign(window, { told: texts });
        return texts.length;
      });
      assert.equal(told, 0);
      await panel.composer.pressSequentially('0123456789abcdef');
      assert.match(
        (await panel.page.locator('#composer-hint').textContent())!,
        /6 characters too long for one message\./,
      );
      const texts = await panel.page.evaluate(() => (window as unknown as { told: string[] }).told);
      assert.equal(texts.length, 1, String(texts));
      assert.match(texts[0]!, /^1 character too long/);
    });

    it('leaves who is typing to be read, unasked for', async () => {
      await open();
      await panel.snapshot([message(1)]);
      await panel.post({ type: 'typing', names: ['Bob'] });
      const line = panel.page.locator('.typing');
      assert.equal(await line.textContent(), 'Bob is typing…');
      assert.equal(
        await line.evaluate((p) => p.closest('[aria-live]:not([aria-live="off"])') === null),
        true,
      );
      assert.equal(await panel.spoken.textContent(), '');
    });
  });

  describe('zoomed and narrow', () => {
    const long: readonly PanelEntry[] = [
      ...messages(0, 30),
      message(31, { author: 'W'.repeat(32), authorKey: 'w', text: 'x'.repeat(500), status: 'failed' }),
    ];
    // A side bar of 250 pixels at 200 % is 125 CSS pixels wide.
    for (const [width, height, zoom] of [
      [250, 600, 1],
      [125, 300, 2],
      [200, 320, 2],
    ] as const) {
      it(`${width} × ${height} CSS pixels at ${zoom * 100} %: nothing is cut off, nothing scrolls sideways`, async () => {
        await open({ width, height, zoom });
        const states = [
          async () => {
            await panel.look(false);
            await panel.snapshot(long, { room: { ...joined.room!, name: 'W'.repeat(40) } }, { readUpTo: 3 });
            await panel.post({ type: 'typing', names: ['W'.repeat(32), 'M'.repeat(32)] });
            await panel.composer.fill('x'.repeat(1100));
          },
          async () => {
            await panel.scrollTo(60);
            await panel.post({ type: 'entries', entries: messages(40, 60) });
          },
          () => panel.snapshot([], { room: { ...joined.room!, hosting: true } }),
          () => panel.snapshot([message(1)], { connection: left('The host closed it.') }),
          () => panel.outside({ kind: 'idle' }),
          () => panel.outside(failed('Nobody listens on port 9999 of 192.168.100.200.')),
        ];
        for (const [index, show] of states.entries()) {
          await show();
          const found = await panel.page.evaluate(() => ({
            sideways: [document.documentElement, ...document.querySelectorAll('main, .scroller, header')]
              .filter((element) => element.scrollWidth > element.clientWidth)
              .map((element) => element.className || element.tagName),
            cut: [...document.querySelectorAll('#app *')]
              .filter((element) => !element.closest('.visually-hidden'))
              .filter((element) => {
                const { left, right } = element.getBoundingClientRect();
                return right > innerWidth + 0.5 || left < -0.5;
              })
              .map((element) => element.outerHTML.slice(0, 80)),
          }));
          assert.deepEqual(found, { sideways: [], cut: [] }, `state ${index}`);
        }
        await panel.snapshot(long);
        for (const part of [panel.composer, panel.send]) {
          await part.scrollIntoViewIfNeeded();
          assert.equal(await part.isVisible(), true);
        }
        assert.ok((await panel.log.boundingBox())!.height >= 70, 'there are messages to see');
      });
    }
  });

  it('tells own messages apart and shows the unread line in forced colours', async () => {
    await open();
    await panel.look(false);
    await panel.page.emulateMedia({ forcedColors: 'active' });
    await panel.snapshot(
      [message(1), message(2, { own: true, authorKey: 'a' }), message(3)],
      {},
      { readUpTo: 2 },
    );
    const colors = await panel.page.evaluate(() => {
      const border = (selector: string, side: string): string =>
        getComputedStyle(document.querySelector(selector)!, '::before').getPropertyValue(side);
      const probe = document.createElement('p');
      probe.style.color = 'Highlight';
      document.body.append(probe);
      const highlight = getComputedStyle(probe).color;
      probe.remove();
      return [
        highlight,
        border('.message.own', 'border-inline-start-color'),
        border('.unread', 'border-block-start-color'),
      ];
    });
    assert.equal(new Set(colors).size, 1, String(colors));
  });

  it('moves nothing for those who want no motion', async () => {
    await open();
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    await panel.snapshot([message(1, { own: true, status: 'pending' })], {
      connection: away('Away.'),
    });
    const moving = await panel.page.evaluate(() =>
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().duration !== 0)
        .map((animation) => (animation as CSSAnimation).animationName),
    );
    assert.deepEqual(moving, []);
  });
});
