import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { usePeople } from './fixtures/people';
import { freePort } from './fixtures/ports';

const MORE = 'More Actions...';
const OUTSIDE = { icons: ['Host Room', 'Join Room'], menu: ['Set Username', 'Clear History', 'Show Log'] };
const INSIDE = {
  icons: ['Leave Room'],
  menu: ['Set Username', 'Join Room', 'Copy Address of the Room', 'Clear History', 'Show Log'],
};

/** What the title of the chat offers, once it offers that icon. */
async function offered(page: Page, icon: string): Promise<typeof OUTSIDE> {
  const title = page.locator('.pane-header', { hasText: 'Chat' });
  await title.hover();
  await title.getByRole('button', { name: icon, exact: true }).waitFor();
  const actions = await title.locator('a.action-label').evaluateAll((all) => all.map((one) => one.ariaLabel));
  await title.getByRole('button', { name: MORE, exact: true }).click();
  const entries = page.locator('.monaco-menu .action-label:not(.separator)');
  await entries.first().waitFor();
  const menu = await entries.allInnerTexts();
  await page.keyboard.press('Escape');
  return { icons: actions.filter((name) => name !== null && name !== MORE) as string[], menu };
}

describe('the title of the chat', () => {
  const people = usePeople();

  it('offers a way in, then a way out, then a way in again', async () => {
    const alice = await people.arrive('Alice');
    const { workbench, chat } = alice;
    const { page } = workbench;
    await workbench.activityBarItem.click();
    await chat.isNow('idle');
    assert.deepEqual(await offered(page, 'Host Room'), OUTSIDE);
    await alice.hosts(await freePort());
    assert.deepEqual(await offered(page, 'Leave Room'), INSIDE);
    await workbench.runCommand('Tilde: Leave Room');
    await chat.isNow('left');
    assert.deepEqual(await offered(page, 'Host Room'), OUTSIDE);
  });
});
