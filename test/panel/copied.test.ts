// What one copies from messages. That the parser takes away nothing else than markup: test/unit/text/parseText.test.ts.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ToPanel } from '../../src/panel/toPanel';
import { isWithoutMarkup, markedUp } from '../unit/text/copied';
import { TABLE } from '../unit/text/table';
import { message, type Panel } from './panelPage';
import { usePanel } from './usePanel';

/** So many are in the list at once. */
const PAGE = 200;
/** Who is now called otherwise. */
const mentions = [{ name: 'ana', mid: 'a', now: 'anna', own: false }];

describe('what is copied from messages in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));

  const pasted = Object.values(TABLE).flatMap((rows) => rows.map(([said]) => said));
  /** Others in each run. Nothing in them is folded. */
  const written = fc
    .sample(
      markedUp.filter((text) => /\S/.test(text) && text.split('\n').length <= 12),
      2 * PAGE,
    )
    .concat(':tada:\n- a @ana b\n2) c\n**d** :+1: x');

  /** Selects in the text of each message, and copies. @param upToLast its last unit is not selected */
  async function copiedOfEach(
    said: readonly string[],
    upToLast: boolean,
  ): Promise<{ copied: string; left: string }[]> {
    await panel.snapshot(said.map((text, i) => message(i, { text, mentions })));
    return panel.page.evaluate(
      ([count, part]) =>
        Array.from({ length: count }, (_, i) => {
          const body = document.querySelector(`[data-key="m${i}"] .body`)!;
          const range = document.createRange();
          range.selectNode(body);
          let left = '';
          if (part) {
            const walker = document.createTreeWalker(body.querySelector('.text')!, NodeFilter.SHOW_TEXT);
            let [first, last]: (Text | undefined)[] = [];
            while (walker.nextNode()) {
              const node = walker.currentNode as Text;
              if (node.data === '' || node.parentElement!.closest('button, .not-said, [hidden]')) continue;
              first ??= node;
              last = node;
            }
            range.setStart(first!, 0);
            range.setEnd(last!, last!.length - 1);
            // what was said otherwise is copied as a whole
            if (last!.parentElement!.dataset['said'] === undefined) left = last!.data.slice(-1);
          }
          const selection = document.getSelection()!;
          selection.removeAllRanges();
          selection.addRange(range);
          const clipboardData = new DataTransfer();
          document.body.dispatchEvent(
            new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
          );
          return { copied: clipboardData.getData('text/plain'), left };
        }),
      [said.length, upToLast] as const,
    );
  }

  it('is what was said, where all of it is selected', async () => {
    await open({ width: 600, height: 800 });
    const all = [...pasted, ...written];
    for (let from = 0; from < all.length; from += PAGE) {
      const said = all.slice(from, from + PAGE);
      const copied = (await copiedOfEach(said, false)).map((one) => one.copied);
      assert.deepEqual(copied, said);
    }
  });

  it('is what was said but for its markup, where a part is selected', async () => {
    await open({ width: 600, height: 800 });
    for (let from = 0; from < written.length; from += PAGE) {
      const said = written.slice(from, from + PAGE);
      for (const [i, { copied, left }] of (await copiedOfEach(said, true)).entries())
        if (copied !== said[i])
          assert.ok(isWithoutMarkup(said[i]!, copied + left), JSON.stringify([said[i], copied, left]));
    }
  });

  it('is a part of what was said, with its markers, short codes and names', async () => {
    await open({ width: 400 });
    const text = 'a **bold** word\n\n- one :tada:\n- @ana two';
    await panel.snapshot([message(1, { text, mentions })]);
    await panel.page.locator('.text [data-said=":tada:"]').waitFor();
    await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.page.evaluate(() => {
      const bold = document.querySelector('.text strong')!.firstChild!;
      const last = document.querySelector('.text .mention')!;
      document.getSelection()!.setBaseAndExtent(bold, 0, last, last.childNodes.length);
    });
    await panel.page.keyboard.press('ControlOrMeta+c');
    const copied = await panel.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, 'bold word\n- one :tada:\n- @ana');
  });

  it('is every character of it by “Copy Text” and “Copy as Markdown”', async () => {
    await open();
    const all = [...pasted, ...written];
    for (const action of ['copyText', 'copyMarkdown'] as const) {
      const before = panel.postedOf('copy').length;
      for (let from = 0; from < all.length; from += PAGE) {
        const said = all.slice(from, from + PAGE);
        await panel.snapshot(said.map((text, i) => message(i, { text, mentions })));
        await panel.post(...said.map((_, i): ToPanel => ({ type: 'act', key: `m${i}`, action })));
        await panel.nextAfter('copy', before + from + said.length - 1);
      }
      const copied = panel.postedOf('copy').slice(before);
      assert.deepEqual(
        copied.map(({ text }) => text),
        all,
      );
    }
  });
});
