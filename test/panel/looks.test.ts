import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Entry } from '../../src/panel/messages';
import { joined, message, type Panel, PanelHost, START } from './panelPage';
import { THEMES } from './themes';

declare const axe: { run(): Promise<AxeResults> };

const PICTURES = path.resolve('test-results', 'panel');

const ana = { author: 'ana', authorKey: 'a', own: true };
const cleo = { author: 'Cleo Ökonomou', authorKey: 'cleo' };
const conversation: readonly Entry[] = [
  message(-1200, { text: 'Pushed the parser branch, have a look when you can.' }),
  { kind: 'notice', key: 'n1', order: 0, at: START, text: 'Cleo Ökonomou joined' },
  message(1, { ...cleo, text: 'Morning! The build is red on main since yesterday 😕' }),
  message(2, {
    ...cleo,
    text: 'src/parser/tokens.ts(112,9): error TS2322: Type "string" is not assignable.',
  }),
  message(3, {
    ...ana,
    text: 'Mine, sorry. Fix is on its way:\n  const token = next();\n  return token.kind;',
  }),
  message(4, { ...ana, text: 'Can somebody review?' }),
  message(9, {
    text: 'On it. See https://intranet.example/reviews/a-rather-long-path/that-does-not-wrap/4711',
  }),
  { kind: 'notice', key: 'n2', order: 10, at: START + 600_000, text: 'dev is now called dmitri' },
  message(11, { author: 'שרה', authorKey: 'sara', text: 'שלום לכולם, אני מצטרפת מהבית' }),
  message(12, { ...ana, text: 'Merged, thanks!' }),
  message(13, {
    ...ana,
    text: 'Lunch at 12:30?',
    status: 'failed',
    problem: 'The room did not answer for 10 minutes.',
  }),
  message(1e9, { ...ana, key: 'p', at: START + 14 * 60_000, text: 'Or later…', status: 'pending' }),
];

describe('the looks of the panel', () => {
  let host: PanelHost;
  let panel: Panel;

  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    host = await PanelHost.start();
  });
  after(() => host.close());
  afterEach(async () => {
    await panel.page.close();
    assert.deepEqual(panel.errors, []);
  });

  const picture = (name: string): Promise<unknown> =>
    panel.page.screenshot({ path: path.join(PICTURES, `${name}.png`) });

  async function findings(): Promise<string[]> {
    const { violations, passes } = await panel.page.evaluate(() => axe.run());
    assert.ok(passes.some((rule) => rule.id === 'color-contrast'));
    return violations.flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary ?? ''}`),
    );
  }

  /** All that has a delay before it is shown, shown. */
  const finishAnimations = (): Promise<void> =>
    panel.page.evaluate(() => {
      for (const animation of document.getAnimations()) {
        if (animation.effect?.getComputedTiming().iterations === 1) animation.finish();
      }
    });

  for (const theme of THEMES) {
    for (const width of [250, 400]) {
      it(`${theme.name}, ${width} px: a conversation is accessible`, async () => {
        panel = await host.open({ theme, width, height: 760 });
        await panel.snapshot(conversation);
        await panel.composer.fill('A draft');
        await finishAnimations();
        await picture(`${theme.name}-${width}`);
        assert.deepEqual(await findings(), []);
      });
    }

    it(`${theme.name}: every state is accessible`, async () => {
      panel = await host.open({ theme, width: 300, height: 500 });
      for (const connection of [
        { kind: 'idle' },
        { kind: 'connecting', address: '192.168.1.20:9999' },
        { kind: 'failed', message: 'Nobody listens on port 9999 of nas. Is the room hosted there?' },
      ] as const) {
        await panel.outside(connection);
        await picture(`${theme.name}-${connection.kind}`);
        assert.deepEqual(await findings(), [], connection.kind);
      }
      await panel.snapshot(conversation.slice(0, 6), {
        room: { ...joined.room!, basic: true },
        connection: { kind: 'reconnecting', address: 'x', message: 'The connection was lost. Trying again.' },
      });
      await picture(`${theme.name}-reconnecting`);
      assert.deepEqual(await findings(), [], 'reconnecting');
      await panel.snapshot(conversation.slice(0, 6), {
        connection: { kind: 'left', message: 'You left the room.' },
      });
      await panel.composer.fill('x'.repeat(1200));
      await picture(`${theme.name}-left`);
      assert.deepEqual(await findings(), [], 'left');
    });

    it(`${theme.name}: all names' colours are told from the ground and from each other`, async () => {
      panel = await host.open({ theme });
      await panel.snapshot(
        Array.from({ length: 200 }, (_, i) => message(i, { authorKey: `k${i}`, author: `author ${i}` })),
      );
      const [ground, ...colors] = await panel.page.evaluate(() => [
        getComputedStyle(document.body).backgroundColor,
        ...new Set([...document.querySelectorAll('.author')].map((author) => getComputedStyle(author).color)),
      ]);
      assert.equal(colors.length, 12);
      for (const color of colors) assert.ok(contrast(color, ground) >= 4.5, `${color} on ${ground}`);
    });
  }

  it('shows the focus ring on the keyboard only', async () => {
    panel = await host.open();
    await panel.outside({ kind: 'idle' });
    const ring = (): Promise<string> =>
      panel.page
        .locator('vscode-button')
        .first()
        .evaluate((button) => {
          const control = button.shadowRoot!.querySelector('.control')!;
          return getComputedStyle(control).outlineStyle;
        });
    await panel.page.locator('vscode-button').first().click();
    assert.equal(await ring(), 'none');
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Shift+Tab');
    assert.equal(await ring(), 'solid');
  });

  it('does not turn for those who want no motion', async () => {
    panel = await host.open();
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    await panel.outside({ kind: 'connecting', address: 'x' });
    assert.equal(
      await panel.page.locator('.spinner').evaluate((s) => getComputedStyle(s).animationName),
      'none',
    );
  });
});

/** WCAG 2 contrast of two `rgb(…)` colours. */
function contrast(a: string, b: string): number {
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
      const value = Number(part) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}
