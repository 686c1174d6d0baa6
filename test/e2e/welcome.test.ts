// What somebody sees who has just installed Tilde: the first steps, and its page in the list of extensions.
import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';

/** Their pictures by their titles. */
const STEPS = {
  'Host a room': 'host',
  'Invite your team': 'invite',
  'Or join a room': 'join',
  Talk: 'talk',
  'Make it yours': 'settings',
};
/** Pictures stand beside the steps only where there is room. */
const WIDE = { width: 1600, height: 900 };

const areShown = (elements: readonly Element[]): boolean =>
  elements.some((element) => element.getBoundingClientRect().width > 0);

describe('whoever is new', () => {
  const people = usePeople({ oneStory: true });
  let nina: Person;

  const step = (title: string): Locator =>
    nina.workbench.page.locator('.getting-started-step', { hasText: title });

  /** The frame of a webview in which this is shown, once it is. */
  async function frameWith(selector: string): Promise<Frame> {
    const { page } = nina.workbench;
    for (;;) {
      for (const frame of page.frames()) {
        const isShown = await frame
          .locator(selector)
          .evaluateAll(areShown)
          .catch(() => false);
        if (isShown) return frame;
      }
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  before(async () => {
    nina = await people.arrive('Nina');
    await nina.workbench.page.setViewportSize(WIDE);
  });

  it('sees the first steps, each with a picture in the colours of the theme', async () => {
    await nina.workbench.runCommand('Tilde: Welcome');
    await step('Talk').waitFor();
    assert.deepEqual(
      (await nina.workbench.page.locator('.getting-started-step .step-title').allTextContents()).map(
        (title) => title.trim(),
      ),
      Object.keys(STEPS),
    );
    for (const [title, id] of Object.entries(STEPS)) {
      await step(title).locator('.step-title').click();
      const frame = await frameWith(`svg#${id}`);
      const [drawn, theme] = await frame.evaluate(() => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = 'var(--vscode-editor-background)';
        const rect = document.querySelector('svg rect')!;
        return [getComputedStyle(rect).fill, getComputedStyle(probe).color];
      });
      assert.equal(drawn, theme, title);
    }
  });

  it('follows a step, and finds that it is done', async () => {
    await step('Talk').locator('.step-title').click();
    await step('Talk').getByRole('button', { name: 'Show Chat' }).click();
    await frameWith('#app[data-connection="idle"]');
    await step('Talk').getByRole('checkbox', { checked: true }).waitFor();
  });

  it('reads on the page of the extension how to start; all its pictures load', async () => {
    const { page } = nina.workbench;
    await page.locator('.activitybar .action-item a[aria-label^="Extensions"]').click();
    await page.locator('.extensions-viewlet .extension-list-item', { hasText: 'Tilde' }).click();
    const details = await frameWith('h2#start-in-a-minute');
    assert.match(await details.locator('body').innerText(), /╭─+╮.*\n.*Workshop/);
    const pictures = [
      ...(await details.locator('img').all()),
      page.locator('.extension-editor .icon-container img'),
    ];
    for (const picture of pictures) {
      const width = await picture.evaluate(async (shown: HTMLImageElement) => {
        await shown.decode();
        return shown.naturalWidth;
      });
      assert.ok(width > 0, await picture.innerHTML());
    }
  });
});
