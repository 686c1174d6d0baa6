import assert from 'node:assert/strict';
import { message, messages, type Panel } from './panelPage';
import { usePanel } from './usePanel';

describe('unread messages in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  beforeEach(async () => {
    await open();
  });

  const readOf = (): number[] => panel.postedOf('read').map(({ upTo }) => upTo);

  it('stand behind a line, and are read when the person looks', async () => {
    await panel.look(false);
    await panel.snapshot(messages(0, 10), {}, { readUpTo: 6 });
    assert.equal(await panel.belowUnread(), 'm7');
    assert.deepEqual(readOf(), []);
    await panel.look(true);
    assert.deepEqual(readOf(), [9]);
    assert.equal(await panel.belowUnread(), 'm7', 'the line stays');
  });

  it('are read by somebody who types beside the panel', async () => {
    await panel.page.evaluate(() => {
      document.hasFocus = () => false;
      window.dispatchEvent(new Event('blur'));
    });
    await panel.snapshot(messages(0, 10), {}, { readUpTo: 9 });
    await panel.post({ type: 'entries', entries: [message(10)] });
    assert.deepEqual(readOf(), [10]);
    assert.equal(await panel.unread.count(), 0);
  });

  it('are not read while the page is not visible', async () => {
    await panel.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await panel.snapshot(messages(0, 10), {}, { readUpTo: 6 });
    assert.deepEqual(readOf(), []);
    await panel.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await panel.next('read');
    assert.deepEqual(readOf(), [9]);
  });

  it('are not read before their newest is in sight, and then once', async () => {
    await panel.snapshot(messages(0, 100), {}, { readUpTo: 99 });
    await panel.scrollTo(200);
    await panel.post({ type: 'entries', entries: messages(100, 103) });
    assert.deepEqual(readOf(), []);
    assert.equal(await panel.belowUnread(), 'm100');
    await panel.scrollTo(1e6);
    assert.deepEqual(readOf(), [102]);
    await panel.scrollTo(200);
    await panel.scrollTo(1e6);
    assert.deepEqual(readOf(), [102]);
  });

  it('get no line under the eyes of the person, but each is told as read', async () => {
    await panel.snapshot(messages(0, 10), {}, { readUpTo: 9 });
    await panel.post({ type: 'entries', entries: [message(10)] });
    await panel.post({ type: 'entries', entries: [message(11)] });
    assert.equal(await panel.unread.count(), 0);
    assert.deepEqual(readOf(), [10, 11]);
  });

  it('lose their line to the next own message, and to a rebuilt panel', async () => {
    await panel.snapshot(messages(0, 10), {}, { readUpTo: 6 });
    assert.equal(await panel.unread.count(), 1);
    await panel.post({
      type: 'entries',
      entries: [message(2 ** 52, { key: 'mine', own: true, status: 'pending' })],
    });
    assert.equal(await panel.unread.count(), 0);
    await panel.snapshot(messages(0, 10), {}, { readUpTo: 6 });
    await panel.snapshot(messages(0, 10), {}, { readUpTo: 9 });
    assert.equal(await panel.unread.count(), 0);
  });

  it('follow what was read in another window', async () => {
    await panel.look(false);
    await panel.snapshot(messages(0, 10), {}, { readUpTo: 2 });
    await panel.post({ type: 'read', upTo: 5 });
    assert.equal(await panel.belowUnread(), 'm6');
    await panel.post({ type: 'read', upTo: 9 });
    assert.equal(await panel.unread.count(), 0);
    await panel.look(true);
    assert.deepEqual(readOf(), [], 'the host knows');
  });

  it('are counted on a button that goes to the first of them, then to the newest', async () => {
    await panel.snapshot(messages(0, 200), {}, { readUpTo: 199 });
    await panel.scrollTo(500);
    for (let from = 200; from < 260; from += 20) {
      await panel.post({ type: 'entries', entries: messages(from, from + 20) });
    }
    const button = panel.page.locator('#new-messages', { hasText: 'New messages: 60' });
    await button.click();
    const [line, log] = [(await panel.unread.boundingBox())!, (await panel.log.boundingBox())!];
    assert.ok(Math.abs(line.y - log.y) < 20, 'the line is at the top');
    assert.equal(await panel.message('m200').isVisible(), true);
    await button.click();
    await button.waitFor({ state: 'detached' });
    assert.equal(await panel.fromBottom(), 0);
    assert.equal(await panel.focused(), 'composer');
  });

  it('are reached where they begin, many pages back', async () => {
    await panel.snapshot(messages(800, 1000), {}, { more: true, readUpTo: 300 });
    assert.equal(await panel.unread.count(), 0);
    const jump = panel.page.locator('#to-unread');
    await jump.click();
    for (let before = 800; before > 200; before -= 200) {
      const { before: asked } = await panel.nextAfter('older', (800 - before) / 200);
      assert.equal(asked, before);
      await panel.post({ type: 'older', before, entries: messages(before - 200, before), more: true });
    }
    assert.equal(await panel.belowUnread(), 'm301');
    const [line, log] = [(await panel.unread.boundingBox())!, (await panel.log.boundingBox())!];
    assert.ok(Math.abs(line.y - log.y) < 20, 'the line is at the top');
    assert.equal(await jump.count(), 0);
    assert.ok((await panel.page.locator('article').count()) <= 300);
    assert.equal(panel.postedOf('older').length, 3, 'no more than needed');
    assert.match(await panel.focused(), /scroller/);
    await panel.log.press('End');
    assert.equal(await panel.fromBottom(), 0);
    assert.equal(await jump.count(), 0, 'it was visited');
  });
});
