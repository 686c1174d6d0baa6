import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { joined, message, type Panel } from './panelPage';
import { usePanel } from './usePanel';

for (const lang of ['en', 'de']) {
  describe(`the words of the panel, 250 px wide, in ${lang}`, () => {
    let panel: Panel;
    const open = usePanel((opened) => (panel = opened));
    beforeEach(async () => {
      await open({ lang, width: 250 });
      await panel.snapshot([message(1, { own: true, text: 'what was said, at some length, by somebody' })]);
    });

    /** Which of them end with an ellipsis. */
    const cutOff = (words: Locator): Promise<string[]> =>
      words.evaluateAll((all) =>
        all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
      );

    it('say of each command what it does', async () => {
      await panel.composer.fill('/');
      await panel.composer.press('End');
      const helps = panel.page.locator('.completion > .detail');
      await helps.nth(8).waitFor();
      assert.deepEqual(await cutOff(helps), []);
    });

    it('say that a message is edited', async () => {
      await panel.composer.press('ArrowUp');
      const what = panel.page.locator('.writing > .what');
      await what.waitFor();
      assert.deepEqual(await cutOff(what), []);
    });

    it('say what a button and an empty composer are for', async () => {
      await panel.snapshot([], { room: { ...joined.room!, address: '127.0.0.1:9999' } });
      assert.deepEqual(await cutOff(panel.page.locator('vscode-button')), []);
      await panel.composer.fill('so');
      const send = panel.page.locator('#send');
      const box = (await send.boundingBox())!;
      assert.ok(box.x + box.width <= 250 - 12, JSON.stringify(box));
      assert.equal((await send.innerText()).trim(), lang === 'de' ? 'Senden' : 'Send');
    });
  });
}
