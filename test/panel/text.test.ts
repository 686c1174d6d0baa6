import assert from 'node:assert/strict';
import { joined, message, type Panel, START } from './panelPage';
import { axeFindings } from './axe';
import { THEMES } from './themes';
import { usePanel } from './usePanel';

const TALK = [
  'Some **bold**, *italic*, ~~gone~~ and `inline code` words, and https://tilde.example/docs_(x).',
  'Todo for today:\n- review **the parser**\n- run `npm test`\n  - also the long ones\n3. number three\n7. number seven',
  '> Who takes the docs?\n> I am out from noon.\nI do. [The page](https://tilde.example/docs) and [bank.example](https://evil.example)',
  'It fails:\n\nTypeError: Cannot read *x*\n    at parse (src/parser.ts:12:3)\n    at main (src/main.ts:4:1)\n\nAny **idea**?',
  '```ts src/parser.ts:12-13\nconst token = next();\nreturn token.kind;\n```',
  '🎉👍',
  Array.from({ length: 60 }, (_, i) => `line ${i + 1}`).join('\n'),
];

describe('what messages say in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  const text = (key: string) => panel.message(key).locator('.text');

  /** Selects from one place to another, and presses Ctrl+C. @returns the clipboard */
  const copied = async (select: () => void): Promise<string> => {
    await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.page.evaluate(select);
    await panel.page.keyboard.press('ControlOrMeta+c');
    return panel.page.evaluate(() => navigator.clipboard.readText());
  };

  it('is drawn larger where it is a few emoji, one beside the other, and in no other place', async () => {
    await open({ width: 400 });
    await panel.snapshot([
      message(0, { text: '🎉' }),
      message(1, { text: '🎉👍', reactions: [{ emoji: '🎉', count: 1, own: false, names: ['bob'] }] }),
      message(2, { text: 'hi 🎉' }),
    ]);
    /** As wide as what is drawn in it. */
    const width = (key: string) =>
      text(key).evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return Math.min(range.getBoundingClientRect().width, element.getBoundingClientRect().width);
      });
    const [one, two] = [await width('m0'), await width('m1')];
    assert.ok(two > 1.8 * one, `${two} of ${one}`);
    const size = (selector: string) =>
      panel.page.locator(selector).evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    assert.ok((await size('[data-key=m1] .reaction .emoji')) <= (await size('[data-key=m2] .text')));
  });

  describe('short codes of emoji', () => {
    const loads = (): string[] => {
      const urls: string[] = [];
      panel.page.on('request', (request) => urls.push(request.url()));
      return urls;
    };

    it('are drawn as what they mean, outside of code, and copied as they were said', async () => {
      await open({ width: 400 });
      const urls = loads();
      await panel.snapshot([message(0, { text: 'at 10:30:15 `:tada:`: std::tada::x, and 🎉' })]);
      assert.equal(urls.length, 0, 'nothing is loaded for that');
      const said = ':tada: :+1: **ok** `:tada:` :nonsense: 10:100:15 src/:tada:/a';
      await panel.snapshot([
        message(1, { text: said }),
        message(2, { text: ':tada: :rocket:' }),
        message(3, { text: '\tif x:\n\t\treturn y[:tada:];\n\tprint(":tada:")\n' }),
      ]);
      await text('m2').locator('[data-said]').nth(1).waitFor();
      assert.equal(await text('m1').textContent(), '🎉 👍 ok :tada: :nonsense: 10:100:15 src/:tada:/a');
      assert.equal(await text('m2').getAttribute('class'), 'text emoji');
      assert.equal(await text('m3').locator('[data-said]').count(), 0);
      assert.equal(urls.filter((url) => url.includes('emojis')).length, 1);
      await panel.log.focus();
      for (let i = 0; i < 3; i++) await panel.page.keyboard.press('ArrowUp');
      assert.match((await panel.message('m1').getAttribute('aria-label'))!, /\. 🎉 👍 ok :tada: :nonsense:/);
      const whole = () => {
        const element = document.querySelector('[data-key=m1] .text')!;
        document.getSelection()!.selectAllChildren(element);
      };
      assert.equal(await copied(whole), said);
      const part = () => {
        const [first, second] = document.querySelectorAll('[data-key=m1] [data-said]');
        document.getSelection()!.setBaseAndExtent(first!, 0, second!, second!.childNodes.length);
      };
      assert.equal(await copied(part), ':tada: :+1:');
    });

    it('stay as they are where messages are shown as they were written, or emoji cannot be loaded', async () => {
      await open();
      const urls = loads();
      await panel.snapshot([message(1, { text: ':tada:' })], { plain: true });
      assert.equal(await text('m1').textContent(), ':tada:');
      assert.equal(urls.length, 0);
      await panel.page.route('**/webview-emojis.js*', (route) => route.abort());
      const failed = panel.page.waitForEvent('requestfailed');
      await panel.snapshot([message(1, { text: ':tada:' })]);
      await failed;
      await panel.post({ type: 'entries', entries: [message(2, { text: ':rocket:' })] });
      assert.equal(await text('m2').textContent(), ':rocket:');
      assert.equal(urls.length, 1, 'it is not tried again by every drawing');
      panel.errors.splice(0);
    });
  });

  it('is drawn with its formatting', async () => {
    await open({ width: 400 });
    await panel.snapshot(TALK.map((said, i) => message(i, { text: said })));
    assert.deepEqual(await text('m0').locator('strong, em, s, code, a').allTextContents(), [
      'bold',
      'italic',
      'gone',
      'inline code',
      'https://tilde.example/docs_(x)',
    ]);
    assert.deepEqual(await text('m1').locator('> ul > li > .marker, > ol > li > .marker').allTextContents(), [
      '• ',
      '• ',
      '3. ',
      '7. ',
    ]);
    assert.equal(
      await text('m2').locator('blockquote').innerText(),
      'Who takes the docs?\nI am out from noon.',
    );
    assert.equal(await text('m3').locator('.verbatim').count(), 1);
    assert.equal(await text('m3').locator('strong').innerText(), 'idea');
    const sizes = await panel.page
      .locator('article .text')
      .evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize)));
    assert.ok(sizes[5]! > 2 * sizes[0]!, String(sizes));
  });

  it('is drawn as it was written where the person wants that, from one moment to the next', async () => {
    await open();
    await panel.snapshot([message(1, { text: TALK[0]! })], { plain: true });
    assert.equal(await text('m1').textContent(), TALK[0]);
    assert.equal(await text('m1').locator('strong').count(), 0);
    assert.equal(await text('m1').locator('a').count(), 1, 'an address changes no character');
    await panel.post({ type: 'state', state: joined });
    assert.equal(await text('m1').locator('strong').count(), 1);
  });

  it('shows whom it mentions by the name of today, and this person so that nobody misses it', async () => {
    await open({ width: 400 });
    const mentions = [
      { name: 'ana', mid: 'a', now: 'ana', own: true },
      { name: 'bob', mid: 'b', now: 'Robert', own: false },
    ];
    await panel.snapshot([
      message(1, { text: 'hi' }),
      message(2, { text: '@bob, @ana: **look**', mentions }),
    ]);
    assert.equal(await text('m2').innerText(), '@Robert, @ana: look');
    assert.equal(await text('m2').locator('.mention.own').innerText(), '@ana');
    const ground = (key: string): Promise<string> =>
      panel.message(key).evaluate((article) => getComputedStyle(article).backgroundColor);
    assert.notEqual(await ground('m2'), await ground('m1'));
    const members = [
      { mid: 'a', name: 'anna' },
      { mid: 'b', name: 'bobby' },
    ];
    await panel.post({ type: 'renamed', members });
    assert.equal(await text('m2').innerText(), '@bobby, @anna: look');
    assert.equal(await text('m2').locator('.mention.own').innerText(), '@anna');
  });

  it('opens addresses by the host alone, with the pointer and by keyboard', async () => {
    await open({ width: 400 });
    await panel.snapshot([message(1, { text: 'see https://tilde.example/a?b=c%2Bd' })]);
    await text('m1').locator('a').click();
    assert.equal((await panel.next('openLink')).url, 'https://tilde.example/a?b=c%2Bd');
    await text('m1').locator('a').focus();
    await panel.page.keyboard.press('Enter');
    await panel.nextAfter('openLink', 1);
    assert.match(panel.page.url(), /panel\d+\.html$/, 'the page stays');
  });

  it('shows where an address leads that looks like another one', async () => {
    await open({ width: 400 });
    await panel.snapshot([
      message(1, { text: '[https://bank.example](https://evil.example/x)' }),
      message(2, { text: 'https://pаypal.example' }),
    ]);
    assert.equal(await text('m1').innerText(), 'https://bank.example (evil.example)');
    assert.equal(await text('m2').innerText(), 'https://xn--pypal-4ve.example');
  });

  it('moves nothing behind it, whatever directions it leaves open', async () => {
    await open({ width: 400 });
    const [RLO, RLI, PDI] = ['\u202e', '\u2067', '\u2069'];
    const texts = ['', RLI, RLI + RLI, RLO, PDI + RLO, RLI + RLO + RLI].map((start) => `${start}abc def`);
    const links = texts.map((said) => `[${said} bank.example](https://evil.example)`);
    const said = [...texts, ...links];
    await panel.snapshot(said.map((one, i) => message(i, { text: one, editedAt: START })));
    for (const [i, one] of said.entries()) {
      const order = await panel.message(`m${i}`).evaluate((element) =>
        ['.text, .text a', '.leads-to', '.edited']
          .map((selector) => [...element.querySelectorAll(selector)].at(-1))
          .filter((part) => part !== undefined)
          .map((part) => part.getBoundingClientRect().left),
      );
      assert.equal(order.length, i < texts.length ? 2 : 3);
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
        JSON.stringify(one),
      );
    }
    // what is copied is what was said
    const select = () =>
      document.getSelection()!.selectAllChildren(document.querySelector('[data-key=m2] .text')!);
    assert.equal(await copied(select), texts[2]);
  });

  it('fetches nothing because somebody said something', async () => {
    await open();
    const fetched: string[] = [];
    panel.page.on('request', (request) => fetched.push(request.url()));
    await panel.snapshot([
      message(1, { text: '![x](https://tilde.example/a.png) <img src="https://tilde.example/b.png">' }),
    ]);
    assert.deepEqual(fetched, []);
  });

  it('reads a long message once, however often it is drawn', async () => {
    await open();
    await panel.page.evaluate(() => {
      // eslint-disable-next-line @typescript-eslint/unbound-method -- it gets its own `this` below
      const segment = Intl.Segmenter.prototype.segment;
      Object.assign(window, { cuts: 0 });
      Intl.Segmenter.prototype.segment = function (text) {
        if (text.length > 1000) (window as unknown as { cuts: number }).cuts++;
        return segment.call(this, text);
      };
    });
    await panel.snapshot([message(1, { text: 'x'.repeat(16_000) })]);
    for (const names of [['bob'], [], ['bob']]) await panel.post({ type: 'typing', names });
    assert.equal(await panel.page.evaluate(() => (window as unknown as { cuts: number }).cuts), 1);
  });

  it('folds what is long, and shows all of it where the reader is', async () => {
    await open({ width: 320, height: 500 });
    await panel.snapshot([message(1), message(2, { text: TALK[6]! })]);
    const button = panel.message('m2').locator('.unfold');
    assert.equal(await button.innerText(), 'Show All 60 Lines');
    assert.match(await text('m2').innerText(), /line 24$/);
    const before = await text('m2').boundingBox();
    await button.click();
    await panel.settled();
    assert.equal(await button.innerText(), 'Show Less');
    assert.match(await text('m2').innerText(), /line 60$/);
    await panel.settled();
    assert.equal(
      (await text('m2').boundingBox())!.y,
      before!.y,
      'nothing moved under the eyes of the reader',
    );
    await button.click();
    await panel.settled();
    assert.match(await text('m2').innerText(), /line 24$/);
  });

  for (const theme of THEMES) {
    for (const width of [250, 400]) {
      it(`is accessible: ${theme.name}, ${width} px`, async () => {
        await open({ theme, width, height: 900 });
        const mentions = [{ name: 'ana', mid: 'a', now: 'ana', own: true }];
        await panel.snapshot([
          message(-1, { text: '@ana, could you look?', mentions }),
          ...TALK.map((said, i) => message(i, { text: said, own: i === 2 })),
        ]);
        await panel.scrollTo(0);
        await panel.page.screenshot({ path: `test-results/panel/text-${theme.name}-${width}.png` });
        assert.deepEqual(await axeFindings(panel), []);
      });
    }
  }
});
