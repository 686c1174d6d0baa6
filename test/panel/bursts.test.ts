// What a burst costs: the panel takes a batch at once, and draws once a frame.
import assert from 'node:assert/strict';
import type { PanelMessage } from '../../src/panel/entrySchemas';
import type { Batch, ToPanel } from '../../src/panel/toPanel';
import { joined, message, messages, type Panel } from './panelPage';
import { usePanel } from './usePanel';

describe('a burst in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));

  /** While `act` ran and its result was drawn: how many frames there were, and in how many tasks the document changed. */
  async function counted(act: () => Promise<void>): Promise<{ draws: number; frames: number }> {
    await panel.page.evaluate(() => {
      const counts = Object.assign(window, { counts: { draws: 0, frames: 0 } }).counts;
      new MutationObserver(() => (counts.draws += 1)).observe(document.querySelector('#app')!, {
        ...{ childList: true, subtree: true, characterData: true, attributes: true },
      });
      const frame = () => {
        counts.frames += 1;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    await act();
    return panel.page.evaluate(
      () => (window as unknown as { counts: { draws: number; frames: number } }).counts,
    );
  }

  it('of posts that come one by one is drawn once a frame', async () => {
    await open();
    await panel.snapshot(messages(1, 50));
    const posts = messages(50, 550).map((entry): ToPanel => ({ type: 'entries', entries: [entry] }));
    const { draws, frames } = await counted(() => panel.post(...posts));
    await panel.message('m549').waitFor();
    assert.ok(draws <= frames + 1, `${draws} draws in ${frames} frames`);
    assert.ok(draws < 50, `${draws} draws of 500 posts`);
    assert.equal(await panel.fromBottom(), 0);
  });

  it('is taken batch by batch, and told so once for each', async () => {
    await open();
    await panel.snapshot(messages(1, 5));
    const batch = (from: number): Batch => ({
      type: 'batch',
      messages: [
        { type: 'entries', entries: messages(from, from + 100) },
        { type: 'state', state: { ...joined, members: from } },
        { type: 'typing', names: ['bob'] },
      ],
    });
    assert.equal(panel.postedOf('taken').length, 0);
    await panel.post(batch(5));
    await panel.nextAfter('taken', 0);
    await panel.post(batch(105), batch(205));
    await panel.nextAfter('taken', 2);
    await panel.message('m304').waitFor();
    assert.equal(panel.postedOf('taken').length, 3);
    assert.match((await panel.page.locator('.details').textContent())!, /^\s*205 here/);
  });

  it('loses only what does not fit, and says so', async () => {
    await open();
    await panel.snapshot(messages(1, 5));
    const entries = [{ ...message(5), text: 7 }, message(7), null];
    const damaged = { type: 'entries', entries } as unknown as ToPanel;
    const unknown = { type: 'dance' } as unknown as ToPanel;
    const good: ToPanel = { type: 'entries', entries: [message(6)] };
    await panel.post({ type: 'batch', messages: [damaged, unknown, good] });
    await panel.nextAfter('taken', 0);
    await panel.message('m6').waitFor();
    await panel.message('m7').waitFor();
    assert.equal(await panel.message('m5').count(), 0);
    assert.deepEqual(panel.errors.splice(0), [
      'the extension host posted a message of type entries whose "entries.0.text" does not fit',
      'the extension host posted a message of an unknown type',
    ]);
  });

  it('is answered also where the whole batch does not fit, and a page also where one entry does not', async () => {
    await open();
    const entries = [message(1), { ...message(2), order: 'last' }] as unknown as PanelMessage[];
    await panel.snapshot(entries);
    await panel.message('m1').waitFor();
    await panel.post({ type: 'batch', messages: 7 } as unknown as Batch);
    await panel.nextAfter('taken', 0);
    assert.deepEqual(panel.errors.splice(0), [
      'the extension host posted a message of type snapshot whose "entries.1.order" does not fit',
      'the extension host posted a batch that does not fit',
    ]);
  });

  it('of one run of comings and goings stays one line, and is read out to nobody', async () => {
    await open();
    await panel.snapshot(messages(1, 5));
    await panel.post(
      ...Array.from({ length: 300 }, (_, i): ToPanel => {
        const text = `guest-0 and ${i} others joined.`;
        return { type: 'entries', entries: [{ kind: 'notice', key: 'run', order: 5, at: 0, text }] };
      }),
    );
    assert.deepEqual(await panel.log.locator('.notice .text').allTextContents(), [
      'guest-0 and 299 others joined.',
    ]);
    await panel.post({ type: 'entries', entries: [message(6, { text: 'hello' })] });
    await panel.page.locator('[role="status"]', { hasText: /^bob: hello$/ }).waitFor({ state: 'attached' });
  });

  it('longer than what is posted leaves who reads back where they are', async () => {
    await open();
    await panel.snapshot(messages(1, 200), {}, { more: true });
    await panel.scrollTo(1000);
    const top = () => panel.message('m60').evaluate((row) => Math.round(row.getBoundingClientRect().top));
    const before = await top();
    await panel.post({ type: 'newest', entries: messages(5000, 5200), more: true, came: 5000 });
    assert.equal(await top(), before);
    await panel.page.locator('#new-messages', { hasText: 'New messages: 5000' }).waitFor();
    const asked = panel.postedOf('ready').length;
    await panel.page.locator('#new-messages').click();
    await panel.nextAfter('ready', asked);
  });
});
