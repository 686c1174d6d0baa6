import assert from 'node:assert/strict';
import { MAX_HELD } from '../../webview/state/heldEntries';
import { MAX_SHOWN } from '../../webview/state/rowWindow';
import { message, messages, type Panel } from './panelPage';
import { usePanel } from './usePanel';

const TOTAL = 5000;
const PAGE = 200;

describe('reading far back in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  beforeEach(async () => {
    await open();
    await panel.snapshot(messages(TOTAL - PAGE, TOTAL), {}, { more: true });
  });

  const shown = (): Promise<number> => panel.page.locator('article').count();

  interface Trip {
    /** Most messages in the document at any time. */
    readonly most: number;
    /** Largest difference between how far a message in sight moved and how far the list was scrolled, in CSS pixels. */
    readonly drift: number;
    /** Orders of the messages that were in the document. */
    readonly orders: readonly number[];
    /** Messages that followed each other in the document but not in the room. */
    readonly gaps: readonly string[];
  }

  /** Scrolls in steps of `by` CSS pixels, up to an end of what is loaded or `steps` times. */
  const travel = (by: number, steps = Infinity): Promise<Trip> =>
    panel.log.evaluate(
      async (log, { by, steps }) => {
        const rows = (): HTMLElement[] => [...log.querySelectorAll('article')];
        const places = (): Map<string, number> =>
          new Map(
            rows()
              .map((row) => ({ key: row.dataset['key']!, top: row.getBoundingClientRect().top }))
              .filter(({ top }) => top > -50 && top < innerHeight)
              .map(({ key, top }) => [key, top]),
          );
        const orders = new Set<number>();
        const gaps = new Set<string>();
        let most = 0;
        let drift = 0;
        for (let step = 0; step < steps; step++) {
          const from = log.scrollTop;
          const to = Math.min(Math.max(0, from + by), log.scrollHeight - log.clientHeight);
          if (Math.abs(to - from) < 1) break;
          const before = places();
          log.scrollTop = to;
          // Its listeners run before the next frame.
          await new Promise((resolve) => requestAnimationFrame(resolve));
          // Within a few pixels of the end the list goes there.
          const atEnd = log.scrollHeight - log.clientHeight - log.scrollTop < 1;
          for (const [key, top] of places()) {
            const was = before.get(key);
            if (was !== undefined && !atEnd) drift = Math.max(drift, Math.abs(top - was + (to - from)));
          }
          const now = rows().map((row) => Number(row.dataset['key']!.slice(1)));
          most = Math.max(most, now.length);
          now.forEach((order, index) => {
            orders.add(order);
            const previous = now[index - 1];
            if (previous !== undefined && order !== previous + 1) gaps.add(`${previous} ${order}`);
          });
        }
        return { most, drift, orders: [...orders], gaps: [...gaps] };
      },
      { by, steps },
    );

  /** Answers the newest unanswered request for older ones, as the host does; false if there is none. */
  async function serveOlder(): Promise<boolean> {
    const asked = panel.postedOf('older');
    const last = asked.at(-1);
    if (!last || asked.length === served) return false;
    served = asked.length;
    const from = Math.max(0, last.before - PAGE);
    const { before } = last;
    await panel.post({ type: 'older', before, entries: messages(from, before), more: from > 0 });
    return true;
  }
  let served = 0;
  beforeEach(() => {
    served = 0;
  });

  /** Reads back until the message of that order is in the document. */
  async function readBackTo(order: number): Promise<readonly Trip[]> {
    const trips: Trip[] = [];
    while ((await panel.message(`m${order}`).count()) === 0) {
      trips.push(await travel(-400, 40));
      await serveOlder();
    }
    return trips;
  }

  it('goes through 5,000 messages and back: few nodes, no drift, none left out', async function () {
    // This takes some five hundred frames, which a busy machine draws slowly.
    this.timeout(240_000);
    const trips = [...(await readBackTo(0)), await travel(-400)];
    assert.equal(panel.postedOf('older').length, TOTAL / PAGE - 1);
    const back = await travel(400);
    trips.push(back);
    for (const { most, drift, gaps } of trips) {
      assert.ok(most <= MAX_SHOWN, `${most} in the document`);
      assert.ok(drift <= 1, `${drift} pixels off`);
      assert.deepEqual(gaps, []);
    }
    assert.equal(back.orders.length, TOTAL);
    await panel.settled();
    await panel.post({ type: 'entries', entries: [message(TOTAL)] });
    assert.equal(await panel.fromBottom(), 0, 'pinned again');
  });

  it('moves exactly as scrolled, in small steps', async () => {
    await readBackTo(4400);
    for (const { drift } of [await travel(-37, 80), await travel(53, 60)]) assert.ok(drift <= 1);
  });

  const select = (key: string): Promise<void> =>
    panel.message(key).evaluate((row) => {
      document.getSelection()!.selectAllChildren(row.querySelector('.text')!);
    });
  const selected = (): Promise<string> => panel.page.evaluate(() => String(document.getSelection()));

  it('keeps what is selected while rows come and go', async () => {
    await select(`m${TOTAL - 1}`);
    for (let i = 0; i < 4; i++) {
      await travel(-400, 12);
      await serveOlder();
    }
    assert.ok((await shown()) > MAX_SHOWN, 'rather than lose it, more stay');
    assert.equal(await selected(), `message ${TOTAL - 1}`);
    await panel.page.evaluate(() => document.getSelection()!.removeAllRanges());
    await travel(-400, 3);
    assert.ok((await shown()) <= MAX_SHOWN);
  });

  it('keeps what find has found', async () => {
    await readBackTo(4500);
    // This is what find does. A headless browser has none.
    await select('m4503');
    await panel.message('m4503').evaluate((row) => row.scrollIntoView({ block: 'center' }));
    await panel.settled();
    assert.equal(await panel.message('m4503').isVisible(), true);
    await panel.post({ type: 'entries', entries: [message(TOTAL)] });
    await serveOlder();
    assert.equal(await panel.message('m4503').isVisible(), true);
    assert.equal(await selected(), 'message 4503');
  });

  it('keeps its place and its bounds when messages come in a flood', async () => {
    await travel(-400, 3);
    const place = (): Promise<number> =>
      panel.message('m4960').evaluate((row) => Math.round(row.getBoundingClientRect().top));
    const before = await place();
    for (let from = TOTAL; from < TOTAL + 500; from += 100) {
      await panel.post({ type: 'entries', entries: messages(from, from + 100) });
    }
    assert.equal(await place(), before);
    assert.ok((await shown()) <= MAX_SHOWN);
    await panel.page.locator('#new-messages', { hasText: 'New messages: 500' }).click();
    await panel.page.locator('#new-messages').waitFor({ state: 'detached' });
    assert.equal(await panel.message(`m${TOTAL + 499}`).isVisible(), true);
  });

  it('asks the host for the newest, when it had to let go of them', async () => {
    await travel(-400, 3);
    await panel.post({ type: 'entries', entries: messages(TOTAL, TOTAL + MAX_HELD) });
    const button = panel.page.locator('#new-messages', { hasText: `New messages: ${MAX_HELD}` });
    await travel(1e6);
    assert.equal(await button.count(), 1, 'it is not there by scrolling');
    await button.click();
    assert.deepEqual(await panel.nextAfter('ready', 1), { type: 'ready' });
    await panel.snapshot(messages(TOTAL + MAX_HELD - PAGE, TOTAL + MAX_HELD), {}, { more: true });
    assert.equal(await panel.fromBottom(), 0);
    assert.equal(await button.count(), 0);
    assert.equal(await panel.message(`m${TOTAL + MAX_HELD - 1}`).isVisible(), true);
  });

  for (const way of ['its button', 'the End key']) {
    it(`goes back to the newest message by ${way}`, async () => {
      await readBackTo(4300);
      const button = panel.page.locator('#new-messages');
      assert.match(await button.innerText(), /Newest messages/);
      if (way === 'its button') await button.click();
      else await panel.log.press('End');
      await button.waitFor({ state: 'detached' });
      assert.equal(await panel.fromBottom(), 0);
      assert.equal(await panel.message(`m${TOTAL - 1}`).isVisible(), true);
    });
  }

  it('shows another room from its newest message on, wherever the reader was', async () => {
    await travel(-400, 3);
    await panel.snapshot(messages(300, 400));
    assert.equal(await panel.fromBottom(), 0);
    assert.equal(await panel.message('m399').isVisible(), true);
  });
});
