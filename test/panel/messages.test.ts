import assert from 'node:assert/strict';
import type { PanelEntry } from '../../src/panel/entrySchemas';
import { joined, message, type Panel } from './panelPage';
import { usePanel } from './usePanel';
import { left } from '../support/setbacks';

describe('messages in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));

  const hostile = [
    '<img src=x onerror="window.hacked = 1">',
    '<script>window.hacked = 1</script>',
    '${window.hacked = 1} {{constructor.constructor("window.hacked = 1")()}}',
    '</article><iframe srcdoc="x"></iframe>',
    'a\nb\n  c\t&lt;&amp;',
    '\u202Eevil\u2066\u202D mirrored',
    'x'.repeat(1500),
    'ﷺ'.repeat(300),
  ];

  it('warns of an author whose name looks like that of somebody before, once for each group', async () => {
    await open();
    const alike = { author: 'Bоb', authorKey: 'x', lookAlike: 'Bob' };
    await panel.snapshot([message(1, { author: 'Bob' }), message(2, alike), message(3, alike)]);
    const warning = panel.page.locator('.look-alike');
    assert.equal(await warning.innerText(), 'looks like Bob');
    assert.equal(
      await warning.getAttribute('title'),
      'This is not Bob, who was here first. Only the names look alike.',
    );
  });

  it('tells whose program shows plain text only, once for each group', async () => {
    await open({ width: 250 });
    const carol = { author: 'carol', authorKey: 'c', plainPeer: true } as const;
    await panel.snapshot([message(1), message(2, carol), message(3, carol)]);
    const word = panel.page.locator('.plain-peer');
    assert.equal(await word.innerText(), 'plain text');
    assert.equal(await word.getAttribute('title'), 'Uses a program that shows plain text only.');
  });

  it('draws hostile names and texts as text alone', async () => {
    await open({ width: 250 });
    await panel.snapshot(
      hostile.map((text, i) =>
        message(i, { text, author: text.slice(0, 40), authorKey: text, key: `k${i}` }),
      ),
      { room: { ...joined.room!, name: hostile[0]! }, you: hostile[1]! },
    );
    for (const [i, text] of hostile.entries()) {
      assert.equal(await panel.message(`k${i}`).locator('.text').textContent(), text);
      assert.equal(await panel.message(`k${i}`).locator('.author').textContent(), text.slice(0, 40));
    }
    assert.equal(await panel.page.locator('#app :is(img, script, iframe)').count(), 0);
    assert.equal(await panel.page.evaluate(() => 'hacked' in window), false);
  });

  it('never grows wider than the panel', async () => {
    await open({ width: 250 });
    await panel.snapshot(
      hostile.map((text, i) =>
        message(i, { text, author: 'W'.repeat(32), authorKey: text, status: 'failed' }),
      ),
      { room: { ...joined.room!, name: 'W'.repeat(60), basic: true }, you: 'W'.repeat(32) },
    );
    const wider = await panel.page.evaluate(() =>
      [...document.querySelectorAll('#app *')]
        .filter((element) => !element.matches('.visually-hidden'))
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(wider, []);
    assert.equal(await panel.log.evaluate((log) => log.scrollWidth - log.clientWidth), 0);
  });

  it('keeps a direction trick inside its name', async () => {
    await open();
    await panel.snapshot([message(1, { author: '\u202Eana', at: new Date(2026, 2, 10, 9, 5).getTime() })]);
    const article = panel.message('m1');
    assert.equal(
      await article.locator('.author').evaluate((author) => getComputedStyle(author).unicodeBidi),
      'isolate',
    );
    const [author, time] = [
      await article.locator('.author').boundingBox(),
      await article.locator('time').boundingBox(),
    ];
    assert.ok(author!.x + author!.width <= time!.x, 'the time stays behind the name');
  });

  it('groups them by author, with the name for screen readers on each', async () => {
    await open();
    await panel.snapshot([message(1), message(2), message(3, { author: 'cleo', authorKey: 'c' })]);
    assert.deepEqual(
      await panel.page
        .locator('article .author')
        .evaluateAll((all) =>
          all.map((author) => [author.textContent, author.getBoundingClientRect().width > 1]),
        ),
      [
        ['bob', true],
        ['bob', false],
        ['cleo', true],
      ],
    );
    assert.match(
      (await panel.message('m1').locator('time').getAttribute('title'))!,
      /March 10, 2026.*9:31:00/,
    );
  });

  it('marks those for one only, and those that were changed, each in words', async () => {
    await open({ width: 250 });
    await panel.snapshot([
      message(1),
      message(2, { direct: 'only to you' }),
      message(3, { direct: 'only to cleo', own: true, author: 'ana', authorKey: 'a', editedAt: 1 }),
      message(4, { editedAt: 1 }),
      message(5, { editedAt: 1, text: 'look\nsrc/a.ts:3-4\none' }),
      message(6, { removed: true, text: 'This message was deleted.' }),
    ]);
    const marks = (key: string) =>
      panel
        .message(key)
        .locator('.direct, .edited')
        .evaluateAll((all) => all.map((mark) => [mark.textContent, mark.getBoundingClientRect().width > 1]));
    assert.deepEqual(await marks('m1'), []);
    assert.deepEqual(await marks('m2'), [['only to you', true]]);
    assert.deepEqual(await marks('m3'), [
      ['only to cleo', true],
      ['(edited)', true],
    ]);
    for (const key of ['m4', 'm5']) assert.deepEqual(await marks(key), [['(edited)', true]], key);
    assert.deepEqual(await marks('m6'), []);
    // The text is what was said, and no more.
    assert.equal(await panel.message('m4').locator('.text').textContent(), 'message 4');
    await panel.post({ type: 'entries', entries: [message(1, { editedAt: 1, text: 'another' })] });
    assert.deepEqual(await marks('m1'), [['(edited)', true]], 'when it happens');
    await panel.post({ type: 'entries', entries: [message(7, { direct: 'only to you', text: 'psst' })] });
    await panel.page
      .locator('[role="status"]', { hasText: /^bob, only to you: psst$/ })
      .waitFor({ state: 'attached' });
  });

  it('tells own ones by a word and by notices apart', async () => {
    await open();
    await panel.snapshot([
      message(1, { own: true, author: 'ana' }),
      { kind: 'notice', key: 'n', order: 2, at: 0, text: 'cleo joined' },
    ]);
    assert.match((await panel.page.locator('article.own').textContent())!, /ana\s+\(you\)/);
    assert.equal(await panel.page.locator('.notice .text').textContent(), 'cleo joined');
  });

  it('counts those in a row that are hidden, also when more come later and before', async () => {
    await open();
    const hidden = (order: number): PanelEntry => ({
      ...{ kind: 'notice', key: `m${order}`, order, at: 0, text: 'Hidden: a message from \u2068דן\u2069.' },
      ignored: { mid: 'c', name: 'דן' },
    });
    const lines = (): Promise<string[]> => panel.page.locator('.notice .text').allTextContents();
    await panel.snapshot([hidden(11)], {}, { more: true });
    assert.deepEqual(await lines(), ['Hidden: a message from דן.']);
    await panel.post({ type: 'entries', entries: [hidden(12), message(13)] });
    assert.deepEqual(await lines(), ['Hidden: 2 messages from דן, whom you are ignoring.']);
    await panel.post({ type: 'older', before: 11, entries: [message(9), hidden(10)], more: false });
    assert.deepEqual(await lines(), ['Hidden: 3 messages from דן, whom you are ignoring.']);
    assert.equal(await panel.page.locator('.notice bdi').textContent(), 'דן');
  });

  it('keeps the element of a pending message when it gets its place', async () => {
    await open();
    const mine = message(1e9, { key: 'mine', own: true, status: 'pending', author: 'ana', authorKey: 'a' });
    await panel.snapshot([message(1), mine]);
    assert.match((await panel.message('mine').textContent())!, /Sending…/);
    await panel.message('mine').evaluate((article) => (article.id = 'same'));
    await panel.post({
      type: 'entries',
      entries: [{ ...mine, order: 2, status: 'sent' }, message(3)],
    });
    const keys = await panel.page
      .locator('article')
      .evaluateAll((all) => all.map((article) => `${article.id} ${article.getAttribute('data-key')}`));
    assert.deepEqual(keys, [' m1', 'same mine', ' m3']);
    assert.equal(await panel.message('mine').getAttribute('data-status'), 'sent');
    assert.doesNotMatch((await panel.message('mine').textContent())!, /Sending…/);
  });

  it('says why one failed and retries it', async () => {
    await open();
    await panel.snapshot([message(1, { own: true, status: 'failed', problem: 'The room did not answer.' })]);
    assert.match((await panel.message('m1').textContent())!, /The room did not answer\./);
    await panel.message('m1').getByRole('button', { name: 'Retry' }).click();
    assert.deepEqual(await panel.next('retry'), { type: 'retry', key: 'm1' });
  });

  it('offers no retry where there is no room to send it to', async () => {
    await open();
    const failed = message(1, { own: true, status: 'failed' });
    await panel.snapshot([failed], { connection: left('The host closed the room.') });
    await panel.message('m1').getByRole('button', { name: 'Copy' }).waitFor();
    assert.equal(await panel.message('m1').getByRole('button', { name: 'Retry' }).count(), 0);
  });

  it('reads new ones of others out, not own ones and not the history', async () => {
    await open();
    await panel.snapshot([message(1)]);
    await panel.post({
      type: 'entries',
      entries: [message(2, { own: true }), message(3, { text: 'hello' })],
    });
    await panel.page.locator('[role="status"]', { hasText: /^bob: hello$/ }).waitFor({ state: 'attached' });
  });
});
