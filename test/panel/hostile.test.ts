// What members may say and do to annoy others, in the panel. The work is counted, since no test measures time.
import assert from 'node:assert/strict';
import type { PanelMessage } from '../../src/panel/entrySchemas';
import type { Batch } from '../../src/panel/toPanel';
import { MAX_REACTIONS } from '../../src/protocol/wire/limits';
import { message, messages, type Panel } from './panelPage';
import { usePanel } from './usePanel';

const KiB = 1024;

/** By what they are. Each is as long as a room lets through, or as the page that a server serves. */
const HOSTILE: Readonly<Record<string, string>> = {
  script:
    '<script>window.hacked = 1</script><svg onload="window.hacked = 1"><iframe src="javascript:parent.hacked=1">',
  'event handlers':
    '<img src=x onerror="window.hacked = 1"> <b onmouseover=hacked=1>x</b> <https://a"onclick="hacked=1>',
  addresses:
    '[x](javascript:window.hacked=1) [y](data:text/html,<script>1</script>) [z](vscode://x) [w](command:x)',
  'addresses with quotes': '[x](https://a.example/"onclick="hacked=1) <a href="javascript:hacked=1">y</a>',
  comments: '<!-- --> <!--><script>window.hacked = 1</script>--> <![CDATA[x]]> <!-- **a**',
  entities: '&lt;b&gt; &#x3c;script&#x3e; &amp;lt; &nbsp;&#0;&#x202e; &notanentity;',
  templates:
    '${window.hacked = 1} {{constructor.constructor("window.hacked = 1")()}} <?lit$1$?> ?lit$123$ lit$1$',
  bidi: '\u202Eevil\u2066 \u2067\u202Dx\u2068 '.repeat(500),
  'zero width': 'a\u200B\u200C\u200D\u2060\uFEFF\u00AD'.repeat(2000),
  'combining marks': 'e' + '\u0301'.repeat(32 * KiB),
  'combining marks on each letter': `z${'\u0310\u0311\u0312'.repeat(10)}`.repeat(500),
  'a line without a space': 'x'.repeat(16 * KiB),
  'a wide line without a space': '\u{1F468}\u200D'.repeat(4 * KiB),
  'a word that is as long as an address': `https://a.example/${'x'.repeat(16 * KiB)}`,
  brackets: '['.repeat(16 * KiB),
  stars: '*'.repeat(16 * KiB),
  backticks: '`'.repeat(16 * KiB),
  'runs of backticks': Array.from({ length: 180 }, (_, i) => '`'.repeat(i)).join(' '),
  'quote marks': '>'.repeat(16 * KiB),
  'quotes in quotes': '> '.repeat(8 * KiB),
  'quotes with nothing in them': '>\n'.repeat(8 * KiB),
  emphasis: '**a '.repeat(2 * KiB) + 'a** '.repeat(2 * KiB),
  'many links': '[a](https://a.example) '.repeat(700),
  'many places': 'a.ts:1 '.repeat(2 * KiB),
  'empty lines': `a${'\n'.repeat(16 * KiB - 2)}b`,
};

describe('hostile members in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  const nodes = (): Promise<number> => panel.page.evaluate(() => document.querySelectorAll('#app *').length);

  /** The text is all that came of it: nothing ran, nothing was fetched, and nothing is wider than the panel. */
  async function assertHarmless(what: string): Promise<void> {
    assert.equal(await panel.page.evaluate(() => 'hacked' in window), false, what);
    assert.equal(
      await panel.page.locator('.text :is(img, script, iframe, svg, style, b, input)').count(),
      0,
      what,
    );
    assert.equal(await panel.log.evaluate((log) => log.scrollWidth - log.clientWidth), 0, what);
    const attributes = await panel.page
      .locator('.text, .text *')
      .evaluateAll((all) => [...new Set(all.flatMap((element) => element.getAttributeNames()))]);
    assert.ok(!attributes.some((name) => name.startsWith('on')), what);
    const hrefs = await panel.page
      .locator('.text a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    assert.ok(
      hrefs.every((href) => /^(?:https?|mailto):/.test(href!)),
      what,
    );
  }

  it('say what is drawn, and nothing else', async () => {
    await open({ width: 250 });
    const requests: string[] = [];
    panel.page.on('request', (request) => requests.push(request.url()));
    for (const [what, text] of Object.entries(HOSTILE)) {
      await panel.snapshot([message(1), message(2, { text }), message(3)]);
      await assertHarmless(what);
      // also where all of it is drawn
      const unfold = panel.message('m2').locator('.unfold');
      if ((await unfold.count()) > 0) {
        await unfold.click();
        await panel.settled();
        await assertHarmless(what);
      }
    }
    assert.deepEqual(requests, []);
  });

  it('paint nothing over what others say', async () => {
    await open({ width: 250 });
    const { 'combining marks': tower, 'combining marks on each letter': towers } = HOSTILE;
    const pictureOf = async (said: string): Promise<Buffer> => {
      await panel.snapshot([message(0), message(1, { text: said }), message(2)]);
      await panel.scrollTo(0);
      const { x, y, width, height } = (await panel.message('m0').locator('.text').boundingBox())!;
      return panel.page.screenshot({ clip: { x, y, width, height: height - 4 } });
    };
    const quiet = await pictureOf('quiet');
    for (const text of [tower!, towers!]) {
      const picture = await pictureOf(text);
      await panel.page.screenshot({ path: `test-results/panel/hostile-${text.length}.png` });
      assert.ok(picture.equals(quiet));
    }
  });

  const emoji = (i: number): string => String.fromCodePoint(0x1f400 + i);
  const names = Array.from({ length: 50 }, (_, i) => `member ${i} ${'x'.repeat(50)}`);
  const reacted = (order: number, kinds: number, count: number, from = ['bob']): PanelMessage =>
    message(order, {
      reactions: Array.from({ length: kinds }, (_, i) => ({
        emoji: emoji(i),
        count,
        own: false,
        names: from,
      })),
    });

  it('who react 10,000 times to one message are counted, in as many chips as there are kinds', async () => {
    await open({ width: 250 });
    await panel.snapshot([reacted(1, MAX_REACTIONS, 10_000, names)]);
    const chips = panel.message('m1').locator('.reaction');
    assert.equal(await chips.count(), MAX_REACTIONS);
    assert.equal((await chips.first().innerText()).replace(/\s+/g, ' '), `${emoji(0)} 10,000`);
    assert.match((await chips.first().getAttribute('title'))!, /^member 0 .*9,990 more/);
    assert.equal(await panel.log.evaluate((log) => log.scrollWidth - log.clientWidth), 0);
    await panel.page.screenshot({ path: 'test-results/panel/hostile-reactions.png' });
  });

  describe('10,000 of them', () => {
    const MANY = 10_000;
    const BATCH = 500;
    /** Most of the messages are further back than what is drawn. */
    const LATEST = 5000;

    /** Posts that many changed messages. @returns in how many tasks the document changed, and how many frames there were */
    async function change(entryOf: (i: number) => PanelMessage): Promise<{ draws: number; frames: number }> {
      await panel.page.evaluate(() => {
        const counts = Object.assign(window, { counts: { draws: 0, frames: 0 } }).counts;
        new MutationObserver(() => (counts.draws += 1)).observe(document.querySelector('#app')!, {
          ...{ childList: true, subtree: true, characterData: true, attributes: true },
        });
        const frame = (): void => {
          counts.frames += 1;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      });
      const batches = Array.from({ length: MANY / BATCH }, (_, n): Batch => ({
        type: 'batch',
        messages: [
          { type: 'entries', entries: Array.from({ length: BATCH }, (_, i) => entryOf(n * BATCH + i)) },
        ],
      }));
      const taken = panel.postedOf('taken').length;
      await panel.post(...batches);
      await panel.nextAfter('taken', taken + batches.length - 1);
      return panel.page.evaluate(
        () => (window as unknown as { counts: { draws: number; frames: number } }).counts,
      );
    }

    for (const [what, entryOf, isDrawn] of [
      ['react to one message', (i: number) => reacted(LATEST, 1 + (i % 3), i), ' .reaction'],
      ['react, each to another message', (i: number) => reacted(1 + (i % LATEST), 1, i), ' .reaction'],
      [
        'edit, each another message',
        (i: number) => message(1 + (i % LATEST), { text: `new ${i}`, editedAt: i }),
        ' .edited',
      ],
      [
        'take back, each another message',
        (i: number) => message(1 + (i % LATEST), { text: '', removed: true }),
        '.removed',
      ],
    ] as const)
      it(`who ${what} are drawn once a frame, and no more than is in the list`, async () => {
        await open();
        await panel.snapshot(messages(1, LATEST + 1));
        const before = await nodes();
        const { draws, frames } = await change(entryOf);
        assert.ok(draws <= frames + 1, `${draws} draws in ${frames} frames`);
        assert.ok(draws < MANY / 20, `${draws}`);
        await panel.page.locator(`[data-key="m${LATEST}"]${isDrawn}`).first().waitFor();
        assert.ok((await panel.page.locator('article').count()) <= 300);
        assert.ok((await nodes()) < 3 * before, `${await nodes()} of ${before}`);
        assert.equal(await panel.fromBottom(), 0);
      });
  });
});
