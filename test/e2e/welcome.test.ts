// What somebody sees who has just installed Tilde: the first steps, and its page in the list of extensions.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { usePeople } from './fixtures/people';
import type { Person } from './fixtures/person';
import { ChatPanel } from './pages/chatPanel';

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

/** A picture's surface, and that of the editor, once the picture is shown. */
function surfaces([picture]: readonly Element[]): [string, string] | undefined {
  if (!picture?.getBoundingClientRect().width) return undefined;
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = 'var(--vscode-editor-background)';
  return [getComputedStyle(picture.querySelector('rect')!).fill, getComputedStyle(probe).color];
}

/** What a page says, and how wide its pictures are. */
async function pageOf([heading]: readonly Element[]): Promise<
  { text: string; widths: number[] } | undefined
> {
  if (!heading?.getBoundingClientRect().width) return undefined;
  const images = [...document.images];
  await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
  return { text: document.body.innerText, widths: images.map((image) => image.naturalWidth) };
}

describe('whoever is new', () => {
  const people = usePeople({ oneStory: true });
  let nina: Person;

  const step = (title: string): Locator =>
    nina.workbench.page.locator('.getting-started-step', { hasText: title });

  /** What `read` finds in the elements of that kind in a webview, once they are shown. VS Code may exchange the frame of one at any time. */
  async function readShown<T>(
    selector: string,
    read: (elements: Element[]) => T,
  ): Promise<NonNullable<Awaited<T>>> {
    const { page } = nina.workbench;
    for (;;) {
      for (const frame of page.frames()) {
        const found = await frame
          .locator(selector)
          .evaluateAll(read)
          .catch(() => undefined);
        if (found) return found;
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
      const [drawn, theme] = await readShown(`svg#${id}`, surfaces);
      assert.equal(drawn, theme, title);
    }
  });

  it('follows a step, and finds that it is done', async () => {
    await step('Talk').locator('.step-title').click();
    await step('Talk').getByRole('button', { name: 'Show Chat' }).click();
    await new ChatPanel(nina.workbench.page, 'view').isNow('idle');
    await step('Talk').getByRole('checkbox', { checked: true }).waitFor();
  });

  it('reads on the page of the extension how to start; all its pictures load', async () => {
    const { page } = nina.workbench;
    await page.locator('.activitybar .action-item a[aria-label^="Extensions"]').click();
    await page.locator('.extensions-viewlet .extension-list-item', { hasText: 'Tilde' }).click();
    const { text, widths } = await readShown('h2#start-in-a-minute', pageOf);
    assert.match(text, /╭─+╮.*\n.*Workshop/);
    const icon = page.locator('.extension-editor .icon-container img');
    widths.push(
      await icon.evaluate(async (shown: HTMLImageElement) => (await shown.decode(), shown.naturalWidth)),
    );
    assert.deepEqual(
      widths.filter((width) => width === 0),
      [],
    );
  });
});
