import assert from 'node:assert/strict';
import type { PanelOptions } from './panelHost';
import { message, type Panel } from './panelPage';
import { usePanel } from './usePanel';

describe('times in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  const at = new Date(2026, 2, 10, 14, 5).getTime();

  /** What stands beside a message of the afternoon of March 10, above it, and in the tooltip. */
  async function shown(options: PanelOptions): Promise<string[]> {
    await open(options);
    await panel.snapshot([message(1, { at })]);
    const time = panel.message('m1').locator('time');
    const day = panel.page.locator('.day .text');
    const texts = [await time.textContent(), await day.textContent(), await time.getAttribute('title')];
    return texts.map((text) => text!.replace(/\s/gu, ' '));
  }

  it('follow the region and the clock of the system, in the language of the editor', async () => {
    const [time, day, exact] = await shown({ lang: 'en', systemLocale: 'de-DE', browserLocale: 'en-US' });
    assert.equal(time, '14:05');
    assert.match(day!, /^Tuesday,? 10 March 2026$/);
    assert.match(exact!, /^Tuesday,? 10 March 2026.*14:05:00$/);
  });

  it('follow a clock that was chosen against the region', async () => {
    const [time, day] = await shown({ systemLocale: 'en-US-u-hc-h23' });
    assert.deepEqual([time, day], ['14:05', 'Tuesday, March 10, 2026']);
  });

  it('follow the browser where the host does not know the system of the person', async () => {
    assert.equal((await shown({ browserLocale: 'de-DE' }))[0], '14:05');
    assert.equal((await shown({ browserLocale: 'en-US' }))[0], '2:05 PM');
    assert.equal((await shown({ browserLocale: 'en-GB' }))[0], '14:05');
    assert.equal((await shown({ lang: 'de', browserLocale: 'en-US' }))[1], 'Dienstag, 10. März 2026');
  });
});
