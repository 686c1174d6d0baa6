import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { axeFindings } from './axe';
import { contrast } from './contrast';
import { message, type Panel } from './panelPage';
import { showTalk, TALKERS } from './talk';
import { THEMES } from './themes';
import { usePanel } from './usePanel';

const PICTURES = path.resolve('test-results', 'panel', 'talk');

/** What somebody does in a talk, one thing after the other, and what is looked at then. */
const MOMENTS: readonly [name: string, part: string, act: (panel: Panel) => Promise<unknown>][] = [
  ['toolbar', '.message:hover', (panel) => panel.message('m12').hover()],
  [
    'reaction',
    '.message:hover',
    (panel) => panel.message('m12').getByRole('button', { name: 'Add Reaction', exact: true }).click(),
  ],
  [
    'reply',
    '.writing',
    async (panel) => {
      await panel.message('m12').focus();
      await panel.page.keyboard.press('r');
      await panel.page.locator('.writing').waitFor();
    },
  ],
  [
    'members',
    '.composer',
    async (panel) => {
      await panel.page.keyboard.type('@');
      await panel.post({ type: 'members', members: [...TALKERS] });
      await panel.page.getByRole('option').first().waitFor();
    },
  ],
  [
    'short-codes',
    '.composer',
    async (panel) => {
      await panel.composer.fill('');
      await panel.page.keyboard.type(':tad');
      await panel.page.getByRole('option').first().waitFor();
    },
  ],
  [
    'commands',
    '.composer',
    async (panel) => {
      await panel.composer.fill('');
      await panel.page.keyboard.type('/');
      await panel.page.getByRole('option').first().waitFor();
    },
  ],
  [
    'picker',
    '.emoji-picker',
    async (panel) => {
      await panel.composer.fill('');
      await panel.page.getByRole('button', { name: 'Emoji', exact: true }).click();
      await panel.page.getByRole('option').nth(30).waitFor();
      // all of them are more than axe gets through in a minute
      await panel.page.keyboard.type('party');
    },
  ],
];

describe('the looks of a talk that shows everything', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  before(() => mkdirSync(PICTURES, { recursive: true }));

  const picture = (name: string): Promise<unknown> =>
    panel.page.screenshot({ path: path.join(PICTURES, `${name}.png`) });

  for (const theme of THEMES.filter(({ name }) => !name.endsWith('2026'))) {
    it(`${theme.name}: it is accessible, also while somebody reads, answers and writes`, async () => {
      await open({ theme, width: 250, height: 1400 });
      await showTalk(panel);
      await picture(`${theme.name}-talk`);
      const findings = await axeFindings(panel);
      // so high that no list scrolls: keys walk it from the text, which axe does not see
      await panel.resize(300, 760);
      for (const [name, part, act] of MOMENTS) {
        await act(panel);
        await picture(`${theme.name}-${name}`);
        findings.push(...(await axeFindings(panel, part)).map((finding) => `${name}: ${finding}`));
      }
      assert.deepEqual(findings, []);
    });
  }

  for (const theme of THEMES) {
    it(`${theme.name}: nobody misses that they are named, what is new, and what is code`, async () => {
      await open({ theme, width: 400, height: 1400 });
      await showTalk(panel);
      const { ground, bar, name, word, line, codes } = await panel.page.evaluate(() => {
        const looks = (selector: string, pseudo?: string): CSSStyleDeclaration => {
          const element = document.querySelector(selector);
          if (!element) throw new Error(`no ${selector}`);
          return getComputedStyle(element, pseudo);
        };
        const own = looks('.mention.own');
        return {
          ground: getComputedStyle(document.body).backgroundColor,
          bar: looks('.message.mentioned', '::before').borderInlineStartColor,
          name: { color: own.color, ground: own.backgroundColor },
          word: looks('.unread').color,
          line: looks('.unread', '::before').borderBlockStartColor,
          codes: [...document.querySelectorAll('.text code')]
            .filter((code) => !code.closest('pre'))
            .map((code) => getComputedStyle(code))
            .map(({ color, backgroundColor, fontSize }) => ({ color, backgroundColor, fontSize })),
        };
      });
      assert.ok(contrast(bar, ground) >= 3, `the bar: ${bar}`);
      assert.ok(contrast(name.ground, ground) >= 3, `the name's ground: ${name.ground}`);
      assert.ok(contrast(name.color, ground, name.ground) >= 4.5, `the name: ${name.color}`);
      assert.ok(contrast(word, ground) >= 4.5, `the word: ${word}`);
      assert.ok(contrast(line, ground) >= 3, `the line: ${line}`);
      assert.equal(codes.length, 4);
      for (const code of codes) {
        assert.notEqual(code.backgroundColor, 'rgba(0, 0, 0, 0)');
        assert.ok(contrast(code.color, ground, code.backgroundColor) >= 4.5, code.color);
        assert.equal(code.fontSize, '12px');
      }
    });
  }

  for (const width of [250, 400]) {
    it(`${width} px: the toolbar covers no word of its own message`, async () => {
      await open({ width, height: 1400 });
      await showTalk(panel);
      for (const key of ['m2', 'm3', 'm4', 'm6', 'm8', 'm12']) {
        await panel.message(key).hover();
        const covered = await panel.message(key).evaluate((one) => {
          const toolbar = one.querySelector('.toolbar')!.getBoundingClientRect();
          const parts = [...one.querySelectorAll('.author, time, .reply, .body, .code-tools')].filter(
            (part) => !part.matches('.visually-hidden'),
          );
          const leading = 4; // what a line has above its letters
          return parts
            .filter((part) => part.getBoundingClientRect().top + leading < toolbar.bottom)
            .map((part) => part.className || part.tagName);
        });
        assert.deepEqual(covered, [], key);
      }
    });
  }

  for (const theme of THEMES) {
    it(`${theme.name}: a quote is told from what its author says, by a line and not by a ground`, async () => {
      await open({ theme, width: 250 });
      await panel.snapshot([message(1, { text: '> they said `so`\n\nand I say' })]);
      const { ground, quoted, line } = await panel.page.locator('blockquote').evaluate((quote) => {
        const { backgroundColor, borderInlineStartColor } = getComputedStyle(quote);
        const { backgroundColor: behind } = getComputedStyle(document.body);
        return { ground: behind, quoted: backgroundColor, line: borderInlineStartColor };
      });
      assert.equal(quoted, 'rgba(0, 0, 0, 0)');
      assert.ok(contrast(line, ground) >= 3, line);
    });
  }

  it('moves nothing for those who want no motion', async () => {
    await open({ width: 300, height: 760 });
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    await showTalk(panel);
    const moving: string[] = [];
    for (const [name, , act] of MOMENTS) {
      await act(panel);
      const names = await panel.page.evaluate(() =>
        document
          .getAnimations()
          .filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 0)
          .map(({ effect }) => (effect as KeyframeEffect).target?.className),
      );
      moving.push(...names.map((one) => `${name}: ${one}`));
    }
    assert.deepEqual(moving, []);
  });

  it('has the key that sends beside the word, in the middle of its line', async () => {
    await open({ width: 360 });
    await panel.snapshot([message(1)]);
    const middles = await panel.page.evaluate(() =>
      ['.send-text', '.send-icon'].map((part) => {
        const { top, bottom } = document.querySelector(part)!.getBoundingClientRect();
        return (top + bottom) / 2;
      }),
    );
    assert.ok(Math.abs(middles[0]! - middles[1]!) <= 1, String(middles));
  });

  it('is one stop of the Tab key: what other messages answer is none', async () => {
    await open({ width: 400 });
    const reply = { order: 1, author: 'bob', color: 4, excerpt: 'message 1' };
    await panel.snapshot([message(1), message(2, { reply })]);
    await panel.log.focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'Escape', 'Shift+Tab']) await panel.page.keyboard.press(key);
    assert.equal(await panel.message('m1').evaluate((one) => one.matches(':focus')), true);
    for (const key of ['ArrowDown', 'Tab']) await panel.page.keyboard.press(key);
    assert.equal(await panel.focused(), 'reply');
  });

  it('has the number of a line beside it, in the size of the editor', async () => {
    await open({ width: 250, height: 1400 });
    await showTalk(panel);
    const { sizes, heights } = await panel.message('m2').evaluate((one) => {
      const parts = ['.code-numbers', 'pre code'].map((selector) => one.querySelector(selector)!);
      return {
        sizes: parts.map((part) => getComputedStyle(part).fontSize),
        heights: parts.map((part) => {
          const range = document.createRange();
          range.selectNodeContents(part);
          return Math.round(range.getBoundingClientRect().height);
        }),
      };
    });
    assert.deepEqual(sizes, ['14px', '14px']);
    assert.equal(heights[0], heights[1]);
  });

  it('names the file of quoted code, also where there is little room', async () => {
    await open({ width: 250, height: 1400 });
    await showTalk(panel);
    const place = panel.message('m2').locator('.code-place');
    assert.ok((await place.boundingBox())!.width > 90);
    assert.equal(await panel.message('m2').locator('.code-language').isVisible(), false);
    await panel.resize(400, 1400);
    assert.equal(await panel.message('m2').locator('.code-language').isVisible(), true);
  });

  it('shows whose name is chosen in the list of members, whatever their colour', async () => {
    for (const theme of THEMES) {
      await open({ theme, width: 250 });
      await panel.snapshot([message(1)]);
      await panel.composer.fill('@');
      await panel.composer.press('End');
      await panel.post({ type: 'members', members: [...TALKERS] });
      const avatar = panel.page.locator('[aria-selected="true"] .avatar');
      const looks = await avatar.evaluate((one) => ({
        ...{ color: getComputedStyle(one).color, ground: getComputedStyle(one).backgroundColor },
        row: getComputedStyle(one.closest('.completion')!).backgroundColor,
        list: getComputedStyle(one.closest('.completions')!).backgroundColor,
      }));
      assert.ok(contrast(looks.color, looks.list, looks.row, looks.ground) >= 4.5, theme.name);
    }
  });
});
