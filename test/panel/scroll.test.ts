import assert from 'node:assert/strict';
import { joined, message, messages, type Panel } from './panelPage';
import { usePanel } from './usePanel';

describe('reading back in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  beforeEach(async () => {
    await open();
    await panel.snapshot(messages(1000, 1200), {}, { more: true });
  });

  const topOf = (key: string): Promise<number> =>
    panel.message(key).evaluate((article) => Math.round(article.getBoundingClientRect().top));
  /** The key of the first message that is wholly in sight. */
  const firstInSight = (): Promise<string> =>
    panel.log.evaluate((log) => {
      const top = log.getBoundingClientRect().top;
      const found = [...log.querySelectorAll('article')].find((a) => a.getBoundingClientRect().top >= top);
      return found?.dataset['key'] ?? '';
    });

  it('starts at the newest message and stays there', async () => {
    assert.equal(await panel.fromBottom(), 0);
    await panel.post({
      type: 'entries',
      entries: [message(1200), message(1201, { text: 'tall\n'.repeat(30) })],
    });
    assert.equal(await panel.fromBottom(), 0);
    await panel.resize(250, 400);
    assert.equal(await panel.fromBottom(), 0);
    assert.equal(await panel.page.locator('#new-messages').count(), 0);
  });

  it('asks for older ones near the top, once, and keeps the place when they come', async () => {
    assert.equal(panel.postedOf('older').length, 0);
    await panel.scrollTo(100);
    assert.deepEqual(await panel.next('older'), { type: 'older', before: 1000 });
    await panel.scrollTo(90);
    const key = await firstInSight();
    const top = await topOf(key);
    await panel.post({ type: 'older', before: 1000, entries: messages(800, 1000), more: true });
    assert.ok((await panel.page.locator('article').count()) <= 300);
    // rows have broken heights, and the browser scrolls by whole pixels
    assert.ok(Math.abs((await topOf(key)) - top) <= 1);
    assert.equal(panel.postedOf('older').length, 1);
    while (panel.postedOf('older').length < 2) await panel.scrollTo(0);
    assert.deepEqual(panel.postedOf('older')[1], { type: 'older', before: 800 });
    await panel.post({ type: 'older', before: 800, entries: messages(700, 800), more: false });
    while ((await panel.message('m700').count()) === 0) await panel.scrollTo(0);
    await panel.scrollTo(0);
    assert.equal(panel.postedOf('older').length, 2);
  });

  it('keeps the place when messages come, change or the panel gets narrower', async () => {
    await panel.scrollTo(2000);
    const key = await firstInSight();
    const top = await topOf(key);
    await panel.post({
      type: 'entries',
      entries: [message(1200), message(1001, { text: 'edited\n'.repeat(20) })],
    });
    assert.equal(await topOf(key), top);
    await panel.resize(250, 640);
    assert.ok(Math.abs((await topOf(key)) - top) <= 1);
  });

  it('is drawn anew where the reader was, and has read no more than they had', async () => {
    await panel.scrollTo(2000);
    const key = await firstInSight();
    const top = await topOf(key);
    await panel.reload();
    // the newest page does not hold it any more
    await panel.snapshot(messages(1150, 1300), {}, { more: true, readUpTo: 1199 });
    assert.deepEqual(panel.postedOf('older').at(-1), { type: 'older', before: 1150 });
    assert.deepEqual(panel.postedOf('read'), []);
    await panel.post({ type: 'entries', entries: [message(1300)] });
    await panel.post({ type: 'older', before: 1150, entries: messages(1000, 1150), more: true });
    assert.ok(Math.abs((await topOf(key)) - top) <= 1);
    assert.deepEqual(panel.postedOf('read'), []);
    await panel.log.press('End');
    assert.equal(await panel.fromBottom(), 0);
    await panel.reload();
    await panel.snapshot(messages(1000, 1300), {}, { more: true });
    assert.equal(await panel.fromBottom(), 0);
  });

  it('begins at the end in another room, and where the reader’s place is gone', async () => {
    await panel.scrollTo(2000);
    await panel.reload();
    await panel.snapshot(messages(1000, 1200), { room: { ...joined.room!, name: 'Lab' } });
    assert.equal(await panel.fromBottom(), 0);
    await panel.scrollTo(2000);
    await panel.reload();
    await panel.snapshot(messages(0, 100), { room: { ...joined.room!, name: 'Lab' } });
    assert.equal(await panel.fromBottom(), 0);
  });

  it('counts new messages and goes to them', async () => {
    await panel.scrollTo(2000);
    await panel.post({ type: 'entries', entries: [message(1200), message(1201)] });
    await panel.post({ type: 'entries', entries: [message(1202)] });
    const button = panel.page.locator('#new-messages');
    assert.equal((await button.innerText()).replace(/\s+/, ' '), '↓ New messages: 3');
    await button.click();
    await button.waitFor({ state: 'detached' });
    assert.equal(await panel.fromBottom(), 0);
  });

  it('goes to the newest message when one is sent', async () => {
    await panel.scrollTo(2000);
    await panel.composer.fill('back again');
    await panel.composer.press('Enter');
    await panel.settled();
    assert.equal(await panel.fromBottom(), 0);
  });

  it('holds no more than it needs while at the bottom', async () => {
    for (let from = 1200; from < 1800; from += 100) {
      await panel.post({ type: 'entries', entries: messages(from, from + 100) });
    }
    assert.equal(await panel.page.locator('article').count(), 300);
    assert.equal(await panel.fromBottom(), 0);
  });

  it('scrolls by keyboard', async () => {
    await panel.log.focus();
    await panel.page.keyboard.press('Home');
    assert.deepEqual(await panel.next('older'), { type: 'older', before: 1000 });
  });
});
