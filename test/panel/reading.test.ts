import assert from 'node:assert/strict';
import type { PanelEntry } from '../../src/panel/entrySchemas';
import { message, type Panel, START } from './panelPage';
import { usePanel } from './usePanel';
import { THEMES } from './themes';

describe('reading in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  const cleo = { author: 'Cleo', authorKey: 'c', color: 9 };
  const notice = (order: number, text: string): PanelEntry => ({
    ...{ kind: 'notice', key: `n${order}`, order, at: START + order * 60_000, text },
  });

  describe('lines', () => {
    /** For each line of the message's text: at which edge of it the line begins. */
    const edges = (key: string): Promise<string[]> =>
      panel.message(key).evaluate((article) => {
        const body = article.querySelector('.body')!.getBoundingClientRect();
        const text = article.querySelector('.text')!.lastChild!;
        const lines: string[] = [];
        let from = 0;
        for (const line of text.textContent!.split('\n')) {
          const range = document.createRange();
          range.setStart(text, from);
          range.setEnd(text, from + line.length);
          const { left, right } = range.getBoundingClientRect();
          lines.push(left - body.left < body.right - right ? 'left' : 'right');
          from += line.length + 1;
        }
        return lines;
      });

    it('have a direction each', async () => {
      await open({ width: 400 });
      await panel.snapshot([
        message(1, { text: 'see:\nשלום לכולם\n  const a = 1; // שלום\nשלום world' }),
        message(2, { text: 'שלום\nhello' }),
      ]);
      assert.deepEqual(await edges('m1'), ['left', 'right', 'left', 'right']);
      assert.deepEqual(await edges('m2'), ['right', 'left']);
    });

    it('keep names to themselves, in sentences as well', async () => {
      await open({ width: 400 });
      await panel.snapshot([notice(1, '\u2068שרה 2\u2069 joined the room.')]);
      const line = panel.page.locator('.notice .text');
      assert.equal(await line.textContent(), 'שרה 2 joined the room.', 'nothing invisible');
      assert.equal(await line.locator('bdi').textContent(), 'שרה 2');
      const [name, text] = await Promise.all([line.locator('bdi').boundingBox(), line.boundingBox()]);
      assert.ok(name!.x < text!.x + text!.width / 2, 'the sentence begins with the name, from the left');
      await panel.post({ type: 'typing', names: ['שרה'] });
      assert.equal(await panel.page.locator('.typing bdi').textContent(), 'שרה');
    });
  });

  describe('rows', () => {
    it('are told apart by space and by the ground under the pointer; lines of one message are not', async () => {
      await open();
      await panel.snapshot([message(1, { text: 'one\ntwo' }), message(2)]);
      const boxes = await panel.page
        .locator('article .text')
        .evaluateAll((all) =>
          all.map((text) => text.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
        );
      const [lines, next] = boxes;
      const lineHeight = await panel
        .message('m2')
        .locator('.body')
        .evaluate((body) => parseFloat(getComputedStyle(body).lineHeight));
      const bodies = await panel.page
        .locator('article .body')
        .evaluateAll((all) =>
          all.map((body) => body.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
        );
      assert.equal(Math.round(bodies[1]!.top - bodies[0]!.bottom), 4);
      assert.ok(lines && next && lines.bottom - lines.top < 2 * lineHeight + 1);
      const ground = (key: string): Promise<string> =>
        panel.message(key).evaluate((article) => getComputedStyle(article).backgroundColor);
      await panel.message('m2').hover();
      assert.notEqual(await ground('m2'), await ground('m1'));
    });

    it('of one author stand under one head for five minutes', async () => {
      await open();
      await panel.snapshot([message(1), message(6), message(11.1), message(12, cleo)]);
      assert.deepEqual(
        await panel.page
          .locator('.message.first')
          .evaluateAll((all) => all.map((row) => row.getAttribute('data-key'))),
        ['m1', 'm11.1', 'm12'],
      );
    });

    it('have avatars in a column of their own, and none in a panel that is too narrow', async () => {
      await open({ width: 250 });
      await panel.snapshot([message(1, { author: 'Cleo Ökonomou' }), message(2), notice(3, 'x joined.')]);
      const avatar = panel.page.locator('.avatar').first();
      assert.equal(await avatar.textContent(), 'CÖ');
      assert.equal(await avatar.getAttribute('aria-hidden'), 'true');
      const lefts = (): Promise<number[]> =>
        panel.page
          .locator('.author:not(.visually-hidden), :is(.message, .notice) .text')
          .evaluateAll((all) => [
            ...new Set(all.map((part) => Math.round(part.getBoundingClientRect().left))),
          ]);
      assert.equal((await lefts()).length, 1, 'one straight edge');
      const box = (await avatar.boundingBox())!;
      assert.deepEqual([box.width, box.height], [28, 28]);
      assert.ok(box.x + box.width <= (await lefts())[0]! - 6);
      await panel.resize(170, 640);
      assert.equal(await avatar.isVisible(), false);
      assert.deepEqual(await lefts(), [8]);
    });

    it('stand the other way round in a page from right to left', async () => {
      await open({ width: 300 });
      await panel.page.evaluate(() => (document.documentElement.dir = 'rtl'));
      await panel.snapshot([message(1, { text: 'שלום' }), message(2, { text: 'hello' })]);
      const avatar = (await panel.page.locator('.avatar').first().boundingBox())!;
      assert.equal(avatar.x + avatar.width, 300 - 12);
    });
  });

  describe('comings and goings', () => {
    const details = ['ana, bob, cy, dan and \u2068שרה\u2069 joined.', 'Cem left the room.'];
    const run: PanelEntry = {
      ...{ kind: 'notice', key: 'run', order: 2, at: START, details },
      text: 'ana, bob, cy and 2 others joined. Cem left the room.',
    };
    const summary = () => panel.page.locator('.notice summary');

    beforeEach(async () => {
      await open({ width: 250 });
      await panel.snapshot([message(1), run, notice(3, 'You joined the room.'), message(4)]);
    });

    it('are one grey line, however narrow', async () => {
      for (const width of [250, 170]) {
        await panel.resize(width, 640);
        const [folded] = await panel.page
          .locator('.notice .text:visible')
          .evaluateAll((all) => all.map((text) => text.getBoundingClientRect().height));
        assert.ok(folded! <= 20, String(folded));
        assert.equal(await panel.log.evaluate((log) => log.scrollWidth - log.clientWidth), 0);
      }
      assert.ok((await summary().boundingBox())!.height < 25);
    });

    it('open by keyboard, say so, and stay open while the run goes on', async () => {
      await panel.log.focus();
      await panel.page.keyboard.press('Tab');
      assert.equal(await panel.focused(), 'SUMMARY');
      await panel.page.keyboard.press('Enter');
      const lines = panel.page.locator('details p');
      assert.deepEqual(await lines.allTextContents(), [
        'ana, bob, cy, dan and שרה joined.',
        'Cem left the room.',
      ]);
      assert.equal(await lines.first().isVisible(), true);
      assert.equal((await summary().innerText()).trim(), 'Comings and goings');
      await panel.post({
        type: 'entries',
        entries: [{ ...run, details: [...details, 'Dora left the room.'] }],
      });
      assert.equal(await lines.nth(2).isVisible(), true);
      await panel.page.keyboard.press('Space');
      assert.equal(await lines.first().isVisible(), false);
      assert.match(
        await summary().innerText(),
        /^ana, bob, cy and 2 others joined\. Cem left the room\.\s*$/,
      );
    });
  });

  describe('copying', () => {
    /** Selects from one row's text, or another part, to that of another, and presses Ctrl+C. @returns the clipboard */
    const copied = async (from: string, start: number, to: string, end: number): Promise<string> => {
      await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await panel.page.evaluate(
        ([fromPart, fromAt, toPart, toAt]) => {
          const place = (selector: string): Node => {
            const text = [...document.querySelector(selector)!.childNodes].filter(
              (node) => node instanceof Text,
            );
            return text.find((node) => node.data.trim() !== '') ?? document.querySelector(selector)!;
          };
          document.getSelection()!.setBaseAndExtent(place(fromPart), fromAt, place(toPart), toAt);
        },
        [from, start, to, end] as const,
      );
      await panel.page.keyboard.press('ControlOrMeta+c');
      return panel.page.evaluate(() => navigator.clipboard.readText());
    };
    const text = (key: string): string => `[data-key="${key}"] .text`;

    beforeEach(async () => {
      await open({ width: 400, height: 800 });
      await panel.snapshot([
        message(1, { text: 'if (a) {\n    b();\n}', editedAt: 1 }),
        message(2, { text: 'and more' }),
        message(2.2, { text: 'in the same minute' }),
        { ...notice(3, 'Cleo joined.') },
        message(4, { ...cleo, text: 'thanks 👩‍👩‍👧‍👦' }),
        message(1500, {
          own: true,
          author: 'ana',
          authorKey: 'a',
          status: 'failed',
          problem: 'Lost.',
          text: 'late',
        }),
      ]);
      await panel.log.focus();
    });

    it('from one message takes what is selected of its text', async () => {
      assert.equal(await copied(text('m1'), 9, text('m1'), 17), '    b();');
      // A triple click selects up to the beginning of the next row.
      assert.equal(await copied(text('m2'), 0, '[data-key="m2.2"]', 0), 'and more');
      assert.equal(await copied(text('m2'), 4, text('m2'), 8), 'more');
    });

    it('from several puts author and time on a line of their own, and shows nothing that is not seen', async () => {
      assert.equal(
        await copied(text('m1'), 9, text('m4'), 6),
        [
          'bob 9:31 AM',
          '    b();\n}',
          'bob 9:32 AM',
          'and more',
          'in the same minute',
          'Cleo joined.',
          'Cleo 9:34 AM',
          'thanks',
        ].join('\n'),
      );
      assert.equal(
        await copied(text('m4'), 0, '[data-key="m1500"] .failure', 0),
        'Cleo 9:34 AM\nthanks 👩‍👩‍👧‍👦\nWednesday, March 11, 2026\nana 10:30 AM\nlate',
      );
    });

    it('of a whole message takes its author and time along, where they are selected', async () => {
      assert.equal(await copied('[data-key="m4"] .author', 0, text('m4'), 6), 'Cleo 9:34 AM\nthanks');
    });

    it('leaves the composer alone', async () => {
      await panel.composer.fill('my own words');
      await panel.composer.selectText();
      await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await panel.page.keyboard.press('ControlOrMeta+c');
      assert.equal(await panel.page.evaluate(() => navigator.clipboard.readText()), 'my own words');
    });
  });

  for (const theme of THEMES) {
    it(`is readable under the pointer, names and avatars as well: ${theme.name}`, async () => {
      await open({ theme, width: 300, height: 700 });
      await panel.snapshot(
        Array.from({ length: 12 }, (_, i) => message(10 * i, { color: i, author: `A${i}` })),
      );
      await panel.message('m0').hover();
      const weak = await panel.page.evaluate(() => {
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
        /** What the colours look like one upon the other. */
        const seen = (...colors: string[]): number[] => {
          for (const color of colors) {
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
          }
          return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
        };
        const luminance = (rgb: number[]): number => {
          const [r = 0, g = 0, b = 0] = rgb
            .map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const contrast = (a: number[], b: number[]): number => {
          const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
          return (high + 0.05) / (low + 0.05);
        };
        const ground = getComputedStyle(document.body).backgroundColor;
        const hover = getComputedStyle(document.documentElement).getPropertyValue(
          '--vscode-list-hoverBackground',
        );
        const tooWeak: string[] = [];
        for (const part of document.querySelectorAll<HTMLElement>('.author, .avatar, .message time, .text')) {
          const { color, backgroundColor } = getComputedStyle(part);
          const isHovered = part.closest('.message:hover') !== null;
          for (const under of isHovered || part.matches('.author')
            ? [[ground], [ground, hover]]
            : [[ground]]) {
            const behind = [...under, backgroundColor];
            const ratio = contrast(seen(...behind, color), seen(...behind));
            if (ratio < 4.5) tooWeak.push(`${part.outerHTML} ${ratio} on ${behind.join(', ')}`);
          }
        }
        return tooWeak;
      });
      assert.deepEqual(weak, []);
    });
  }
});
